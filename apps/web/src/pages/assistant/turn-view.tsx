/** One question with what came of it. */
import { askWords } from '@occtet/ui'
import type { Refusal } from '../../api/refusal.ts'
import { useEffect, useRef } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { AnswerView } from './answer-view.tsx'
import { useAskReason } from './ask-reason.ts'
import styles from './assistant.module.css'
import type { Around } from './targets.ts'
import { askAgain, forget, type Turn } from './thread.ts'
import { Wording } from './wording.tsx'

export interface TurnProps {
  readonly turn: Turn
  readonly level: 'h2' | 'h3'
  /** The newest stands open; the others fold. */
  readonly isNewest: boolean
}

export function TurnView({ turn, level: Title, isNewest }: TurnProps) {
  const t = useWords(askWords)
  const { question, about } = turn
  const box = useRef<HTMLElement>(null)
  // A question that was offered is gone once it is asked: its answer is read next.
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.focus({ preventScroll: true })
  }, [])
  const head = <Title className={styles.asked}>{question.question}</Title>
  const body = (
    <>
      <p className="q">{t('turn.asked', { about })}</p>
      <Outcome turn={turn} />
      <p>
        <Button tone="text" onPress={() => forget(turn.id)}>
          {t('turn.remove')}
        </Button>
      </p>
    </>
  )
  if (isNewest) {
    return (
      <article ref={box} tabIndex={-1} className={styles.turn}>
        {head}
        {body}
      </article>
    )
  }
  return (
    <details className={styles.turn}>
      <summary>{question.question}</summary>
      {body}
    </details>
  )
}

function Outcome({ turn }: { turn: Turn }) {
  const t = useWords(askWords)
  const { state, question, org } = turn
  const around: Around = { org, product: question.product, release: question.release }
  switch (state.kind) {
    case 'asking':
      return (
        <>
          <p className="vh">{t('turn.asking')}</p>
          <Loading rows={3} />
        </>
      )
    case 'failed':
      return <NotAnswered turn={turn} refusal={state.refusal} />
    case 'told':
      return (
        <AnswerView answer={state.answer} around={around}>
          {state.answer.status === 'answered' ? (
            <Wording turn={turn} answer={state.answer} around={around} />
          ) : null}
        </AnswerView>
      )
    default:
      return state satisfies never
  }
}

function NotAnswered({ turn, refusal }: { turn: Turn; refusal: Refusal }) {
  const t = useWords(askWords)
  const reason = useAskReason(refusal)
  return (
    <div role="alert" className={styles.refused}>
      <p>
        <strong>{t('turn.failed')}</strong> {reason}
      </p>
      <p className="q">
        <code>{refusal.code}</code>
      </p>
      <p>
        <Button onPress={() => askAgain(turn)}>{t('turn.again')}</Button>
      </p>
    </div>
  )
}
