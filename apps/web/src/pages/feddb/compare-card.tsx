/** Who says what of one package: a line per source on one axis, the verdict at its end, the rule that decides below. */
import { feddbWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'
import { Status } from '../../parts/marks.tsx'
import { ScrollFrame } from '../../parts/scroll-frame.tsx'
import { Moment } from '../../parts/times.tsx'
import { type Advisory, byRecord, type Compared } from './by-record.ts'
import styles from './feddb.module.css'
import { AxisTicks, SourceLine } from './source-axis.tsx'

const shapes = {
  affected: 'gap',
  outside: 'not-applicable',
  unclear: 'unknown',
  withdrawn: 'not-applicable',
  unasked: 'unknown',
} as const
const statusShapes = {
  affected: 'gap',
  no_known_vulnerability: 'not-applicable',
  unknown: 'unknown',
} as const

export function CompareCard({ advisory }: { advisory: Advisory }) {
  const t = useWords(feddbWords)
  const { compared } = advisory
  if (compared === undefined) {
    return (
      <Card label={t('compareNone')}>
        <p>{t('compareNone')}</p>
      </Card>
    )
  }
  return (
    <Card title={t('compare', { purl: compared.purl })}>
      <ScrollFrame className={styles.wide} label={t('compare', { purl: compared.purl })}>
        <CompareTable compared={compared} axis={advisory.axis} />
      </ScrollFrame>
      <div className={styles.said}>
        <p className="q">{t('axis')}</p>
        <p>
          <Status status={statusShapes[compared.status]} word={t(`status.${compared.status}`)} />{' '}
          {compared.strength === undefined ? null : `(${t(`strength.${compared.strength}`)})`}
        </p>
        <p>
          <strong>{t('rule')}</strong> <Rule rule={compared.rule} />
        </p>
        {compared.reason === undefined ? null : <p>{t(`reason.${compared.reason}`)}</p>}
        {compared.basis === undefined ? null : <p>{t(`basis.${compared.basis}`)}</p>}
        {compared.apart.length === 0 ? null : (
          <p className="q">
            {t('apart')}: {compared.apart.map(({ says }) => says).join(' ')}
          </p>
        )}
      </div>
    </Card>
  )
}

const rules = [
  'authority-confirms',
  'one-is-enough',
  'outside-all',
  'no-live-record',
  'silence-needs-a-source',
  'version-needed',
  'unclear-is-unknown',
  'stale-proves-nothing',
  'purl-needed',
] as const

/** In the reader's language; a rule without words here is said as the server says it. */
function Rule({ rule: { id, says } }: { rule: Compared['rule'] }) {
  const t = useWords(feddbWords)
  const known = rules.find((one) => one === id)
  return known === undefined ? <span lang="en">{says}</span> : t(`rule.${known}`)
}

function CompareTable({ compared, axis }: { compared: Compared; axis: Advisory['axis'] }) {
  const t = useWords(feddbWords)
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('source')}</th>
          <th scope="col">{axis === undefined ? t('range') : <AxisTicks axis={axis} />}</th>
          <th scope="col">{t('verdict')}</th>
          <th scope="col">{t('age')}</th>
        </tr>
      </thead>
      <tbody>
        {byRecord(compared.statements).map((one) => (
          <StatementRow key={`${one.source} ${one.record} ${one.ecosystem}`} statement={one} axis={axis} />
        ))}
        {compared.silent.map(({ source, record }) => (
          <tr key={`${source} ${record}`}>
            <th scope="row">
              {source} <code>{record}</code>
            </th>
            <td colSpan={3}>{t('silent')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function StatementRow({
  statement,
  axis,
}: {
  statement: Compared['statements'][number]
  axis: Advisory['axis']
}) {
  const t = useWords(feddbWords)
  const { source, record, range, listed, verdict, asOf, isStale } = statement
  const line = axis?.lines.find((one) => one.source === source && one.record === record)
  return (
    <tr>
      <th scope="row">
        {source}
        <br />
        <code className="xs">{record}</code>
      </th>
      <td>
        {axis === undefined || line === undefined ? null : <SourceLine axis={axis} states={line.states} />}
        <code className="xs">{range === '' ? '' : range}</code>{' '}
        {listed === 0 ? null : <span className="q">{t('listed', { n: listed })}</span>}
      </td>
      <td>
        <Status status={shapes[verdict]} word={t(`verdict.${verdict}`)} />
      </td>
      <td className="nw">
        {asOf === undefined ? '–' : <Moment at={asOf} />}{' '}
        {isStale === true ? <span className="q">{t('isStale')}</span> : null}
      </td>
    </tr>
  )
}
