/** Per kind of event: at once, once a day, not; quiet hours; the language of mails. */
import { type AnswerOf, noticeRoutes } from '@occtet/contract/api'
import { noticeWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Select, TextField } from '../../parts/field.tsx'
import { SavedMark } from '../../parts/marks.tsx'
import styles from './alerts.module.css'

type Wishes = AnswerOf<(typeof noticeRoutes)['notices.settings']>['preferences']

const events = ['clock', 'exploited', 'ledger-broken', 'report-received'] as const
const summaries = ['daily-digest', 'weekly'] as const

export function WishesCard({ preferences }: { preferences: Wishes }) {
  const t = useWords(noticeWords)
  const org = useParam('org')
  const [wishes, setWishes] = useState(preferences)
  const saving = useChange(noticeRoutes['notices.save'], {
    saved: t('saved'),
    outdates: [noticeRoutes['notices.settings']],
  })
  const wordsOf = (values: readonly ('on' | 'digest' | 'off')[]) =>
    values.map((value) => ({ value, word: t(`wish.${value}`) }))
  return (
    <Card label={t('lead')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void saving.send({ params: { org }, body: wishes })
        }}
      >
        <div className={styles.wishes}>
          {events.map((kind) => (
            <Select
              key={kind}
              label={t(`kind.${kind}`)}
              hint={t(`help.${kind}`)}
              value={wishes[kind]}
              choices={wordsOf(['on', 'digest', 'off'])}
              onValue={(value) => setWishes({ ...wishes, [kind]: value })}
            />
          ))}
          {summaries.map((kind) => (
            <Select
              key={kind}
              label={t(`kind.${kind}`)}
              hint={t(`help.${kind}`)}
              value={wishes[kind]}
              choices={[
                { value: 'on', word: t('wish.yes') },
                { value: 'off', word: t('wish.off') },
              ]}
              onValue={(value) => setWishes({ ...wishes, [kind]: value })}
            />
          ))}
        </div>
        <QuietHours wishes={wishes} setWishes={setWishes} />
        <Select
          label={t('language')}
          value={wishes.language}
          choices={[
            { value: 'en', word: 'English' },
            { value: 'de', word: 'Deutsch' },
          ]}
          onValue={(language) => setWishes({ ...wishes, language })}
        />
        <p className={styles.row}>
          <Button type="submit" tone="main" isBusy={saving.state === 'sending'}>
            {t('save')}
          </Button>
          <SavedMark state={saving.state} />
        </p>
      </form>
    </Card>
  )
}

function QuietHours({ wishes, setWishes }: { wishes: Wishes; setWishes: (next: Wishes) => void }) {
  const t = useWords(noticeWords)
  const { quiet, ...rest } = wishes
  return (
    <fieldset className={styles.form}>
      <legend>{t('quiet')}</legend>
      <p className="q">{t('quietHelp')}</p>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={quiet !== undefined}
          onChange={(event) =>
            setWishes(event.target.checked ? { ...rest, quiet: { from: '21:00', to: '05:00' } } : rest)
          }
        />
        {t('quietOn')}
      </label>
      {quiet === undefined ? null : (
        <div className={styles.row}>
          <TextField
            label={t('quietFrom')}
            type="time"
            value={quiet.from}
            onValue={(from) => setWishes({ ...rest, quiet: { ...quiet, from } })}
          />
          <TextField
            label={t('quietTo')}
            type="time"
            value={quiet.to}
            onValue={(to) => setWishes({ ...rest, quiet: { ...quiet, to } })}
          />
        </div>
      )}
    </fieldset>
  )
}
