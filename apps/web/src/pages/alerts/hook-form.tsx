/** A new webhook: its address and the events that it gets. */
import { noticeKinds, noticeRoutes } from '@occtet/contract/api'
import { noticeWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import styles from './alerts.module.css'

export function HookForm({ close, showSecret }: { close: () => void; showSecret: (secret: string) => void }) {
  const t = useWords(noticeWords)
  const org = useParam('org')
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<readonly (typeof noticeKinds)[number][]>([
    'clock',
    'exploited',
    'ledger-broken',
  ])
  const saving = useChange(noticeRoutes['webhooks.create'], { outdates: [noticeRoutes['webhooks.list']] })
  const create = async (): Promise<void> => {
    const made = await saving.send({ params: { org }, body: { url, events: [...events], isOn: true } })
    if (made === undefined) return
    showSecret(made.secret)
    close()
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
    >
      <TextField label={t('url')} hint={t('urlHelp')} type="url" required value={url} onValue={setUrl} />
      <fieldset>
        <legend>{t('events')}</legend>
        {noticeKinds.map((kind) => (
          <label key={kind} className={styles.check}>
            <input
              type="checkbox"
              checked={events.includes(kind)}
              onChange={(event) =>
                setEvents(event.target.checked ? [...events, kind] : events.filter((one) => one !== kind))
              }
            />
            {t(`kind.${kind}`)}
          </label>
        ))}
      </fieldset>
      <p className={styles.row}>
        <Button type="submit" tone="main" isBusy={saving.state === 'sending'}>
          {t('create')}
        </Button>
        <Button onPress={close}>{t('cancel')}</Button>
      </p>
    </form>
  )
}
