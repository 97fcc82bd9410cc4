/** Proposes a correction of what a record says; it counts when enough reviewers agree. */
import { type AnswerOf, feddbRoutes } from '@occtet/contract/api'
import { feddbWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Select, TextField } from '../../parts/field.tsx'
import styles from './feddb.module.css'

type Compared = NonNullable<AnswerOf<(typeof feddbRoutes)['feddb.advisory']>['compared']>

const kinds = ['correct', 'dispute', 'withdraw'] as const

export function ProposeCard({ compared }: { compared: Compared }) {
  const t = useWords(feddbWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <Card title={t('propose')}>
      <p className="q">{t('proposeHelp')}</p>
      {isOpen ? (
        <ProposeForm compared={compared} close={() => setOpen(false)} />
      ) : (
        <p>
          <Button onPress={() => setOpen(true)}>{t('propose')}</Button>
        </p>
      )}
    </Card>
  )
}

function ProposeForm({ compared, close }: { compared: Compared; close: () => void }) {
  const t = useWords(feddbWords)
  const org = useParam('org')
  const [kind, setKind] = useState<(typeof kinds)[number]>('correct')
  const [at, setAt] = useState('0')
  const [vers, setVers] = useState('')
  const [reason, setReason] = useState('')
  const saving = useChange(feddbRoutes['feddb.propose'], {
    saved: t('sent'),
    outdates: [feddbRoutes['feddb.reviews']],
  })
  const send = async (): Promise<void> => {
    const statement = compared.statements[Number(at)]
    if (statement === undefined) return
    const { source, record } = statement
    const named = { source, record, package: compared.purl, reason }
    const done = await saving.send({
      params: { org },
      body: kind === 'correct' ? { ...named, kind, vers } : { ...named, kind },
    })
    if (done !== undefined) close()
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Select
        label={t('record')}
        value={at}
        onValue={setAt}
        choices={compared.statements.map(({ source, record }, index) => ({
          value: String(index),
          word: `${source}: ${record}`,
        }))}
      />
      <Select
        label={t('kind')}
        value={kind}
        onValue={setKind}
        choices={kinds.map((value) => ({ value, word: t(`kind.${value}`) }))}
      />
      {kind === 'correct' ? <TextField label={t('vers')} value={vers} onValue={setVers} required /> : null}
      <TextField label={t('reason')} value={reason} onValue={setReason} rows={3} required maxLength={2000} />
      <div className={styles.row}>
        <Button type="submit" tone="main" isBusy={saving.state === 'sending'}>
          {t('send')}
        </Button>
        <Button onPress={close}>{t('cancel')}</Button>
      </div>
    </form>
  )
}
