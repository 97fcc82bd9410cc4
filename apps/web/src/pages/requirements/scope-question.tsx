/** One question of the wizard; what another answer would change is shown before it changes. */
import { scopeRoutes } from '@occtet/contract/api'
import { scopeWords } from '@occtet/ui'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { outdate } from '../../api/use-route.ts'
import { announce } from '../../app/announce.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { Ref, SavedMark } from '../../parts/marks.tsx'
import { RadioCards } from '../../parts/radio-cards.tsx'
import { changedRoutes } from './changed-routes.ts'
import { ChoiceList } from './choice-list.tsx'
import { ScopeChanges } from './scope-changes.tsx'
import type { ScopeQuestionView, ScopeView } from './scope-types.ts'
import styles from './scope.module.css'
import { useCraAddress, useCraQuery } from './use-cra.ts'

export interface ScopeQuestionProps {
  readonly view: ScopeView
  readonly question: ScopeQuestionView
  readonly onGo: (question: string) => void
}

export function ScopeQuestion({ view, question, onGo }: ScopeQuestionProps) {
  const t = useWords(scopeWords)
  const { org, product } = useCraAddress()
  const { lang } = useCraQuery()
  const client = useQueryClient()
  const change = useChange(scopeRoutes['scope.answer'])
  const heading = useRef<HTMLHeadingElement>(null)
  const [value, setValue] = useState<readonly string[]>(() => startOf(question))
  const at = view.questions.findIndex(({ id }) => id === question.id)
  const answer = toRaw(question, value)
  useEffect(() => {
    const timer = setTimeout(() => heading.current?.focus())
    return () => clearTimeout(timer)
  }, [])
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (answer === undefined) return
    const body = { answer, version: view.subject.version, lang }
    const done = await change.send({ params: { org, product, question: question.id }, body })
    await outdate(client, changedRoutes)
    if (done === undefined) return
    announce(t('saved'))
    onGo(done.view.current ?? '')
  }
  return (
    <form className={`card ${styles.question}`} onSubmit={(event) => void save(event)}>
      <p className="q">{t('position', { n: at + 1, of: view.questions.length })}</p>
      <h2 ref={heading} tabIndex={-1}>
        {question.text}
      </h2>
      <p className="dim">{question.why}</p>
      <p className={styles.refs}>
        {question.refs.map((ref) => (
          <Ref key={ref}>{ref}</Ref>
        ))}
      </p>
      {question.answer === null && question.stated !== null ? <p>{t('stated')}</p> : null}
      <Control question={question} value={value} onValue={setValue} />
      {value[0] === 'unknown' ? <p>{t('unsure')}</p> : null}
      {question.answer === null || answer === undefined ? null : (
        <ScopeChanges question={question.id} answer={answer} before={question.answer.value} />
      )}
      <p className={styles.ways}>
        <Button tone="main" type="submit" isBusy={change.state === 'sending'}>
          {t('save')}
        </Button>
        {at > 0 ? (
          <Button tone="text" onPress={() => onGo(view.questions[at - 1]?.id ?? '')}>
            {t('back')}
          </Button>
        ) : null}
        <SavedMark state={change.state} />
      </p>
    </form>
  )
}

interface ControlProps {
  readonly question: ScopeQuestionView
  readonly value: readonly string[]
  readonly onValue: (value: readonly string[]) => void
}

function Control({ question, value, onValue }: ControlProps) {
  const t = useWords(scopeWords)
  if (question.kind === 'choices') {
    return <ChoiceList legend={t('chooseMany')} choices={question.options} value={value} onValue={onValue} />
  }
  const cards = question.options.map(({ id, label, help }) => ({
    value: id,
    word: label.charAt(0).toUpperCase() + label.slice(1),
    ...(help === null ? {} : { note: help }),
  }))
  return (
    <>
      {question.kind === 'date' ? (
        <TextField
          label={t('date')}
          type="date"
          value={value[0] === 'unknown' ? '' : (value[0] ?? '')}
          onValue={(text) => onValue(text === '' ? [] : [text])}
        />
      ) : null}
      <RadioCards
        question={t('choose')}
        isQuestionHidden
        isNumbered
        cards={cards}
        value={value[0]}
        onValue={(id) => onValue([id])}
      />
    </>
  )
}

function startOf({ answer, stated }: ScopeQuestionView): readonly string[] {
  const raw = answer?.value ?? stated
  if (raw === null) return []
  if (typeof raw === 'string') return [raw]
  return 'na' in raw ? [] : [...raw]
}

function toRaw({ kind }: ScopeQuestionView, value: readonly string[]): string | string[] | undefined {
  const [first] = value
  if (first === undefined) return undefined
  return kind === 'choices' && first !== 'unknown' ? [...value] : first
}
