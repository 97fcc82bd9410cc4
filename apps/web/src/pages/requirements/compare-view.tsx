/** What moved between a saved assessment and now; a change within the margin is said to be none, perhaps. */
import { type AnswerOf, planRoutes } from '@occtet/contract/api'
import { formatDate, planWords, requirementWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { Shown } from '../../parts/states.tsx'
import styles from './plan.module.css'
import { useCraAddress, useCraQuery } from './use-cra.ts'

type Comparison = AnswerOf<(typeof planRoutes)['assessments.compare']>

export function CompareView({ from }: { from: string }) {
  const { org, product } = useCraAddress()
  const query = useCraQuery()
  const reading = useRoute(planRoutes['assessments.compare'], { params: { org, product, from }, query })
  return <Shown reading={reading}>{(view) => <Compared view={view} />}</Shown>
}

function Compared({ view }: { view: Comparison }) {
  const t = useWords(planWords)
  const r = useWords(requirementWords)
  const points = view.readiness === null ? '–' : `${view.readiness > 0 ? '+' : ''}${view.readiness}`
  return (
    <section className={styles.compare}>
      <h3>{t('compare.title', { from: formatDate(t.language, view.from.at) })}</h3>
      <p>
        <strong>{t('compare.points', { n: points })}</strong>{' '}
        {view.isWithinMargin ? <span className="dim">{t('compare.within')}</span> : null}
      </p>
      {view.hasOtherMode ? <p className="dim">{t('compare.otherMode')}</p> : null}
      {view.hasOtherCatalogue ? <p className="dim">{t('compare.otherCatalogue')}</p> : null}
      <Part
        title={t('compare.requirements')}
        items={view.requirements.map(
          ({ text, from, to }) =>
            `${text}: ${from === null ? t('compare.absent') : r(`status.${from}`)} → ${to === null ? t('compare.absent') : r(`status.${to}`)}`,
        )}
      />
      <Part
        title={t('compare.answers')}
        items={view.answers.map(
          ({ id, from, to }) => `${id}: ${from ?? t('compare.absent')} → ${to ?? t('compare.absent')}`,
        )}
      />
      <Part title={t('compare.closed')} items={view.closedActions} />
      <Part title={t('compare.new')} items={view.newActions} />
    </section>
  )
}

function Part({ title, items }: { title: string; items: readonly string[] }) {
  const t = useWords(planWords)
  return (
    <details open={items.length > 0 && items.length < 8}>
      <summary>
        {title} ({items.length})
      </summary>
      {items.length === 0 ? (
        <p className="dim">{t('compare.none')}</p>
      ) : (
        <ul className={styles.bullets}>
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
    </details>
  )
}
