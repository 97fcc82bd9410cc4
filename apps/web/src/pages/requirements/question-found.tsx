/** What was found before anybody answered: marked, with rule, file, time and how sure; one press confirms it. */
import { questionWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Tag } from '../../parts/marks.tsx'
import { Age } from '../../parts/times.tsx'
import { FindingList } from './finding-list.tsx'
import type { QuestionView } from './question-types.ts'
import styles from './questions.module.css'

export interface QuestionFoundProps {
  readonly question: QuestionView
  readonly evidenceAt: string | null
  readonly onConfirm: () => void
}

export function QuestionFound({ question, evidenceAt, onConfirm }: QuestionFoundProps) {
  const t = useWords(questionWords)
  const { proposal, answer } = question
  if (proposal === null) return null
  const { selectedSays, suggestedSays, confidence, findings } = proposal
  const isOpen = answer === null && selectedSays !== null
  return (
    <section className={isOpen ? styles.found : styles.beside} aria-label={t('found')}>
      <p>
        <strong>
          {isOpen
            ? t('found')
            : suggestedSays === null
              ? t('found.shownOnly')
              : t(selectedSays === null ? 'found.shown' : 'found.for', { answer: suggestedSays })}
        </strong>{' '}
        <Tag>{t(`confidence.${confidence}`)}</Tag>{' '}
        <span className="q">
          <Age at={evidenceAt ?? undefined} />
        </span>
      </p>
      <FindingList findings={findings} />
      {isOpen ? (
        <>
          {confidence === 'medium' ? <p className="q">{t('found.partly')}</p> : null}
          <Button onPress={onConfirm}>{t('found.confirm', { answer: selectedSays })}</Button>
        </>
      ) : null}
    </section>
  )
}
