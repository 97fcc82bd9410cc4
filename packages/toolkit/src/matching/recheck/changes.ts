/** What changed about a finding that both runs have. */
import { compareCodeUnits } from '../../base/index.ts'
import type { Exploitation, Finding, Match } from '../../model/index.ts'
import type { ChangeCode, Run, Told } from './comparison.ts'
import type { Pair } from './pair.ts'
import { tell } from './told.ts'

type Change = Told<ChangeCode>

/** EPSS moves each day; a step of a tenth is news. */
const epssStep = 0.1

/** Empty where the finding is as it was. */
export function changesOf(pair: Pair, earlier: Run, later: Run): readonly Change[] {
  const { before, after } = pair
  return [
    ...groupChanges(pair),
    ...differ('VERSION_CHANGED', before.purl, after.purl),
    ...recordChanges(before, after, { earlier, later }),
    ...differ('SEVERITY_CHANGED', severityText(before), severityText(after)),
    ...kevChanges(before.exploitation, after.exploitation),
    ...differ('SSVC_CHANGED', pointsText(before.exploitation), pointsText(after.exploitation)),
    ...epssChanges(before.exploitation?.epss?.score, after.exploitation?.epss?.score),
    ...differ('FIX_CHANGED', before.fix.nearest ?? before.fix.kind, after.fix.nearest ?? after.fix.kind),
    ...differ('DISPUTE_CHANGED', disputeText(before), disputeText(after)),
    ...differ(
      'REACHABILITY_CHANGED',
      before.reachability?.state ?? 'not looked at',
      after.reachability?.state ?? 'not looked at',
    ),
    ...differ('USE_CHANGED', `${before.relation}, ${before.scope}`, `${after.relation}, ${after.scope}`),
  ].sort((a, b) => compareCodeUnits(a.code, b.code) || compareCodeUnits(a.message, b.message))
}

function differ(code: ChangeCode, from: string, to: string): readonly Change[] {
  return from === to ? [] : [tell(code, { from, to })]
}

function groupChanges({ before, after, merged, split }: Pair): readonly Change[] {
  return [
    ...(merged > 1 ? [tell('GROUPS_MERGED', { count: merged })] : []),
    ...(split > 1 ? [tell('GROUPS_SPLIT', { count: split })] : []),
    ...(merged === 1 && split === 1 ? differ('GROUP_RENAMED', before.group, after.group) : []),
  ]
}

interface Runs {
  readonly earlier: Run
  readonly later: Run
}

function recordChanges(before: Finding, after: Finding, { earlier, later }: Runs): readonly Change[] {
  const [then, now] = [byRecord(before.matched), byRecord(after.matched)]
  const was = new Set(earlier.report.sources.map(({ name }) => name))
  const is = new Set(later.report.sources.map(({ name }) => name))
  const added = [...now].flatMap(([key, { source, record }]): readonly Change[] => {
    if (then.has(key)) return []
    return was.has(source) ? [tell('RECORD_ADDED', { source, record })] : [tell('SOURCE_ADDED', { source })]
  })
  const lost = [...then].flatMap(([key, { source, record }]): readonly Change[] => {
    if (now.has(key)) return []
    return is.has(source) ? [tell('RECORD_LOST', { source, record })] : [tell('SOURCE_LOST', { source })]
  })
  const rewritten = [...now].flatMap(([key, one]): readonly Change[] => {
    const old = then.get(key)
    if (old === undefined || old.digests === one.digests) return []
    const { source, record } = one
    return old.ranges === one.ranges
      ? [tell('ADVISORY_CHANGED', { source, record })]
      : [tell('RANGE_CHANGED', { source, record, from: old.ranges, to: one.ranges })]
  })
  return distinct([...added, ...lost, ...rewritten])
}

interface Said {
  readonly source: string
  readonly record: string
  readonly ranges: string
  readonly digests: string
}

/** What a record said through all of its entries that matched. */
function byRecord(matched: readonly Match[]): ReadonlyMap<string, Said> {
  const keys = [...new Set(matched.map(({ source, record }) => `${source}\0${record}`))]
  return new Map(
    keys.map((key) => {
      const own = matched.filter(({ source, record }) => `${source}\0${record}` === key)
      const [{ source, record } = { source: '', record: '' }] = own
      const join = (texts: readonly string[]): string =>
        [...new Set(texts)].sort(compareCodeUnits).join(' || ')
      return [
        key,
        {
          source,
          record,
          ranges: join(own.map(({ range }) => range)),
          digests: join(own.map(({ digest }) => digest)),
        },
      ] as const
    }),
  )
}

function distinct(changes: readonly Change[]): readonly Change[] {
  return [...new Map(changes.map((change) => [change.message, change])).values()]
}

function severityText({ level, score }: Finding): string {
  return score === undefined ? level : `${level} (${score})`
}

function kevChanges(before: Exploitation | undefined, after: Exploitation | undefined): readonly Change[] {
  const [then, now] = [before?.kev ?? [], after?.kev ?? []]
  const added = now
    .filter(({ catalogue }) => !then.some((entry) => entry.catalogue === catalogue))
    .map(({ catalogue, added: date }) =>
      tell('KEV_ADDED', { catalogue: catalogueName[catalogue], date: date?.slice(0, 10) ?? 'no date' }),
    )
  // A catalogue that is not loaded any more takes nothing back.
  const removed =
    after?.kev === undefined
      ? []
      : then
          .filter(({ catalogue }) => !now.some((entry) => entry.catalogue === catalogue))
          .map(({ catalogue }) => tell('KEV_REMOVED', { catalogue: catalogueName[catalogue] }))
  return [...added, ...removed]
}

const catalogueName = { cisa: 'CISA', eu: 'EU' } as const

function pointsText(exploitation: Exploitation | undefined): string {
  const points = exploitation?.ssvc
  if (points === undefined) return 'unknown'
  return `exploitation ${points.exploitation}, automatable ${points.automatable}, technical impact ${points.technicalImpact}`
}

function epssChanges(from: number | undefined, to: number | undefined): readonly Change[] {
  if (from === undefined || to === undefined || Math.abs(from - to) < epssStep) return []
  const percent = (share: number): number => Math.round(share * 1000) / 10
  return [tell('EPSS_CHANGED', { from: percent(from), to: percent(to) })]
}

function disputeText({ disputed }: Finding): string {
  return disputed === undefined
    ? 'none'
    : disputed.map(({ record, source }) => `${record} (${source})`).join(', ')
}
