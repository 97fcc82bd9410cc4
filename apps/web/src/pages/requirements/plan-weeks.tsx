/** Effort by week: the finding as title, the figures as a table under a toggle. */
import { drawWeekBars, formatDate, planWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'
import { Drawing } from '../../parts/drawing.tsx'
import type { PlanView } from './plan-types.ts'

/** What one person can do in a week. */
const weekOfOne = 5

export function PlanWeeks({ view: { weeks, undatedDays } }: { view: PlanView }) {
  const t = useWords(planWords)
  const most = Math.max(0, ...weeks.map(({ days }) => days))
  const finding = t('weeks.finding', { n: most })
  const bars = weeks.map(({ monday, days }) => ({ word: formatDate(t.language, monday), days }))
  return (
    <Card title={t('weeks.title')}>
      {weeks.length === 0 ? (
        <p className="dim">{t('weeks.none')}</p>
      ) : (
        <Drawing
          title={finding}
          drawing={drawWeekBars(bars, {
            label: finding,
            capacity: { days: weekOfOne, word: t('weeks.days', { n: weekOfOne }) },
          })}
          table={{
            caption: t('weeks.title'),
            head: [t('col.week'), t('col.days'), t('col.steps')],
            rows: weeks.map(({ monday, days, actions }) => [formatDate(t.language, monday), days, actions]),
          }}
        />
      )}
      <p className="q">{t('weeks.undated', { n: undatedDays })}</p>
    </Card>
  )
}
