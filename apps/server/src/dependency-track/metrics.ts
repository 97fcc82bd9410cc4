/** Counts of one release in the field names of Dependency-Track. */
import type { AnswerOf, dependencyTrackRoutes } from '@occtet/contract/api'
import type { ReleaseRow } from '../db/tables/products.ts'
import type { Caller, OrgScope } from '../kernel/model.ts'
import { hiddenFrom, maskRow } from '../products/kept-back.ts'
import { readSummary } from '../products/view.ts'

type TrackMetrics = AnswerOf<(typeof dependencyTrackRoutes)['track.metrics']>

/** Undefined where nothing was read: no gate may pass on zeros that nobody counted. */
export async function countMetrics(
  org: OrgScope,
  caller: Caller,
  release: ReleaseRow,
): Promise<TrackMetrics | undefined> {
  const summary = await readSummary(org, release.id)
  if (summary === undefined || release.analysed_at === null) return undefined
  const rows = await org.db
    .selectFrom('finding')
    .select(['level', 'state', 'status', 'decision_id'])
    .where('org_id', '=', org.id)
    .where('release_id', '=', release.id)
    .execute()
  const hidden = await hiddenFrom(org, caller)
  const found = rows.map((row) => maskRow(row, hidden))
  const isSettled = ({ state, status }: (typeof found)[number]): boolean =>
    state === 'in-force' && (status === 'not_affected' || status === 'fixed')
  const open = found.filter((row) => !isSettled(row))
  const of = (...levels: readonly string[]): number =>
    open.filter(({ level }) => levels.includes(level)).length
  const audited = found.filter(({ state }) => state !== 'open').length
  return {
    critical: of('critical'),
    high: of('high'),
    medium: of('medium'),
    low: of('low'),
    unassigned: of('unknown', 'none'),
    vulnerabilities: open.length,
    components: summary.components,
    suppressed: found.length - open.length,
    findingsTotal: found.length,
    findingsAudited: audited,
    findingsUnaudited: found.length - audited,
    lastOccurrence: Date.parse(release.analysed_at),
  }
}
