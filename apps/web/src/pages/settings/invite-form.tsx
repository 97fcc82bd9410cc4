/** A new invitation: its link is shown once. */
import { peopleRoutes } from '@occtet/contract/api'
import { organisationWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { TextField } from '../../parts/field.tsx'
import { noRights, RightsFields, toRights } from './rights-form.tsx'
import styles from './settings.module.css'

export function InviteForm() {
  const t = useWords(organisationWords)
  const org = useParam('org')
  const [draft, setDraft] = useState(noRights)
  const [email, setEmail] = useState('')
  const [link, setLink] = useState<string>()
  const create = useChange(peopleRoutes['invitations.create'], {
    outdates: [peopleRoutes['invitations.list']],
  })
  const go = async (): Promise<void> => {
    const address = email.trim() === '' ? {} : { email: email.trim() }
    const answer = await create.send({ params: { org }, body: { ...toRights(draft), ...address } })
    if (answer === undefined) return
    setLink(answer.link)
    setEmail('')
  }
  return (
    <Card title={t('invite.title')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        <RightsFields value={draft} set={setDraft} />
        <TextField
          label={t('invite.email')}
          hint={t('invite.emailHint')}
          isOptional
          type="email"
          autoComplete="off"
          value={email}
          onValue={setEmail}
        />
        <Button type="submit" isBusy={create.state === 'sending'}>
          {t('invite.go')}
        </Button>
        {link === undefined ? null : (
          <output>
            <p>{t('invite.link')}</p>
            <code className={styles.secret}>{link}</code>
            <CopyButton text={link} label={t('invite.copy')} />
          </output>
        )}
      </form>
    </Card>
  )
}
