/** The sections at the left: how far, what is open, where answer and evidence clash, minutes left. */
import { questionWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Link } from '../../parts/link.tsx'
import type { QuestionnaireView } from './question-types.ts'
import styles from './questions.module.css'
import { type CraMode, useCraAddress } from './use-cra.ts'

export interface QuestionRailProps {
  readonly view: QuestionnaireView
  readonly here: string | undefined
  readonly mode: CraMode
}

export function QuestionRail({ view, here, mode }: QuestionRailProps) {
  const t = useWords(questionWords)
  const params = useCraAddress()
  const search = mode === 'quick' ? { mode } : {}
  return (
    <nav className={styles.rail} aria-label={t('rail.label')}>
      {view.sections.map((section) => {
        const { answered, total, minutesLeft } = section.progress
        const isOpen = section.questions.some(({ id }) => id === here)
        return (
          <details key={section.id} open={isOpen}>
            <summary>
              <b>{section.id}</b> {section.name}
              <span className="q">
                {t('rail.section', { done: answered, total, minutes: minutesLeft })}
                {section.clashes === 0 ? '' : ` · ${t('rail.clashes', { n: section.clashes })}`}
              </span>
            </summary>
            <ol>
              {section.questions.map((question) => (
                <li key={question.id} className={styles[question.state]}>
                  <Link
                    to={{ page: 'question', params: { ...params, id: question.id }, search }}
                    {...(question.id === here ? { 'aria-current': 'true' as const } : {})}
                  >
                    <b>{question.id}</b> <span>{question.text}</span>
                  </Link>
                  <span className="q">{t(`state.${question.state}`)}</span>
                </li>
              ))}
            </ol>
          </details>
        )
      })}
    </nav>
  )
}
