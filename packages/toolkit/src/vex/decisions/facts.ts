/** What has changed between the finding that a decision was made on and the finding of today. */
import { compareCodeUnits } from '../../base/index.ts'
import type { Finding, Scope, StaleReason } from '../../model/index.ts'
import type { DecisionBasis, DecisionRecord, Verdict } from '../model.ts'
import { basisOf, type DecisionPlace, isExploited } from './basis.ts'
import { isInRange, versionOf } from './holds.ts'
import { toName } from './identity.ts'
import type { DecideEntry } from './state.ts'

/** One changed fact with both values, made for the columns then and now. A reason may come with several facts. */
export interface StaleFact {
  readonly reason: StaleReason
  /** What was compared, such as `range of GHSA-…`. */
  readonly what: string
  readonly before: string
  readonly now: string
}

/**
 * In a fixed order; empty where all that the scope rests on is the same. An advisory that is only written anew (another
 * digest, the same range, ratings and paths) has not changed.
 */
export function findStaleFacts(
  { holds }: DecisionRecord,
  { basis, verdict }: DecideEntry,
  { finding, place }: { readonly finding: Finding; readonly place: DecisionPlace },
): readonly StaleFact[] {
  const now = basisOf(finding, place)
  const isBlind = holds.scope === 'product'
  return [
    ...compareRelease(holds, basis, now),
    ...compareVersion(holds, { basis, verdict }, now),
    ...compareRecords(basis, now, isBlind),
    ...(isBlind ? [] : compareContent(basis, now)),
    ...compareReachability(basis, now, verdict),
    ...compareScope(basis, now),
    ...compareExploitation(basis, finding),
  ]
}

function compareRelease(
  holds: DecisionRecord['holds'],
  then: DecisionBasis,
  now: DecisionBasis,
): readonly StaleFact[] {
  const current = now.release ?? 'without a version'
  const fact = { reason: 'VERSION_CHANGED', what: 'release of the product', now: current } as const
  if (holds.scope === 'finding' && then.release !== now.release) {
    return [{ ...fact, before: then.release ?? 'without a version' }]
  }
  if (holds.scope === 'release-range' && !isInRange(holds.releases ?? '', now.release)) {
    return [{ ...fact, before: holds.releases ?? 'none' }]
  }
  return []
}

/** What is fixed in one version is not fixed in another: without versions of its own, `fixed` stays with its version. */
function compareVersion(
  { scope, versions }: DecisionRecord['holds'],
  { basis, verdict }: Pick<DecideEntry, 'basis' | 'verdict'>,
  now: DecisionBasis,
): readonly StaleFact[] {
  const fact = { reason: 'VERSION_CHANGED', what: 'version of the component', now: now.purl } as const
  const isBound = scope === 'finding' || (verdict.status === 'fixed' && versions === undefined)
  if (isBound && basis.purl !== now.purl) return [{ ...fact, before: basis.purl }]
  if (versions !== undefined && !isInRange(versions, versionOf(now.purl)))
    return [{ ...fact, before: versions }]
  return []
}

interface Said {
  /** As the source spells it. */
  readonly id: string
  readonly digests: ReadonlySet<string>
  readonly ranges: ReadonlySet<string>
}

/** Sources that carry the same record are one voice: a mirror that comes or goes changes nothing. */
function compareRecords(then: DecisionBasis, now: DecisionBasis, isBlind: boolean): readonly StaleFact[] {
  const before = groupRecords(then)
  const after = groupRecords(now)
  const fresh = [...after.keys()].filter((id) => !before.has(id))
  const gone = [...before.keys()].filter((id) => !after.has(id))
  const facts: StaleFact[] = []
  if (fresh.length > 0 || (gone.length > 0 && !isBlind)) {
    const list = (said: ReadonlyMap<string, Said>) =>
      [...said.values()]
        .map(({ id }) => id)
        .sort(compareCodeUnits)
        .join(', ') || 'none'
    facts.push({ reason: 'ADVISORY_CHANGED', what: 'records', before: list(before), now: list(after) })
  }
  if (isBlind) return facts
  for (const [id, said] of [...after].sort(([a], [b]) => compareCodeUnits(a, b))) {
    const earlier = before.get(id)
    if (earlier === undefined || isWithin(said.digests, earlier.digests)) continue
    if (isWithin(said.ranges, earlier.ranges)) continue
    const show = ({ ranges }: Said) => [...ranges].sort(compareCodeUnits).join(' || ')
    facts.push({
      reason: 'RANGE_CHANGED',
      what: `range of ${said.id}`,
      before: show(earlier),
      now: show(said),
    })
  }
  return facts
}

