/** What a decision would touch, seen before it is saved; and which findings were decided elsewhere. */
import { compareCodeUnits } from '../../base/index.ts'
import type { DecisionScope, Finding, Purl } from '../../model/index.ts'
import type { DecisionRecord } from '../model.ts'
import { type AppliedDecision, applyDecisions } from './apply.ts'
import type { DecisionPlace } from './basis.ts'
import type { StaleFact } from './facts.ts'
import { isSameFlaw, packageOf } from './identity.ts'

/** One product with what is known of it; several where a decision of the organisation is looked at. */
export interface PreviewProduct extends DecisionPlace {
  readonly findings: readonly Finding[]
  /** Those already made, without the one that is looked at. */
  readonly records: readonly DecisionRecord[]
}

export interface TouchedFinding {
  readonly product: string
  readonly finding: string
  readonly purl: Purl
  /**
   * `decided`: it was open, and this decision would speak (or, where it waits for a second person, would then).
   * `replaced`: it would speak instead of `instead`. `kept`: it would hold too, and `instead` goes on speaking.
   * `asked-again`: it is about the same flaw, but these facts differ, so it would only be shown as stale.
   * `not-reached`: the same package and flaw, outside the scope.
   */
  readonly effect: 'decided' | 'replaced' | 'kept' | 'asked-again' | 'not-reached'
  /** Id of the other record. */
  readonly instead?: string
  readonly differs: readonly StaleFact[]
}

/** By product and finding, sorted; findings of other packages and flaws are never in it. */
export function previewScope(
  draft: DecisionRecord,
  products: readonly PreviewProduct[],
  today: string,
): readonly TouchedFinding[] {
  // What waits for a second person touches the same findings once it is confirmed.
  const spoken = { ...draft, entries: draft.entries.map((entry) => ({ ...entry, needsConfirmation: false })) }
  return products
    .flatMap((product) => previewIn(spoken, product, today))
    .sort((a, b) => compareCodeUnits(a.product, b.product) || compareCodeUnits(a.finding, b.finding))
}

/** The same draft in another scope; what the scope needs besides is given with it. */
export function withScope(
  draft: DecisionRecord,
  wish: { readonly scope: DecisionScope; readonly product: string; readonly releases?: string },
): DecisionRecord {
  const { scope, product, releases } = wish
  const { versions } = draft.holds
  return {
    ...draft,
    holds: {
      scope,
      ...(scope === 'organisation' ? {} : { product }),
      ...(releases === undefined ? {} : { releases }),
      ...(versions === undefined ? {} : { versions }),
    },
  }
}

function previewIn(
  draft: DecisionRecord,
  { findings, records, ...place }: PreviewProduct,
  today: string,
): readonly TouchedFinding[] {
  const view = { ...place, today }
  const others = records.filter(({ id }) => id !== draft.id)
  const applied = groupByFinding(applyDecisions(findings, [draft, ...others], view).applied)
  return findings
    .filter((finding) => packageOf(finding.purl) === draft.component && isSameFlaw(draft, finding))
    .map((finding) => ({
      product: place.product,
      finding: finding.key,
      purl: finding.purl,
      ...effectOf(draft, applied.get(finding.key) ?? []),
    }))
}

function effectOf(
  draft: DecisionRecord,
  applied: readonly AppliedDecision[],
): Pick<TouchedFinding, 'effect' | 'instead' | 'differs'> {
  const own = applied.find(({ record }) => record === draft)
  const other = applied.find(({ record, standing }) => record !== draft && standing === 'in-force')
  const instead = other === undefined ? {} : { instead: other.record.id }
  if (own === undefined) return { effect: 'not-reached', ...instead, differs: [] }
  if (own.standing !== 'in-force') return { effect: 'asked-again', ...instead, differs: own.staleFacts }
  if (own.role !== 'speaks') return { effect: 'kept', ...instead, differs: [] }
  return { effect: other === undefined ? 'decided' : 'replaced', ...instead, differs: [] }
}

function groupByFinding(
  applied: readonly AppliedDecision[],
): ReadonlyMap<string, readonly AppliedDecision[]> {
  const groups = new Map<string, AppliedDecision[]>()
  for (const one of applied) groups.set(one.finding, [...(groups.get(one.finding) ?? []), one])
  return groups
}

/** One decision with the findings that it speaks for although it was made elsewhere. */
export interface ReuseRow {
  readonly id: string
  readonly scope: DecisionScope
  /** Where it was made. */
  readonly madeOn: { readonly purl: Purl; readonly product: string; readonly release?: string }
  readonly by: string
  readonly at: string
  /** Keys, sorted. */
  readonly findings: readonly string[]
}

/** Sorted by id; only what speaks. */
export function reuseReport(applied: readonly AppliedDecision[]): readonly ReuseRow[] {
  const rows = new Map<string, ReuseRow>()
  for (const { record, role, isReused, state, finding } of applied) {
    if (role !== 'speaks' || !isReused) continue
    const { purl, product, release } = state.decision.basis
    const earlier = rows.get(record.id)?.findings ?? []
    rows.set(record.id, {
      id: record.id,
      scope: record.holds.scope,
      madeOn: { purl, product, ...(release === undefined ? {} : { release }) },
      by: state.decision.by,
      at: state.decision.at,
      findings: [...earlier, finding].sort(compareCodeUnits),
    })
  }
  return [...rows.values()].sort((a, b) => compareCodeUnits(a.id, b.id))
}
