/** After "not enough evidence": what a person knows besides, as evidence of this house, for a new try. */
import { proposalWords } from '@occtet/ui'
import { type FormEvent, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { type Extra, isEmpty, mostNoteLetters } from './extra.ts'
import { FactFields } from './fact-fields.tsx'
import type { ProposalKind, Subject } from './proposal-types.ts'
import styles from './proposals.module.css'

export interface RetryProps {
  readonly kind: ProposalKind
  readonly subject: Subject
  /** What was said for the try before. */
  readonly former: Extra
  readonly isBusy: boolean
  readonly onRetry: (extra: Extra) => void
}

export function RetryForm({ kind, subject, former, isBusy, onRetry }: RetryProps) {
  const t = useWords(proposalWords)
  const [extra, setExtra] = useState<Extra>(former)
  const [isTried, setTried] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!isEmpty(extra)) onRetry(extra)
  }
  return (
    <form className={styles.judge} aria-label={`${t('notes')}: ${t(`kind.${kind}`)}`} onSubmit={submit}>
      <FactFields
        kind={kind}
        subject={subject}
        facts={extra.facts}
        onFact={(name, value) => setExtra((old) => ({ ...old, facts: { ...old.facts, [name]: value } }))}
      />
      <TextField
        label={t('notes')}
        hint={t('notes.hint')}
        rows={3}
        maxLength={mostNoteLetters}
        error={isTried && isEmpty(extra) ? t('notes.empty') : undefined}
        value={extra.notes}
        onValue={(notes) => setExtra((old) => ({ ...old, notes }))}
      />
      <p className={styles.buttons}>
        <Button type="submit" isBusy={isBusy}>
          {t('notes.again')}
        </Button>
      </p>
    </form>
  )
}
