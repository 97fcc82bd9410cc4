/** Where the product with the nearest date stands: the 22, readiness and evidence apart, and what holds the level back. */
import { drawHeatCell, homeWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'
import { Drawn } from '../../parts/drawn.tsx'
import { Link } from '../../parts/link.tsx'
import { type RequirementStatus, Status } from '../../parts/marks.tsx'
import { Empty } from '../../parts/states.tsx'
import styles from './home.module.css'
import type { HomeView, HomeWords } from './model.ts'

type Focus = NonNullable<HomeView['focus']>

export function StandCard({ home, org }: { home: HomeView; org: string }) {
  const t = useWords(homeWords)
  const { focus } = home
  if (focus === null) {
    return (
      <Card label={t('stand.readiness')} isPadded={false}>
        <Empty what={t('stand.empty')} why={t('stand.emptyWhy')} />
      </Card>
    )
  }
  return (
    <Card
      title={t('stand.title', { product: focus.productName })}
      aside={
        focus.release === undefined ? undefined : (
          <Link
            to={{
              page: 'requirements',
              params: { org, product: focus.product, release: focus.release },
            }}
          >
            {t('stand.open')}
          </Link>
        )
      }
      isPadded={false}
    >
      <Standing focus={focus} />
    </Card>
  )
}

const statuses = [
  ['met', 'stand.met'],
  ['partly', 'stand.partly'],
  ['gap', 'stand.gap'],
  ['unknown', 'stand.unknown'],
  ['not-applicable', 'stand.na'],
] as const satisfies readonly (readonly [RequirementStatus, string])[]

/** Also used by the product's own page. */
export function Standing({ focus }: { focus: Omit<Focus, 'trend' | 'product' | 'productName'> }) {
  const t = useWords(homeWords)
  const part = (isFirst: boolean) =>
    focus.requirements.filter(({ id }) => id.startsWith('ECR-II-') !== isFirst)
  return (
    <>
      <div className={styles.heat}>
        <p>{t('stand.part1')}</p>
        <Cells cells={part(true)} />
        <p>{t('stand.part2')}</p>
        <Cells cells={part(false)} />
      </div>
      <div className={styles.legend}>
        {statuses.map(([status, word]) => (
          <Status
            key={status}
            status={status}
            word={t(word, { n: focus.requirements.filter((one) => one.status === status).length })}
          />
        ))}
      </div>
      <Figures t={t} focus={focus} />
    </>
  )
}

function Cells({ cells }: { cells: Focus['requirements'] }) {
  return (
    <ul>
      {cells.map(({ id, point, title, status }) => (
        <li key={id} title={`${point} ${title}`}>
          <CellWord point={point} title={title} status={status} />
        </li>
      ))}
    </ul>
  )
}

function CellWord({ point, title, status }: { point: string; title: string; status: RequirementStatus }) {
  return (
    <>
      <Drawn drawing={drawHeatCell(status)} />
      <span className="vh">
        {point} {title}: <Status status={status} />
      </span>
    </>
  )
}

function Figures({
  t,
  focus,
}: {
  t: HomeWords
  focus: Pick<Focus, 'readiness' | 'isAssessed' | 'requirements'>
}) {
  const { readiness, margin, evidence, level } = focus.readiness
  // Only a gate below what was reached holds anything back; the lowest decides.
  const [gate] = level.gates
    .filter(({ atMost }) => atMost < level.uncapped)
    .sort((a, b) => a.atMost - b.atMost)
  const isKnown = focus.isAssessed && readiness.percent !== null
  const noneApplies = focus.requirements.every(({ status }) => status === 'not-applicable')
  return (
    <div className={styles.figures}>
      <div>
        <span className="q">{t('stand.readiness')}</span>
        <b>
          {isKnown
            ? t('stand.readinessValue', { n: Math.round(readiness.percent ?? 0), margin: Math.round(margin) })
            : t('stand.none')}
        </b>
        <p className="xs dim">
          {isKnown
            ? t('stand.level', { n: level.number, name: level.name })
            : t(noneApplies ? 'stand.noneApplies' : 'stand.noAnswers')}{' '}
          {isKnown && gate !== undefined ? t('stand.gate', { n: gate.atMost, text: gate.text }) : null}
        </p>
      </div>
      <div>
        <span className="q">{t('stand.evidence')}</span>
        <b>{evidence.percent === null || !focus.isAssessed ? t('stand.none') : share(t, evidence.percent)}</b>
        <p className="xs dim">
          {evidence.percent === null
            ? t(noneApplies ? 'stand.noneApplies' : 'stand.noEvidence')
            : t('stand.evidenceNote')}
        </p>
      </div>
    </div>
  )
}

/** 0.48 or 0,48. */
function share(t: HomeWords, percent: number): string {
  return new Intl.NumberFormat(t.language === 'de' ? 'de-DE' : 'en-GB', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(percent / 100)
}
