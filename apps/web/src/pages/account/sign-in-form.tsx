/** Address, password, and the second factor once it is asked for. Paste and password managers work everywhere. */
import { sessionRoutes } from '@occtet/contract/api'
import { signInWords } from '@occtet/ui'
import { type FormEvent, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { ErrorList, TextField } from '../../parts/field.tsx'
import styles from './account.module.css'
import { ProviderButton } from './once.tsx'
import { useSubmit } from './use-submit.ts'
import { leaveFor, whereTo } from './where-to.ts'

const askedForCode = ['CODE_NEEDED', 'CODE_WRONG']

export function SignInForm({ provider, next }: { provider: string | undefined; next: string | undefined }) {
  const t = useWords(signInWords)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [wasAsked, setAsked] = useState(false)
  const [isTried, setTried] = useState(false)
  const { submit, isBusy, refusal, error } = useSubmit(sessionRoutes['session.create'])
  const needsCode = wasAsked || (refusal !== undefined && askedForCode.includes(refusal.code))
  const wrong = {
    email: isTried && !email.includes('@') ? t('field.email') : undefined,
    password: isTried && password === '' ? t('field.required') : undefined,
  }
  const go = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (!email.includes('@') || password === '') return
    if (needsCode) setAsked(true)
    const body = { email, password, ...(code.trim() === '' ? {} : { code }) }
    const session = await submit({ params: {}, body })
    if (session !== undefined) leaveFor(whereTo(session, next))
  }
  return (
    <>
      <form className={styles.form} noValidate onSubmit={(event) => void go(event)}>
        <ErrorList errors={[wrong.email, wrong.password, error].filter((one) => one !== undefined)} />
        <TextField
          label={t('signIn.email')}
          type="email"
          name="email"
          autoComplete="username"
          value={email}
          onValue={setEmail}
          error={wrong.email}
        />
        <TextField
          label={t('signIn.password')}
          type="password"
          name="password"
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
          error={wrong.password}
        />
        {needsCode ? (
          <TextField
            label={t('signIn.code')}
            hint={t('signIn.codeHint')}
            name="code"
            autoComplete="one-time-code"
            inputMode="text"
            value={code}
            onValue={setCode}
          />
        ) : null}
        <Button type="submit" tone="main" isBusy={isBusy}>
          {t(isBusy ? 'signIn.busy' : 'signIn.go')}
        </Button>
      </form>
      {provider === undefined ? null : (
        <>
          <p className={`q ${styles.or}`}>{t('signIn.or')}</p>
          <ProviderButton word={t('signIn.oidc', { name: provider })} />
        </>
      )}
      <p className="q">{t('signIn.lost')}</p>
    </>
  )
}
