/** The first account: with the code of the terminal for a team, without for one machine. */
import { setUpRoutes } from '@occtet/contract/api'
import { signInWords } from '@occtet/ui'
import { type FormEvent, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { ErrorList, TextField } from '../../parts/field.tsx'
import styles from './account.module.css'
import { NewAccountFields, useNewAccount } from './new-account.tsx'
import { useSubmit } from './use-submit.ts'
import { leaveFor, whereTo } from './where-to.ts'

export function SetUpForm({
  needsCode,
  needsOrganisation,
}: {
  needsCode: boolean
  needsOrganisation: boolean
}) {
  const t = useWords(signInWords)
  const account = useNewAccount()
  const [code, setCode] = useState('')
  const [org, setOrg] = useState({ name: '', slug: '' })
  const [isTried, setTried] = useState(false)
  const { submit, isBusy, error } = useSubmit(setUpRoutes['setUp.create'])
  // In the order of the fields: the list on top follows it.
  const errors = {
    ...(needsCode && code.trim().length < 16 ? { code: t('error.SET_UP_CODE_WRONG') } : {}),
    ...account.errors,
    ...(needsOrganisation && org.name.trim() === '' ? { org: t('field.required') } : {}),
    ...(needsOrganisation && !/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/.test(org.slug)
      ? { slug: t('field.slug') }
      : {}),
  }
  const shown: Partial<typeof errors> = isTried ? errors : {}
  const go = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(errors).length > 0) return
    const body = {
      ...account.value,
      ...(needsCode ? { code: code.trim() } : {}),
      ...(needsOrganisation ? { organisation: org } : {}),
    }
    const session = await submit({ params: {}, body })
    if (session !== undefined) leaveFor(whereTo(session, undefined))
  }
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void go(event)}>
      <ErrorList errors={[...Object.values(shown), ...(error === undefined ? [] : [error])]} />
      {needsCode ? (
        <TextField
          label={t('setUp.code')}
          hint={t('setUp.codeHint')}
          name="set-up-code"
          autoComplete="off"
          value={code}
          onValue={setCode}
          error={shown.code}
        />
      ) : null}
      <NewAccountFields form={account} isTried={isTried} />
      {needsOrganisation ? (
        <>
          <TextField
            label={t('setUp.org')}
            name="organisation"
            autoComplete="organization"
            value={org.name}
            onValue={(name) => setOrg({ name, slug: toSlug(name) })}
            error={shown.org}
          />
          <TextField
            label={t('setUp.slug')}
            name="slug"
            autoComplete="off"
            value={org.slug}
            onValue={(slug) => setOrg({ ...org, slug })}
            error={shown.slug}
          />
        </>
      ) : null}
      <Button type="submit" tone="main" isBusy={isBusy}>
        {t('setUp.go')}
      </Button>
    </form>
  )
}

/** A proposal; the person may write another one. */
function toSlug(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40)
}
