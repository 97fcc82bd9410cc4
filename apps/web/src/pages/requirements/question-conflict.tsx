/** Somebody else answered in between: both answers side by side, and who wrote which. */
import { questionWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import type { AnswerBody, QuestionView } from './question-types.ts'
import styles from './questions.module.css'
import requirements from './requirements.module.css'

export interface QuestionConflictProps {
  readonly question: QuestionView
  readonly mine: AnswerBody
  readonly onKeep: () => void
  readonly onTake: () => void
}

export function QuestionConflict({ question, mine, onKeep, onTake }: QuestionConflictProps) {
  const t = useWords(questionWords)
  return (
    <section className={styles.clash} role="alert">
      <h2>{t('conflict')}</h2>
      <p>{t('conflict.text')}</p>
      <div className={requirements.versus}>
        <div>
          <span className="q">{t('conflict.theirs', { who: question.answer?.by ?? '–' })}</span>
          <p>
            <strong>{question.answer?.says ?? '–'}</strong>
          </p>
        </div>
        <div>
          <span className="q">{t('conflict.yours')}</span>
          <p>
            <strong>{sayMine(question, mine)}</strong>
          </p>
        </div>
      </div>
      <p className={styles.ways}>
        <Button onPress={onKeep}>{t('conflict.keepTheirs')}</Button>
        <Button onPress={onTake}>{t('conflict.takeMine')}</Button>
      </p>
    </section>
  )
}

function sayMine({ choices, proposal }: QuestionView, { answer, confirm }: AnswerBody): string {
  if (confirm === true) return proposal?.selectedSays ?? ''
  const ids =
    typeof answer === 'string' ? [answer] : answer === undefined ? [] : 'na' in answer ? [answer.na] : answer
  return ids.map((id) => choices.find((choice) => choice.id === id)?.label ?? id).join('; ')
}
