/** Counts of one release in the field names of Dependency-Track. */
import type { AnswerOf, dependencyTrackRoutes } from '@occtet/contract/api'
import type { ReleaseRow } from '../db/tables/products.ts'
import type { Caller, OrgScope } from '../kernel/model.ts'
import { isSettled, readCounted } from './counted.ts'

type TrackMetrics = AnswerOf<(typeof dependencyTrackRoutes)['track.metrics']>

/** Its weights: some gates look at the score alone, and an absent one reads as 0. */
const weights = { critical: 10, high: 5, medium: 3, low: 1, unassigned: 5 } as const

/** Undefined where nothing was counted: no gate may pass on zeros. */
export async function countMetrics(
  org: OrgScope,
  caller: Caller,
  release: ReleaseRow,
): Promise<TrackMetrics | undefined> {
  const counted = await readCounted(org, caller, release)
  if (counted === undefined || release.analysed_at === null) return undefined
  const { summary, rows } = counted
  const open = rows.filter((row) => !isSettled(row))
  const of = (...levels: readonly string[]): number =>
    open.filter(({ level }) => levels.includes(level)).length
  const counts = {
    critical: of('critical'),
    high: of('high'),
    medium: of('medium'),
    low: of('low'),
    unassigned: of('unknown', 'none'),
  }
  const audited = rows.filter(({ state }) => state !== 'open').length
  return {
    ...counts,
    inheritedRiskScore: (['critical', 'high', 'medium', 'low', 'unassigned'] as const).reduce(
      (sum, level) => sum + counts[level] * weights[level],
      0,
    ),
    vulnerabilities: open.length,
    vulnerableComponents: new Set(open.map(({ purl }) => purl)).size,
    components: summary.components,
    suppressed: rows.length - open.length,
    findingsTotal: rows.length,
    findingsAudited: audited,
    findingsUnaudited: rows.length - audited,
    lastOccurrence: Date.parse(release.analysed_at),
  }
}
