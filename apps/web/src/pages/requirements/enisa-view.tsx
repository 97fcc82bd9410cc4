/** The estimated profile of ENISA's self-check; estimates can be replaced by the user's own rating. */
import { planRoutes } from '@occtet/contract/api'
import { planWords } from '@occtet/ui'
import { useChange } from '../../api/use-change.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'
import { Select } from '../../parts/field.tsx'
import type { PlanView } from './plan-types.ts'
import styles from './plan.module.css'
import { useCraAddress, useCraQuery } from './use-cra.ts'

export function EnisaView({ view }: { view: PlanView }) {
  const t = useWords(planWords)
  const { mean, band, items } = view.enisa
  const title =
    mean === null || band === null
      ? t('enisa.none')
      : t('enisa.title', { mean: String(mean), band: t(`band.${band}`) })
  return (
    <Card title={title}>
      <p className="dim">{t('enisa.below')}</p>
      <ul className={styles.enisa}>
        {items.map((item) => (
          <EnisaItem key={item.ref} item={item} version={view.planVersion} />
        ))}
      </ul>
    </Card>
  )
}

interface ItemProps {
  readonly item: PlanView['enisa']['items'][number]
  readonly version: number
}

function EnisaItem({ item, version }: ItemProps) {
  const t = useWords(planWords)
  const { org, product } = useCraAddress()
  const query = useCraQuery()
  const mayAnswer = useMay('cra.answer')
  const change = useChange(planRoutes['plan.rate'], {
    saved: t('saved'),
    outdates: [planRoutes['plan.show']],
  })
  const choices = [
    { value: '', word: t('enisa.empty') },
    ...['1', '2', '3', '4', '5'].map((value) => ({ value, word: value })),
  ]
  const own = item.isOwn && item.value !== null ? String(item.value) : ''
  const how = item.isOwn ? 'enisa.own' : item.coverage === 'partial' ? 'enisa.partly' : 'enisa.estimated'
  return (
    <li>
      <span>
        <b>{item.ref}</b> {item.name}
        {item.note === null ? null : <span className="q"> {item.note}</span>}
      </span>
      <span>
        {item.value === null ? <span className="dim">{t('enisa.empty')}</span> : item.value}{' '}
        <span className="q">{item.value === null ? '' : t(how)}</span>
      </span>
      {mayAnswer ? (
        <Select
          label={`${t('enisa.own')} ${item.ref}`}
          value={own}
          choices={choices}
          onValue={(value) => {
            const body = { value: value === '' ? null : Number(value), version }
            void change.send({ params: { org, product, item: item.ref }, query, body })
          }}
        />
      ) : null}
    </li>
  )
}
