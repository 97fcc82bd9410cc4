/** The ranked list, and beside it how much work falls into which week. */
import { planWords } from '@occtet/ui'
import { useEffect } from 'react'
import { useWords } from '../../app/language.tsx'
import { useHere } from '../../app/place.ts'
import { Card } from '../../parts/card.tsx'
import { Link } from '../../parts/link.tsx'
import { Ref, Tag } from '../../parts/marks.tsx'
import { PlanAssign } from './plan-assign.tsx'
import { PlanIssue } from './plan-issue.tsx'
import type { PlanView } from './plan-types.ts'
import { PlanWeeks } from './plan-weeks.tsx'
import styles from './plan.module.css'
import { useCraAddress } from './use-cra.ts'

export function PlanSteps({ view }: { view: PlanView }) {
  const t = useWords(planWords)
  const { hash } = useHere()
  useEffect(() => {
    if (hash !== '') document.getElementById(hash)?.scrollIntoView({ block: 'start' })
  }, [hash])
  return (
    <div className={styles.columns}>
      <Card label={t('view.plan')} isPadded={false}>
        <ol className={styles.steps}>
          {view.rows.map((row) => (
            <PlanStep key={row.action} view={view} row={row} />
          ))}
        </ol>
      </Card>
      <PlanWeeks view={view} />
    </div>
  )
}

function PlanStep({ view, row }: { view: PlanView; row: PlanView['rows'][number] }) {
  const t = useWords(planWords)
  const params = useCraAddress()
  const isLate = row.due !== null && row.due < view.subject.at
  return (
    <li id={row.action}>
      <div className={styles.title}>
        <h2>{row.title}</h2>
        <span className={styles.tags}>
          <Tag>{row.effortText}</Tag>
          <Tag tone={row.urgency === 3 ? 'stop' : 'plain'}>{t(`urgency.${row.urgency as 1 | 2 | 3}`)}</Tag>
          {isLate ? <Tag tone="time">{t('lateTag')}</Tag> : null}
        </span>
      </div>
      <p className="dim">{row.help}</p>
      <p className="q">
        {t('closes')}{' '}
        {row.open.map(({ question, text, isUnknown }) => (
          <span key={question}>
            <Link to={{ page: 'question', params: { ...params, id: question } }} title={text}>
              {question}
            </Link>
            {isUnknown ? ` (${t('toFindOut')})` : ''}{' '}
          </span>
        ))}
      </p>
      <p className={styles.refs}>
        {row.refs.slice(0, 4).map((ref) => (
          <Ref key={ref}>{ref}</Ref>
        ))}
      </p>
      <PlanAssign key={`${row.owner ?? ''}-${row.due ?? ''}`} row={row} version={view.planVersion} />
      <PlanIssue action={row.action} />
    </li>
  )
}
