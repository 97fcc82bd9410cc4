/** Decisions that match nothing today, and why: they may be obsolete, and somebody should look. */
import { compareCodeUnits } from '../../base/index.ts'
import type { DecisionStanding, Finding, Purl } from '../../model/index.ts'
import type { DecisionRecord } from '../model.ts'
import { packageOf } from './identity.ts'
import { stateOf } from './state.ts'
import { standingAlone } from './transitions.ts'

/**
 * `OTHER_PRODUCT`: made for another one. `COMPONENT_GONE`: no version of the package is in the product.
 * `VERSION_NOT_COVERED`: another version is, and no record of the flaw covers it. `ADVISORY_GONE`: the version is still
 * there, and no record of the flaw covers it any more. `NOT_MATCHED`: one of these three; the components are not known.
 */
export type UnusedReason =
  | 'OTHER_PRODUCT'
  | 'COMPONENT_GONE'
  | 'VERSION_NOT_COVERED'
  | 'ADVISORY_GONE'
  | 'NOT_MATCHED'

export interface UnusedDecision {
  readonly id: string
  readonly reason: UnusedReason
  /** What it would be, were there a finding. */
  readonly standing: Exclude<DecisionStanding, 'stale'>
  readonly message: string
}

export interface UnusedView {
  readonly findings: readonly Finding[]
  readonly view: {
    readonly product: string
    readonly today: string
    readonly components?: readonly Purl[]
  }
}

/**
 * Sorted by id. Decisions of the organisation that were made in another product are left out: they are kept for products
 * that have the component, and this one need not.
 */
export function findUnused(
  records: readonly DecisionRecord[],
  { findings, view }: UnusedView,
): readonly UnusedDecision[] {
  const found = findings.map(({ purl }) => purl)
  const versions = new Map<string, Set<Purl>>()
  for (const purl of [...(view.components ?? []), ...found]) {
    const key = packageOf(purl)
    versions.set(key, (versions.get(key) ?? new Set<Purl>()).add(purl))
  }
  const isWhole = view.components !== undefined
  return records
    .filter((record) => !isOfAnotherHouse(record, view.product))
    .map((record) => {
      const present = versions.get(record.component)
      const { reason, message } = explain(record, { present, isWhole, product: view.product })
      return { id: record.id, reason, standing: standingAlone(record, view.today), message }
    })
    .sort((a, b) => compareCodeUnits(a.id, b.id))
}

function isOfAnotherHouse({ holds, entries }: DecisionRecord, product: string): boolean {
  return holds.scope === 'organisation' && stateOf(entries).decision.basis.product !== product
}

interface Present {
  readonly present: ReadonlySet<Purl> | undefined
  readonly isWhole: boolean
  readonly product: string
}

function explain(
  { component, holds, vulnerability, entries }: DecisionRecord,
  { present, isWhole, product }: Present,
): { readonly reason: UnusedReason; readonly message: string } {
  if (holds.product !== undefined && holds.product !== product) {
    return { reason: 'OTHER_PRODUCT', message: `made for the product ${holds.product}, not for ${product}` }
  }
  const { basis } = stateOf(entries).decision
  if (present?.has(basis.purl)) {
    const message = `${basis.purl} is still there, and no record of ${vulnerability.id} covers it any more: withdrawn, narrowed, or its source is not loaded`
    return { reason: 'ADVISORY_GONE', message }
  }
  if (present !== undefined) {
    const now = [...present].sort(compareCodeUnits).slice(0, 5).join(', ')
    const message = `made on ${basis.purl}; now there is ${now}, and no record of ${vulnerability.id} covers that`
    return { reason: 'VERSION_NOT_COVERED', message }
  }
  if (isWhole) return { reason: 'COMPONENT_GONE', message: `${component} is not in the product any more` }
  const message = `no finding of ${vulnerability.id} in ${component}: the component, its version or the advisory has gone`
  return { reason: 'NOT_MATCHED', message }
}
