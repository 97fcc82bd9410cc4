/** Decisions as rows: what each says now, where it stands, which findings it is bound to. */
import type { DecisionScope, DecisionStanding, Purl } from '@occtet/toolkit/model'
import type { AppliedDecision, StaleFact, Verdict } from '@occtet/toolkit/vex'
import type { FindingDesk } from './finding-desk.ts'

export interface DecisionRow {
  readonly id: string
  readonly vulnerability: string
  readonly component: Purl
  readonly scope: DecisionScope
  readonly verdict: Verdict
  readonly reason: string
  readonly by: string
  readonly at: string
  /** `YYYY-MM-DD` */
  readonly expires: string
  /** The gravest of its findings: stale as soon as it no longer fits one of them. */
  readonly standing: DecisionStanding
  readonly staleFacts: readonly StaleFact[]
  /** Keys, sorted. */
  readonly findings: readonly string[]
  readonly isReused: boolean
  readonly path: string
}

/** By id. */
export function rowsOf(desk: FindingDesk, applied: readonly AppliedDecision[]): readonly DecisionRow[] {
  const byRecord = new Map<string, AppliedDecision[]>()
  for (const one of applied) byRecord.set(one.record.id, [...(byRecord.get(one.record.id) ?? []), one])
  return [...byRecord]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, uses]) => toRow(uses, pathOf(desk, id)))
}

function pathOf({ stored }: FindingDesk, id: string): string {
  return stored.stored.find(({ record }) => record.id === id)?.path ?? ''
}

function toRow(uses: readonly AppliedDecision[], path: string): readonly DecisionRow[] {
  const worst = uses.find(({ standing }) => standing !== 'in-force') ?? uses[0]
  if (worst === undefined) return []
  const { record, standing, state } = worst
  const { verdict, reason, by, at, expires } = state.decision
  return [
    {
      id: record.id,
      vulnerability: record.vulnerability.id,
      component: record.component,
      scope: record.holds.scope,
      verdict,
      reason,
      by,
      at,
      expires,
      standing,
      staleFacts: uses.flatMap(({ staleFacts }) => staleFacts),
      findings: uses.map(({ finding }) => finding).sort(),
      isReused: uses.some(({ isReused }) => isReused),
      path,
    },
  ]
}
