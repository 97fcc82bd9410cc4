/** The reasoning as it grows: question, answer, article, consequence; each line jumps back. Folds on small screens, prints whole. */
import { formatDatesIn, scopeWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Ref } from '../../parts/marks.tsx'
import { smallScreen, useMedia } from '../../parts/use-media.ts'
import type { ScopeView } from './scope-types.ts'
import styles from './scope.module.css'

export function ScopeReasons({ view, onGo }: { view: ScopeView; onGo: (question: string) => void }) {
  const t = useWords(scopeWords)
  const isSmall = useMedia(smallScreen)
  const lines = view.lines.filter(({ isOpen }) => !isOpen)
  return (
    <details className={`card ${styles.reasons}`} open={!isSmall}>
      <summary>
        <h2>{t('reasons.title')}</h2>
      </summary>
      {lines.length === 0 ? <p className="dim">{t('reasons.none')}</p> : null}
      <ol>
        {lines.map((line) => {
          const back = line.questions.find((id) => view.questions.some((question) => question.id === id))
          return (
            <li key={`${line.subject}-${line.id}`}>
              <p>{line.question}</p>
              <p>
                <strong>{formatDatesIn(t.language, line.answer)}</strong> <Ref>{line.ref}</Ref>
              </p>
              <p className="dim">{formatDatesIn(t.language, line.consequence)}</p>
              {back === undefined ? null : (
                <Button
                  tone="text"
                  onPress={() => onGo(back)}
                  aria-label={`${t('reasons.back')}: ${line.question}`}
                >
                  {t('reasons.back')}
                </Button>
              )}
            </li>
          )
        })}
      </ol>
    </details>
  )
}
