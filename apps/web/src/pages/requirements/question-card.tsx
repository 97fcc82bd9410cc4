/** The open question with everything that belongs to it, and what happens after it was answered. */
import { questionRoutes } from '@occtet/contract/api'
import { formatDate, proposalWords, questionWords } from '@occtet/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { announce } from '../../app/announce.ts'
import { useWords } from '../../app/language.tsx'
import { useGo } from '../../app/place.ts'
import { outdate } from '../../api/use-route.ts'
import { useChange } from '../../api/use-change.ts'
import { LinkButton } from '../../parts/button.tsx'
import { Ref, SavedMark, Tag } from '../../parts/marks.tsx'
import { AskButton } from '../assistant/ask-button.tsx'
import type { Taken } from '../assistant/proposal-types.ts'
import { Propose } from '../assistant/propose.tsx'
import { QuestionClash } from './question-clash.tsx'
import { QuestionConflict } from './question-conflict.tsx'
import { QuestionForm } from './question-form.tsx'
import { QuestionFound } from './question-found.tsx'
import type { AnswerBody, QuestionView } from './question-types.ts'
import { changedRoutes } from './changed-routes.ts'
import styles from './questions.module.css'
import { type CraMode, useCraAddress, useCraQuery } from './use-cra.ts'

export interface QuestionCardProps {
  readonly question: QuestionView
  readonly version: number
  readonly evidenceAt: string | null
  readonly mode: CraMode
}

export function QuestionCard({ question, version, evidenceAt, mode }: QuestionCardProps) {
  const t = useWords(questionWords)
  const propose = useWords(proposalWords)
  const params = useCraAddress()
  const query = useCraQuery(mode)
  const go = useGo()
  const client = useQueryClient()
  const change = useChange(questionRoutes['questions.answer'])
  const [rejected, setRejected] = useState<AnswerBody>()
  const [taken, setTaken] = useState<Taken>()
  const heading = useRef<HTMLHeadingElement>(null)
  const search = mode === 'quick' ? { mode } : {}
  useEffect(() => setTaken(undefined), [question.id])
  useEffect(() => {
    const timer = setTimeout(() => heading.current?.focus())
    return () => clearTimeout(timer)
  }, [question.id])
  const refresh = (): void => void outdate(client, changedRoutes)
  const save = async (body: AnswerBody): Promise<void> => {
    const { org, product } = params
    const done = await change.send({ params: { org, product, question: question.id }, query, body })
    refresh()
    if (done === undefined) {
      setRejected(body)
      return
    }
    setRejected(undefined)
    announce(t('saved'))
    const next = done.question.contradiction === null ? done.question.nextOpen : question.id
    if (next === null) go({ page: 'questions', params, search: { ...search, end: '1' } })
    else if (next !== question.id) go({ page: 'question', params: { ...params, id: next }, search })
  }
  return (
    <article className={`card ${styles.card}`} aria-labelledby="question-text">
      <p className="q">
        {t('position', { n: question.position, of: question.of, section: question.sectionName })}
      </p>
      {question.isAsked ? null : <p className="dim">{t('notAsked')}</p>}
      <h2 id="question-text" ref={heading} tabIndex={-1} className={styles.text}>
        {question.text}
      </h2>
      <p className="dim">{question.why}</p>
      <p className={styles.refs}>
        {question.refs.map((ref) => (
          <Ref key={ref}>{ref}</Ref>
        ))}
        {question.isGate ? <Tag>{t('gate')}</Tag> : null}
        <AskButton
          thing={{
            kind: 'question',
            id: question.id,
            name: question.text,
            product: params.product,
            release: params.release,
          }}
        />
      </p>
      <Given question={question} />
      {rejected !== undefined && change.state === 'conflict' ? (
        <QuestionConflict
          question={question}
          mine={rejected}
          onKeep={() => setRejected(undefined)}
          onTake={() => void save({ ...rejected, version })}
        />
      ) : null}
      <QuestionClash
        key={`clash-${question.id}`}
        question={question}
        version={version}
        onChangeAnswer={() => document.querySelector<HTMLElement>(`#answer-${question.id} input`)?.focus()}
        onSaved={refresh}
      />
      <QuestionFound
        question={question}
        evidenceAt={evidenceAt}
        onConfirm={() => void save({ confirm: true, version })}
      />
      {question.kind === 'scale' ? (
        <section className={styles.beside} aria-label={propose('title')}>
          <Propose
            key={question.id}
            org={params.org}
            product={params.product}
            release={params.release}
            subject={{ kind: 'question', id: question.id }}
            kinds={['answer_from_evidence']}
            onTake={setTaken}
          />
        </section>
      ) : null}
      <div id={`answer-${question.id}`}>
        <QuestionForm
          key={`${question.id}-${question.answer?.at ?? ''}`}
          question={question}
          taken={taken}
          version={version}
          isSaving={change.state === 'sending'}
          onSave={(body) => void save(body)}
        />
      </div>
      <SavedMark state={change.state} />
      <Ways question={question} mode={mode} />
    </article>
  )
}

function Given({ question: { answer } }: { question: QuestionView }) {
  const t = useWords(questionWords)
  if (answer === null) return null
  const date = formatDate(t.language, answer.at)
  return (
    <p>
      <strong>{answer.says}</strong>{' '}
      <span className="q">
        {t(answer.source === 'confirmed' ? 'confirmedBy' : 'given', { who: answer.by, date })}
      </span>
      {answer.stale.map((why) => (
        <span key={why} className={styles.staleNote}>
          {t(`stale.${why}`)}
        </span>
      ))}
    </p>
  )
}

function Ways({ question, mode }: { question: QuestionView; mode: CraMode }) {
  const t = useWords(questionWords)
  const params = useCraAddress()
  const search = mode === 'quick' ? { mode } : {}
  const link = (id: string | null, word: 'previous' | 'skip' | 'own') =>
    id === null ? null : (
      <LinkButton tone="text" to={{ page: 'question', params: { ...params, id }, search }}>
        {t(word)}
      </LinkButton>
    )
  return (
    <p className={styles.ways}>
      {link(question.previous, 'previous')}
      {link(question.next, 'skip')}
      {link(question.nextOwn, 'own')}
    </p>
  )
}
