/** Lays decisions over findings: what speaks, what is shown, what contradicts, and what matches nothing any more. */
import { compareCodeUnits } from '../../base/index.ts'
import { type DecisionStanding, decisionScopes, type Finding, type Purl } from '../../model/index.ts'
import type { DecisionRecord } from '../model.ts'
import { bindRecords } from './bind.ts'
import { timeOf } from './days.ts'
import { type DecisionView, type Standing, standingOf, toFindingDecision } from './standing.ts'
import { findUnused, type UnusedDecision } from './unused.ts'

export interface ApplyView extends DecisionView {
  /** Every component of the product, with or without finding; lets `unused` say why. */
  readonly components?: readonly Purl[]
}

/** One decision on one finding: where it came from, how it stands, what became of it. */
export interface AppliedDecision extends Standing {
  /** Key of the finding. */
  readonly finding: string
  readonly record: DecisionRecord
  /** `speaks`: for the product. `shown`: the finding is open, and this is its decision. `beside`: another one is. */
  readonly role: 'speaks' | 'shown' | 'beside'
}

/** Decisions in force that say different things of one finding; the first one speaks. */
export interface DecisionConflict {
  readonly finding: string
  /** Ids of the records, in order of preference. */
  readonly records: readonly string[]
}

export interface AppliedDecisions {
  /** As given and in the same order; `decision` is there exactly where one is bound. */
  readonly findings: readonly Finding[]
  /** By finding, as given; of each finding the preferred decision first. */
  readonly applied: readonly AppliedDecision[]
  readonly unused: readonly UnusedDecision[]
  readonly conflicts: readonly DecisionConflict[]
}

/**
 * The order of the records does not matter, and findings that had decisions lose them first. Among those in force the
 * narrowest scope wins, then the newest; without one, what waits is shown before what is stale, expired or revoked.
 */
export function applyDecisions(
  findings: readonly Finding[],
  records: readonly DecisionRecord[],
  view: ApplyView,
): AppliedDecisions {
  const perFinding = new Map<number, Bound[]>()
  const used = new Set<DecisionRecord>()
  for (const { record, at } of bindRecords(findings, records, view.product)) {
    const finding = findings[at]
    if (finding === undefined) continue
    const bound = perFinding.get(at) ?? []
    bound.push({ record, standing: standingOf(record, finding, view) })
    perFinding.set(at, bound)
    used.add(record)
  }
  const ranked = findings.map((finding, at) => ({
    finding,
    bound: (perFinding.get(at) ?? []).toSorted(comparePreference),
  }))
  return {
    findings: ranked.map(({ finding, bound }) => withDecision(finding, bound[0])),
    applied: ranked.flatMap(({ finding, bound }) => toApplied(finding, bound)),
    unused: findUnused(
      records.filter((record) => !used.has(record)),
      { findings, view },
    ),
    conflicts: ranked.flatMap(({ finding, bound }) => toConflict(finding, bound)),
  }
}

interface Bound {
  readonly record: DecisionRecord
  readonly standing: Standing
}

const standingOrder: readonly DecisionStanding[] = ['in-force', 'waiting', 'stale', 'expired', 'revoked']

function comparePreference(a: Bound, b: Bound): number {
  return (
    standingOrder.indexOf(a.standing.standing) - standingOrder.indexOf(b.standing.standing) ||
    decisionScopes.indexOf(a.record.holds.scope) - decisionScopes.indexOf(b.record.holds.scope) ||
    timeOf(b.standing.state.since) - timeOf(a.standing.state.since) ||
    compareCodeUnits(a.record.id, b.record.id)
  )
}

function withDecision({ decision: _, ...finding }: Finding, best: Bound | undefined): Finding {
  return best === undefined
    ? finding
    : { ...finding, decision: toFindingDecision(best.record, best.standing) }
}

function toApplied(finding: Finding, bound: readonly Bound[]): readonly AppliedDecision[] {
  return bound.map(({ record, standing }, index) => {
    const first = standing.standing === 'in-force' ? 'speaks' : 'shown'
    return { finding: finding.key, record, role: index === 0 ? first : 'beside', ...standing }
  })
}

function toConflict(finding: Finding, bound: readonly Bound[]): readonly DecisionConflict[] {
  const inForce = bound.filter(({ standing }) => standing.standing === 'in-force')
  const words = new Set(inForce.map(({ standing }) => wordsOf(standing)))
  return words.size < 2 ? [] : [{ finding: finding.key, records: inForce.map(({ record }) => record.id) }]
}

function wordsOf({ state }: Standing): string {
  const { status, justification } = state.decision.verdict
  return `${status} ${justification ?? ''}`
}
