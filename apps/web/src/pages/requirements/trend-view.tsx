/** Are we moving: standings that were kept, saved assessments, and what moved since one of them. */
import { planRoutes } from '@occtet/contract/api'
import { drawTrend, formatDate, planWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Drawing } from '../../parts/drawing.tsx'
import { Partial, Shown } from '../../parts/states.tsx'
import { CompareView } from './compare-view.tsx'
import { Figures } from './figures.tsx'
import type { SavedView } from './plan-types.ts'
import styles from './plan.module.css'
import { useCraAddress, useCraQuery } from './use-cra.ts'

export function TrendView() {
  const params = useCraAddress()
  const query = useCraQuery()
  const reading = useRoute(planRoutes['assessments.list'], { params, query })
  return <Shown reading={reading}>{(view) => <Trend view={view} />}</Shown>
}

function Trend({ view }: { view: SavedView }) {
  const t = useWords(planWords)
  const { trend } = view
  const first = trend[0]?.readiness
  const now = view.readiness.readiness.percent
  const title =
    trend.length === 0 || now === null
      ? t('trend.none')
      : trend.length === 1 || first === null || first === undefined
        ? t('trend.one', { now: Math.round(now) })
        : t('trend.title', { now: Math.round(now), before: Math.round(first) })
  return (
    <div className={styles.columns}>
      <Card title={t('view.trend')}>
        {trend.length > 1 ? <TrendDrawing trend={trend} title={title} /> : <p className="dim">{title}</p>}
        <p className="q">{t('trend.margin')}</p>
      </Card>
      <div className={styles.stack}>
        <Card label={t('col.readiness')}>
          <Figures of={view.readiness} />
        </Card>
        <Saved view={view} />
      </div>
    </div>
  )
}

function TrendDrawing({ trend, title }: Pick<SavedView, 'trend'> & { readonly title: string }) {
  const t = useWords(planWords)
  const last = trend.at(-1)
  const n = (value: number | null | undefined): string =>
    typeof value === 'number' ? String(Math.round(value)) : '–'
  const share = (value: number | null): string => (value === null ? '–' : (value / 100).toFixed(2))
  return (
    <Drawing
      title={title}
      drawing={drawTrend(trend, {
        label: title,
        readiness: `${t('trend.readiness')} ${n(last?.readiness)}`,
        evidence: `${t('trend.evidence')} ${share(last?.evidence ?? null)}`,
        from: formatDate(t.language, trend[0]?.at ?? ''),
        to: formatDate(t.language, last?.at ?? ''),
      })}
      table={{
        caption: t('view.trend'),
        head: (['day', 'release', 'readiness', 'evidence', 'level', 'gaps'] as const).map((one) =>
          t(`col.${one}`),
        ),
        rows: trend.map((point) => [
          formatDate(t.language, point.at),
          point.release ?? '–',
          `${n(point.readiness)} ± ${n(point.margin)}`,
          share(point.evidence),
          point.level,
          point.gap,
        ]),
      }}
    />
  )
}

function Saved({ view }: { view: SavedView }) {
  const t = useWords(planWords)
  const { org, product } = useCraAddress()
  const query = useCraQuery()
  const [from, setFrom] = useState<string>()
  const outdates = [planRoutes['assessments.list']]
  const change = useChange(planRoutes['assessments.save'], { saved: t('saved'), outdates })
  return (
    <Card title={t('saved.title')}>
      {view.broken.length === 0 ? null : (
        <Partial text={t('saved.broken', { n: view.broken.length })} items={view.broken} />
      )}
      {view.saved.length === 0 ? <p className="dim">{t('saved.none')}</p> : null}
      <ul>
        {view.saved.map(({ id, label, at, readiness, margin }) => (
          <li key={id} className={styles.saved}>
            <span>
              {t(`save.${label}`)}, {formatDate(t.language, at)}
              <span className="q"> {readiness === null ? '–' : `${readiness} % ± ${margin}`}</span>
            </span>
            <Button tone="text" onPress={() => setFrom(id)}>
              {t('saved.compare')}
            </Button>
          </li>
        ))}
      </ul>
      <p className={styles.ways}>
        {(['baseline', 'follow-up', 'final'] as const).map((label) => (
          <Button
            key={label}
            onPress={() => void change.send({ params: { org, product }, query, body: { label } })}
          >
            {t(`save.${label}`)}
          </Button>
        ))}
      </p>
      {from === undefined ? null : <CompareView from={from} />}
    </Card>
  )
}