function groupRecords({ records }: DecisionBasis): ReadonlyMap<string, Said> {
  const groups = new Map<string, { id: string; digests: Set<string>; ranges: Set<string> }>()
  for (const { record, digest, range } of records) {
    const id = toName(record)
    const group = groups.get(id) ?? { id: record, digests: new Set<string>(), ranges: new Set<string>() }
    group.digests.add(digest)
    group.ranges.add(range.replaceAll(/\s+/g, ' ').trim())
    groups.set(id, group)
  }
  return groups
}

function compareContent(then: DecisionBasis, now: DecisionBasis): readonly StaleFact[] {
  const rows = [
    ['ratings', then.severity, now.severity, 'none'],
    ['affected paths', then.affectedPaths ?? [], now.affectedPaths ?? [], 'the whole package'],
  ] as const
  return rows.flatMap(([what, before, after, nothing]) => {
    if (isWithin(new Set(before), new Set(after)) && isWithin(new Set(after), new Set(before))) return []
    const show = (values: readonly string[]) => [...values].sort(compareCodeUnits).join(', ') || nothing
    return [{ reason: 'ADVISORY_CHANGED' as const, what, before: show(before), now: show(after) }]
  })
}

/**
 * Stale as soon as product code loads what it did not, or was not known to where the decision rests on that; and where
 * it rests on a search whose answer is no longer known.
 */
function compareReachability(
  then: DecisionBasis,
  now: DecisionBasis,
  verdict: Verdict,
): readonly StaleFact[] {
  const wasOutside = then.reachability === 'not-seen' || then.reachability === 'development-only'
  const isKnown = now.reachability !== undefined && now.reachability !== 'unknown'
  const isIn = now.reachability === 'imported' && then.reachability !== 'imported'
  const rests = restsOnReachability(verdict)
  const isStale = (isIn && (wasOutside || rests)) || (!isKnown && wasOutside && rests)
  if (!isStale) return []
  const show = (state: DecisionBasis['reachability']) => state ?? 'not searched'
  return [
    {
      reason: 'REACHABILITY_CHANGED',
      what: 'reachability',
      before: show(then.reachability),
      now: show(now.reachability),
    },
  ]
}

/** Whether the verdict says that the code is not there or is not run. */
export function restsOnReachability({ justification, analysis }: Verdict): boolean {
  return (
    justification === 'component_not_present' ||
    justification === 'vulnerable_code_not_present' ||
    justification === 'vulnerable_code_not_in_execute_path' ||
    analysis === 'code_not_present' ||
    analysis === 'code_not_reachable'
  )
}

/** How close to the shipped product; what nobody knows counts as shipped. */
const closeness: Readonly<Record<Scope, number>> = {
  development: 0,
  build: 1,
  peer: 2,
  optional: 3,
  unknown: 4,
  runtime: 4,
}

function compareScope(then: DecisionBasis, now: DecisionBasis): readonly StaleFact[] {
  if (closeness[now.scope] <= closeness[then.scope]) return []
  return [{ reason: 'SCOPE_CHANGED', what: 'scope of the component', before: then.scope, now: now.scope }]
}

function compareExploitation(then: DecisionBasis, finding: Finding): readonly StaleFact[] {
  if (isExploited(finding) !== true || then.exploited === true) return []
  const before = then.exploited === false ? 'not listed' : 'unknown: no catalogue was loaded'
  const catalogues = [...new Set((finding.exploitation?.kev ?? []).map(({ catalogue }) => catalogue))]
  const now = `listed as exploited (${catalogues.sort(compareCodeUnits).join(', ')})`
  return [{ reason: 'EXPLOITATION_CHANGED', what: 'exploitation', before: before, now }]
}

function isWithin(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return [...part].every((one) => whole.has(one))
}
