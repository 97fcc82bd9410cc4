/** How readiness moved, with its margin; the finding is the title. */
import { drawTrend, formatDate, homeWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'
import { Drawing } from '../../parts/drawing.tsx'
import type { HomeView, HomeWords } from './model.ts'

type Points = NonNullable<HomeView['focus']>['trend']

export function TrendCard({ home }: { home: HomeView }) {
  return home.focus === null ? null : <Trend points={home.focus.trend} />
}

/** Also used by the product's own page. */
export function Trend({ points }: { points: Points }) {
  const t = useWords(homeWords)
  const known = points.filter(({ readiness }) => readiness !== null)
  const first = known[0]
  const last = known.at(-1)
  if (first === undefined || last === undefined || first.at === last.at) {
    return (
      <Card title={t('trend.title')}>
        <p className="dim">{t('trend.tooFew')}</p>
      </Card>
    )
  }
  const finding = findingOf(t, first, last)
  const n = (value: number | null): string => (value === null ? '–' : String(Math.round(value)))
  const words = {
    label: t('trend.label', {
      finding,
      margin: Math.round(last.margin),
      evidence: last.evidence === null ? t('stand.none') : Math.round(last.evidence),
    }),
    readiness: t('trend.ready', { n: n(last.readiness) }),
    evidence: t('trend.proof', { n: n(last.evidence) }),
    from: formatDate(t.language, points[0]?.at ?? ''),
    to: formatDate(t.language, points.at(-1)?.at ?? ''),
  }
  return (
    <Card title={t('trend.title')} aside={t('trend.unit')}>
      <Drawing
        title={finding}
        drawing={drawTrend(points, words)}
        table={{
          caption: t('trend.title'),
          head: [t('trend.day'), t('stand.readiness'), t('trend.margin'), t('stand.evidence')],
          rows: points.map(({ at, readiness, margin, evidence }) => [
            formatDate(t.language, at),
            n(readiness),
            n(margin),
            n(evidence),
          ]),
        }}
      />
    </Card>
  )
}

function findingOf(t: HomeWords, first: Points[number], last: Points[number]): string {
  const from = Math.round(first.readiness ?? 0)
  const to = Math.round(last.readiness ?? 0)
  const key = to > from ? 'trend.rose' : to < from ? 'trend.fell' : 'trend.same'
  const day = formatDate(t.language, first.at)
  return key === 'trend.same' ? t(key, { to, day }) : t(key, { from, to, day })
}
