/** One question: serif, why in a line, answers by digit keys, note, proof; saved on Enter, then on to the next open one. */
import { questionWords } from '@occtet/ui'
import { type FormEvent, useEffect, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { RadioCards } from '../../parts/radio-cards.tsx'
import type { Taken } from '../assistant/proposal-types.ts'
import { ChoiceList } from './choice-list.tsx'
import { type AnswerBody, firstValue, type QuestionView, type RawAnswer } from './question-types.ts'
import styles from './questions.module.css'

export interface QuestionFormProps {
  readonly question: QuestionView
  readonly version: number
  readonly onSave: (body: AnswerBody) => void
  readonly isSaving: boolean
  /** A proposal that this person accepted and wants in the form. */
  readonly taken: Taken | undefined
}

export function QuestionForm({ question, version, onSave, isSaving, taken }: QuestionFormProps) {
  const t = useWords(questionWords)
  const [value, setValue] = useState<readonly string[]>(() => firstValue(question))
  const given = startOf(question)
  const [reason, setReason] = useState(() => naReasonOf(question))
  const [note, setNote] = useState(given.note)
  const [proof, setProof] = useState(given.proof)
  const [isAttached, setAttached] = useState(given.isAttached)
  // Only what was proposed; what else stands in the form stays.
  useEffect(() => {
    if (taken === undefined) return
    setValue((old) => takenValue(question, taken) ?? old)
    setNote(taken.text)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each proposal: a question that is read anew changes nothing here
  }, [taken])
  const isNa = value[0] === 'na'
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const answer = toRaw(question, value, reason)
    if (answer === undefined) return
    const isFound =
      question.answer === null && JSON.stringify(answer) === JSON.stringify(question.proposal?.selected)
    onSave({
      version,
      ...(isFound ? { confirm: true } : { answer }),
      ...(note === given.note ? {} : { note }),
      ...(proof === '' ? {} : { documents: [{ name: proof, attached: isAttached }] }),
    })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <AnswerControl question={question} value={value} onValue={setValue} />
      {isNa ? (
        <TextField
          label={t('naReason')}
          hint={question.naHint === null ? undefined : t('naHint')}
          value={reason}
          onValue={setReason}
          rows={3}
        />
      ) : null}
      <details open={note !== '' || proof !== ''}>
        <summary>
          {t('note')} · {t('proofName')}
        </summary>
        <TextField
          label={t('note')}
          hint={t('noteHint')}
          value={note}
          onValue={setNote}
          rows={3}
          maxLength={4000}
        />
        <TextField
          label={t('proofName')}
          hint={question.proof === null ? t('proofPlain') : t('proofHint', { what: question.proof })}
          value={proof}
          onValue={setProof}
          maxLength={400}
        />
        <label className={styles.tick}>
          <input
            type="checkbox"
            checked={isAttached}
            onChange={(event) => setAttached(event.target.checked)}
          />
          {t('proofAttached')}
        </label>
      </details>
      <p>
        <Button tone="main" type="submit" isBusy={isSaving}>
          {t('save')}
        </Button>{' '}
        <span className="q">
          {question.kind === 'date'
            ? null
            : t('keys', { n: Math.min(9, question.choices.length + (question.allowsNa ? 1 : 0)) })}
        </span>
      </p>
    </form>
  )
}

const optionOf = { yes: 'yes', partial: 'partly', no: 'no', unknown: 'unknown' } as const

/** Undefined where the question has no such answer. */
function takenValue({ choices }: QuestionView, taken: Taken): readonly string[] | undefined {
  if (taken.value.kind !== 'answer') return undefined
  const option = optionOf[taken.value.answer]
  return choices.some(({ id }) => id === option) ? [option] : undefined
}

function startOf({ answer }: QuestionView): {
  readonly note: string
  readonly proof: string
  readonly isAttached: boolean
} {
  const [document] = answer?.documents ?? []
  return { note: answer?.note ?? '', proof: document?.name ?? '', isAttached: document?.attached ?? false }
}

interface ControlProps {
  readonly question: QuestionView
  readonly value: readonly string[]
  readonly onValue: (value: readonly string[]) => void
}

function AnswerControl({ question, value, onValue }: ControlProps) {
  const t = useWords(questionWords)
  const { kind, choices } = question
  if (kind === 'choices') {
    return <ChoiceList legend={t('chooseMany')} choices={choices} value={value} onValue={onValue} />
  }
  const day = value[0] ?? ''
  const cards = choices.map(({ id, label, help }) => ({
    value: id,
    word: capital(label),
    ...(help === null ? {} : { note: help }),
  }))
  const all = question.allowsNa ? [...cards, { value: 'na', word: t('naWord') }] : cards
  return (
    <>
      {kind === 'date' ? (
        <TextField
          label={t('date')}
          type="date"
          value={day === 'unknown' ? '' : day}
          onValue={(text) => onValue(text === '' ? [] : [text])}
        />
      ) : null}
      <RadioCards
        question={t('choose')}
        isQuestionHidden
        isNumbered
        cards={all}
        value={value[0]}
        onValue={(id) => onValue([id])}
      />
    </>
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function naReasonOf({ answer, naHint }: QuestionView): string {
  const raw = answer?.value
  if (raw !== undefined && typeof raw === 'object' && 'na' in raw) return raw.na
  return naHint ?? ''
}

function toRaw({ kind }: QuestionView, value: readonly string[], reason: string): RawAnswer | undefined {
  const [first] = value
  if (first === undefined) return undefined
  if (first === 'na') return { na: reason }
  if (first === 'unknown') return 'unknown'
  return kind === 'choices' ? [...value] : first
}
