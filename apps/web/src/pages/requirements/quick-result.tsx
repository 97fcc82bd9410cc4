/** What the quick scan ends with: a first estimate with its margin drawn wide, the next five steps, what was assumed. */
import { planRoutes } from '@occtet/contract/api'
import { questionWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Figures } from './figures.tsx'
import type { QuestionnaireView } from './question-types.ts'
import styles from './questions.module.css'
import { useCraAddress, useCraQuery } from './use-cra.ts'

export function QuickResult({ view }: { view: QuestionnaireView }) {
  const t = useWords(questionWords)
  const params = useCraAddress()
  const query = useCraQuery('quick')
  const plan = useRoute(planRoutes['plan.show'], { params, query })
  return (
    <Card title={t('result.title')}>
      <p className="dim">{t('result.first')}</p>
      <Figures of={view.readiness} />
      <h3 className={styles.gapAbove}>{t('result.five')}</h3>
      <ol className={styles.five}>
        {(plan.data?.rows ?? []).slice(0, 5).map((row) => (
          <li key={row.action}>
            {row.title} <span className="q">{row.effortText}</span>
          </li>
        ))}
      </ol>
      {view.assumed.length === 0 ? null : (
        <p className="q">
          {t('result.assumed', {
            list: view.assumed.map(({ text, value }) => `${text} ${value}`).join('; '),
          })}
        </p>
      )}
      <p className={styles.ways}>
        <LinkButton tone="main" to={{ page: 'plan', params }}>
          {t('result.plan')}
        </LinkButton>
        <LinkButton to={{ page: 'questions', params }}>{t('result.full')}</LinkButton>
      </p>
    </Card>
  )
}
