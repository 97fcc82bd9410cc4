/** What a machine found: mark, sentence, file and line, and whether law, guidance or practice makes us look. */
import type { AnswerOf, requirementRoutes } from '@occtet/contract/api'
import { evidenceMark, requirementWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Drawn } from '../../parts/drawn.tsx'
import { Tag } from '../../parts/marks.tsx'
import styles from './cra.module.css'

export type FindingView = AnswerOf<(typeof requirementRoutes)['requirements.show']>['findings'][number]

const marks = { present: 'evidence', contrary: 'contrary', absent: 'none', unknown: 'not-looked' } as const
const shownPlaces = 3

export function FindingList({ findings }: { findings: readonly FindingView[] }) {
  const t = useWords(requirementWords)
  return (
    <ul className={styles.facts}>
      {findings.map((finding) => (
        <li key={finding.id}>
          <span className={`e-${marks[finding.state]}`}>
            <Drawn drawing={evidenceMark(marks[finding.state])} />
          </span>
          <div>
            {finding.statement}
            <div className={styles.basis}>
              <Tag>{t(`basis.${finding.basis}`)}</Tag>
              <span className={styles.rule}>
                {t('rule', { state: t(`found.${finding.state}`) })} <code>{finding.id}</code>
              </span>
            </div>
            <div className={styles.basis}>
              {finding.places.slice(0, shownPlaces).map(({ path, line }) => (
                <code key={`${path}:${line}`} className="xs">
                  {path}:{line}
                </code>
              ))}
              {finding.placeCount > shownPlaces ? (
                <span className="q">{t('more', { n: finding.placeCount - shownPlaces })}</span>
              ) : null}
            </div>
          </div>
        </li>
      ))}
    </ul>
  )
}
