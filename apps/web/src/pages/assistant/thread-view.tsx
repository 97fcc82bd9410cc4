/** The questions of this session, newest first; what comes is read out once. */
import { askWords } from '@occtet/ui'
import { useWords, type WordsOf } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import styles from './assistant.module.css'
import { type Answer, forgetAll, useThread } from './thread.ts'
import { TurnView } from './turn-view.tsx'

export function Thread({ org, level }: { org: string; level: 'h2' | 'h3' }) {
  const t = useWords(askWords)
  const turns = useThread(org)
  const [newest] = turns
  const said =
    newest === undefined
      ? ''
      : newest.state.kind === 'told'
        ? sayAnswer(t, newest.state.answer)
        : newest.state.kind === 'asking'
          ? t('turn.asking')
          : ''
  return (
    <section className={styles.thread} aria-label={t('thread')}>
      <p className="vh" aria-live="polite">
        {said}
      </p>
      {turns.length === 0 ? <p className="q">{t('thread.none')}</p> : null}
      {turns.map((turn, at) => (
        <TurnView key={turn.id} turn={turn} level={level} isNewest={at === 0} />
      ))}
      {turns.length < 2 ? null : (
        <p>
          <Button tone="text" onPress={() => forgetAll(org)}>
            {t('thread.clear')}
          </Button>
        </p>
      )}
    </section>
  )
}

function sayAnswer(t: WordsOf<typeof askWords>, answer: Answer): string {
  if (answer.status === 'refused') {
    return t('refused.said', { reason: t(`refused.${answer.reason}`), pointer: answer.pointer })
  }
  const sources = answer.answer.flatMap(({ citations }) =>
    citations.map(({ ref, id, source }) => {
      const title = answer.passages.find((one) => one.id === id)?.title
      return `${ref ?? title ?? id} (${t(`source.${source}`)})`
    }),
  )
  const text = answer.answer.map((one) => one.text).join(' ')
  return t('answer.said', { text, sources: sources.join(', ') })
}
