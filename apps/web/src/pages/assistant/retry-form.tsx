/** After "not enough evidence": what a person knows besides, as evidence of this house, for a new try. */
import { proposalWords } from '@occtet/ui'
import { type FormEvent, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Select, TextField } from '../../parts/field.tsx'
import type { ProposalKind } from './proposal-types.ts'
import styles from './proposals.module.css'
import { type Extra, isEmpty, mostNoteLetters } from './extra.ts'

export interface RetryProps {
  readonly kind: ProposalKind
  /** What was said for the try before. */
  readonly former: Extra
  readonly isBusy: boolean
  readonly onRetry: (extra: Extra) => void
}

export function RetryForm({ kind, former, isBusy, onRetry }: RetryProps) {
  const t = useWords(proposalWords)
  const [extra, setExtra] = useState<Extra>(former)
  const [isTried, setTried] = useState(false)
  const set = (part: Partial<Extra>): void => setExtra((old) => ({ ...old, ...part }))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!isEmpty(extra)) onRetry(extra)
  }
  return (
    <form className={styles.judge} aria-label={`${t('notes')}: ${t(`kind.${kind}`)}`} onSubmit={submit}>
      {kind === 'user_notice' ? <NoticeFields extra={extra} set={set} /> : null}
      <TextField
        label={t('notes')}
        hint={t('notes.hint')}
        rows={3}
        maxLength={mostNoteLetters}
        error={isTried && isEmpty(extra) ? t('notes.empty') : undefined}
        value={extra.notes}
        onValue={(notes) => set({ notes })}
      />
      <p className={styles.buttons}>
        <Button type="submit" isBusy={isBusy}>
          {t('notes.again')}
        </Button>
      </p>
    </form>
  )
}

const exploited = ['', 'yes', 'no', 'unknown'] as const

function NoticeFields({ extra, set }: { extra: Extra; set: (part: Partial<Extra>) => void }) {
  const t = useWords(proposalWords)
  return (
    <>
      <TextField
        label={t('facts.affected')}
        isOptional
        maxLength={2000}
        value={extra.affected}
        onValue={(affected) => set({ affected })}
      />
      <TextField
        label={t('facts.mitigation')}
        isOptional
        maxLength={2000}
        value={extra.mitigation}
        onValue={(mitigation) => set({ mitigation })}
      />
      <Select
        label={t('facts.exploited')}
        value={extra.exploited}
        choices={exploited.map((value) => ({
          value,
          word: t(value === '' ? 'facts.exploited.none' : `facts.exploited.${value}`),
        }))}
        onValue={(value) => set({ exploited: value })}
      />
    </>
  )
}
