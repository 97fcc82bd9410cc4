/** Release diff: what changed, does it matter? Counters, findings, packages, and the question with its facts. */
import { inventoryRoutes } from '@occtet/contract/api'
import { inventoryWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useFrame } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Card } from '../../parts/card.tsx'
import { Columns, Stack } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Severity } from '../../parts/marks.tsx'
import { Partial, Shown } from '../../parts/states.tsx'
import { Table } from '../../parts/table.tsx'
import styles from './inventory.module.css'
import { ModificationCard } from './modification-card.tsx'
import type { Diff } from './diff.ts'
import { toPurlText } from './purl-text.ts'

export function Page() {
  const params = { org: useParam('org'), product: useParam('product') }
  const [from = '', to = ''] = useParam('range').split('..')
  const reading = useRoute(inventoryRoutes['releases.diff'], { params, query: { from, to } })
  return <Shown reading={reading}>{(diff) => <Compared diff={diff} params={params} />}</Shown>
}

function Compared({ diff, params }: { diff: Diff; params: { org: string; product: string } }) {
  const t = useWords(inventoryWords)
  const { counts, from, to } = diff
  const name = useFrame().data?.products.find(({ slug }) => slug === params.product)?.name ?? params.product
  return (
    <Stack>
      <Lead
        answer={t('diff.answer', { fresh: counts.findingsNew, gone: counts.findingsGone, from, to })}
        above={name}
      />
      {caveatsOf(diff).map((caveat) => (
        <Partial key={caveat} text={t(`diff.${caveat}`)} />
      ))}
      <Columns aside={<ModificationCard diff={diff} params={params} />}>
        <Counters counts={counts} />
      </Columns>
      <Card title={t('diff.findings')} isPadded={false}>
        <Findings diff={diff} />
      </Card>
      <Card title={t('diff.packages')} isPadded={false}>
        <Packages diff={diff} />
      </Card>
    </Stack>
  )
}

/** The same of both sides is said once. */
function caveatsOf({ caveats }: Diff): readonly (Diff['caveats'][number] | 'both-partial')[] {
  const partial = ['from-partial', 'to-partial'] as const
  if (!partial.every((one) => caveats.includes(one))) return caveats
  return ['both-partial', ...caveats.filter((one) => !partial.some((side) => side === one))]
}

function Counters({ counts }: { counts: Diff['counts'] }) {
  const t = useWords(inventoryWords)
  return (
    <Card title={t('diff.counters')}>
      <dl className={styles.counters}>
        {(['added', 'removed', 'upgraded', 'downgraded', 'licenses'] as const).map((kind) => (
          <div key={kind}>
            <dt>{t(`diff.${kind}`)}</dt>
            <dd>{counts[kind]}</dd>
          </div>
        ))}
        <div>
          <dt>{t('diff.carried-over')}</dt>
          <dd>{counts.carriedOver}</dd>
        </div>
        <div>
          <dt>{t('diff.stale')}</dt>
          <dd>{counts.stale}</dd>
        </div>
      </dl>
    </Card>
  )
}

function Findings({ diff }: { diff: Diff }) {
  const t = useWords(inventoryWords)
  if (diff.findings.length === 0) return <p className="dim">{t('diff.noFindings')}</p>
  return (
    <Table
      label={t('diff.findings')}
      rows={diff.findings}
      keyOf={({ package: name, advisory }) => `${name} ${advisory}`}
      small={{
        height: 76,
        cell: ({ change, advisory, purl, level }) => (
          <>
            {t(`diff.${change}`)}: <code>{toPurlText(purl)}</code>
            <span className={styles.small}>
              <Severity level={level} /> <span className="q">{advisory}</span>
            </span>
          </>
        ),
      }}
      columns={[
        { id: 'change', head: t('diff.change'), cell: ({ change }) => t(`diff.${change}`) },
        { id: 'advisory', head: t('diff.advisory'), cell: ({ advisory }) => <code>{advisory}</code> },
        {
          id: 'package',
          head: t('package'),
          cell: ({ purl }) => <code title={purl}>{toPurlText(purl)}</code>,
          width: '34%',
        },
        { id: 'level', head: t('diff.level'), cell: ({ level }) => <Severity level={level} /> },
        {
          id: 'decision',
          head: t('diff.decision'),
          cell: ({ decision }) => (decision === undefined ? '' : t(`diff.${decision}`)),
        },
      ]}
    />
  )
}

function Packages({ diff }: { diff: Diff }) {
  const t = useWords(inventoryWords)
  if (diff.components.length === 0) return <p className="dim">{t('diff.nothing')}</p>
  return (
    <Table
      label={t('diff.packages')}
      rows={diff.components}
      keyOf={({ package: name }) => name}
      small={{
        height: 76,
        cell: ({ kind, name, from, to }) => (
          <>
            {t(`diff.${kind}`)}: <code>{name}</code>
            <span className={styles.small}>
              {from.join(', ')} {from.length > 0 && to.length > 0 ? '→' : ''} {to.join(', ')}
            </span>
          </>
        ),
      }}
      columns={[
        { id: 'kind', head: t('diff.change'), cell: ({ kind }) => t(`diff.${kind}`) },
        { id: 'name', head: t('package'), cell: ({ name }) => <code>{name}</code>, width: '30%' },
        { id: 'from', head: diff.from, cell: ({ from }) => from.join(', ') },
        { id: 'to', head: diff.to, cell: ({ to }) => to.join(', ') },
        {
          id: 'license',
          head: t('license'),
          cell: ({ licenseFrom, licenseTo }) =>
            licenseFrom === licenseTo
              ? (licenseTo ?? t('noLicense'))
              : `${licenseFrom ?? t('noLicense')} → ${licenseTo ?? t('noLicense')}`,
        },
        {
          id: 'new',
          head: t('diff.consequence'),
          cell: ({ findingsNew, worstNew }) =>
            worstNew === undefined ? (
              ''
            ) : (
              <>
                {findingsNew} <Severity level={worstNew} />
              </>
            ),
        },
      ]}
    />
  )
}
