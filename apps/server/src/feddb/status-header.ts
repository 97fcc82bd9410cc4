/** The header X-OCCTET-Status: says "unknown" where a foreign API's shape has no word for it (a structured list, RFC 9651). */

export const STATUS_HEADER = 'x-occtet-status'

export interface AnswerStatus {
  readonly kind: 'affected' | 'no_known_vulnerability' | 'unknown'
  readonly reason?: string
}

/** Of one answer: `unknown;reason=SOURCE_STALE`. */
export function formatStatus(status: AnswerStatus): string {
  return status.reason === undefined ? status.kind : `${status.kind};reason=${status.reason}`
}

/** Of many answers: one member per reason, with the positions (from 0) of the answers: `unknown;reason=X;at="0 3-5"`; `known` when there is none. */
export function formatStatuses(statuses: readonly AnswerStatus[]): string {
  const byReason = new Map<string, number[]>()
  for (const [at, { kind, reason }] of statuses.entries()) {
    if (kind !== 'unknown' || reason === undefined) continue
    byReason.set(reason, [...(byReason.get(reason) ?? []), at])
  }
  const members = [...byReason].sort(([a], [b]) => (a < b ? -1 : 1))
  if (members.length === 0) return 'known'
  return members
    .map(([reason, positions]) => `unknown;reason=${reason};at="${formatRuns(positions)}"`)
    .join(', ')
}

/** Ascending positions as runs, so that a header of 1,000 answers stays short. */
function formatRuns(positions: readonly number[]): string {
  const runs: [number, number][] = []
  for (const at of positions) {
    const last = runs.at(-1)
    if (last !== undefined && last[1] === at - 1) last[1] = at
    else runs.push([at, at])
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(' ')
}
