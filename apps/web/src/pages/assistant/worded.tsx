/** What a model writes, sentence by sentence, and what became of it: stopped, dropped, failed. The passage stays above it. */
import type { AnswerOf, assistantModelRoutes } from '@occtet/contract/api'
import { askWords } from '@occtet/ui'
import { useEffect, useRef } from 'react'
import type { Stream } from '../../api/use-stream.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { type StatementShape, StatementView } from './answer-view.tsx'
import { findWord, useAskReason } from './ask-reason.ts'
import styles from './assistant.module.css'
import type { Around } from './targets.ts'
import type { Answered } from './thread.ts'
import type { Model } from './use-model.ts'
import { Refusal } from '../../api/refusal.ts'

type WordRoute = (typeof assistantModelRoutes)['assistant.word']
export type Report = NonNullable<Answered['model']>

export interface WordedProps {
  readonly stream: Stream<WordRoute>
  readonly model: Model
  readonly answer: Answered
  readonly around: Around
  /** Shows again what would be sent. */
  readonly onAgain: () => void
}

export function Worded({ stream, model, answer, around, onAgain }: WordedProps) {
  const t = useWords(askWords)
  const { state, events } = stream
  const report = reportOf(events)
  const sentences = sentencesOf(events, report)
  const isWriting = state === 'open' && report === undefined
  const box = useRef<HTMLElement>(null)
  // The button that was pressed is gone: the focus stays near.
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.focus()
  }, [isWriting])
  return (
    <section
      ref={box}
      tabIndex={-1}
      className={styles.worded}
      aria-label={t('model.title', { model: model.name })}
    >
      <p className={styles.label}>{t('model.title', { model: model.name })}</p>
      <p className="q">{t('model.same')}</p>
      <div aria-live="polite">
        {sentences.map((statement, at) => (
          // Sentences are only added: a place is a name.
          <StatementView key={`${at}`} statement={statement} answer={answer} around={around} />
        ))}
        {isWriting ? <p className="q">{t('model.writing', { model: model.name })}</p> : null}
        {state === 'stopped' ? <p>{t('model.stopped')}</p> : null}
        {report === undefined ? null : <Outcome report={report} count={sentences.length} />}
        <Broken stream={stream} isDone={report !== undefined} />
      </div>
      {isWriting ? (
        <>
          <Loading rows={1} />
          <p>
            <Button onPress={stream.stop}>{t('model.stop')}</Button>
          </p>
        </>
      ) : (
        <p>
          <Button tone="text" onPress={onAgain}>
            {t('model.let', { model: model.name })}
          </Button>
        </p>
      )}
    </section>
  )
}

type Event = AnswerOf<WordRoute>

/** The one that ends it says which sentences stand. */
export function sentencesOf(events: readonly Event[], report: Report | undefined): readonly StatementShape[] {
  if (report !== undefined && report.outcome !== 'used') return []
  return events.flatMap((event) => (event.kind === 'statement' ? [event] : []))
}

export function reportOf(events: readonly Event[]): Report | undefined {
  const done = events.find((event) => event.kind === 'done')
  return done?.kind === 'done' && done.answer.status === 'answered' ? done.answer.model : undefined
}

function Outcome({ report, count }: { report: Report; count: number }) {
  const t = useWords(askWords)
  const { outcome, failure, dropped, end, model, host, promptVersion } = report
  const reason = failure === undefined ? '' : (findWord(t, `failure.${failure.code}`) ?? failure.message)
  return (
    <>
      {outcome === 'used' ? <p className="q">{t('model.used', { n: count })}</p> : null}
      {outcome === 'nothing-left' ? <p>{t('model.nothing-left')}</p> : null}
      {failure === undefined ? null : (
        <p>{t(outcome === 'used' ? 'model.failedPartly' : 'model.failed', { reason })}</p>
      )}
      {end === undefined || end.reason === 'stop' ? null : <p>{t(`model.end.${end.reason}`)}</p>}
      {dropped.length === 0 ? null : (
        <details>
          <summary>{t('model.dropped', { n: dropped.length })}</summary>
          <ul className={styles.dropped}>
            {dropped.map(({ text, reason: code }, at) => (
              <li key={`${at}`}>
                <q>{text}</q>{' '}
                <span className="q">{findWord(t, `drop.${code}`) ?? t('drop.other', { code })}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="q">
        {t('model.made', { model, host, version: promptVersion })}
        {end?.usage === undefined ? '' : ` · ${t('model.tokens', { ...end.usage })}`}
      </p>
    </>
  )
}

/** Refused before it began, or cut off on the way: then nobody said that it was the end. */
function Broken({ stream, isDone }: { stream: WordedProps['stream']; isDone: boolean }) {
  const t = useWords(askWords)
  const { state, refusal, events } = stream
  const reason = useAskReason(refusal ?? new Refusal('OFFLINE', 0))
  if (isDone || (state !== 'ended' && state !== 'failed')) return null
  const isCut = state === 'ended' || events.length > 0
  return (
    <p role="alert" className={styles.trouble}>
      {isCut ? t('model.cut') : reason} <code>{refusal?.code ?? 'OFFLINE'}</code>
    </p>
  )
}
