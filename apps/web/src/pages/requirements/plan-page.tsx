/** In which order: steps with effort, owner and date; the trend; the ENISA self-check. */
import { planRoutes } from '@occtet/contract/api'
import { formatDate, planWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords, type WordsOf } from '../../app/language.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Shown } from '../../parts/states.tsx'
import { ViewTabs } from '../../parts/view-tabs.tsx'
import { CraNav } from './cra-nav.tsx'
import { EnisaView } from './enisa-view.tsx'
import { PlanSteps } from './plan-steps.tsx'
import type { PlanView } from './plan-types.ts'
import { TrendView } from './trend-view.tsx'
import { useCraAddress, useCraQuery } from './use-cra.ts'

export function Page() {
  const params = useCraAddress()
  const query = useCraQuery()
  const reading = useRoute(planRoutes['plan.show'], { params, query }, { keepsFormer: true })
  return (
    <>
      <CraNav />
      <Shown reading={reading} rows={8}>
        {(view) => <Plan view={view} />}
      </Shown>
    </>
  )
}

function answerOf(t: WordsOf<typeof planWords>, { rows, totalDays, overdue }: PlanView): string {
  if (rows.length === 0) return t('answer.none')
  if (overdue > 0) return t('answer.overdue', { n: overdue, total: rows.length })
  return t('answer.steps', { n: rows.length, days: Math.round(totalDays) })
}

function Plan({ view }: { view: PlanView }) {
  const t = useWords(planWords)
  const { subject } = view
  const release = subject.release ?? t('noRelease')
  const tabs = (['plan', 'trend', 'enisa'] as const).map((id) => ({ id, word: t(`view.${id}`) }))
  return (
    <>
      <Lead
        answer={answerOf(t, view)}
        above={t('above', {
          product: subject.productName,
          release,
          date: formatDate(t.language, subject.at),
        })}
      />
      <ViewTabs label={t('views.label')} tabs={tabs}>
        {(id) =>
          id === 'plan' ? (
            <PlanSteps view={view} />
          ) : id === 'trend' ? (
            <TrendView />
          ) : (
            <EnisaView view={view} />
          )
        }
      </ViewTabs>
      <p className="q">{view.disclaimer}</p>
    </>
  )
}
