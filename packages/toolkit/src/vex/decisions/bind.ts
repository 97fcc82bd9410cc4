/** Which decisions are about which findings: the same package, a shared name of the flaw, this product (design 10.3). */
import type { Finding } from '../../model/index.ts'
import type { DecisionRecord } from '../model.ts'
import { namesOfFinding, namesOfRecord, packageOf, toName } from './identity.ts'
import { stateOf } from './state.ts'

export interface Binding {
  readonly record: DecisionRecord
  /** Index in the findings given. */
  readonly at: number
}

/**
 * Being bound is not yet to hold: the standing says that. An id that two flaws of one package share carries nothing over:
 * where the records that a decision rests on still match, only their findings are bound. A decision about one version
 * (`finding`) is bound to other versions only when its own is gone.
 */
export function bindRecords(
  findings: readonly Finding[],
  records: readonly DecisionRecord[],
  product: string,
): readonly Binding[] {
  const shelf = shelve(findings)
  return records.flatMap((record) => {
    const { product: own, scope } = record.holds
    if (scope !== 'organisation' && own !== product) return []
    return select(record, shelf.get(record.component) ?? []).map(({ at }) => ({ record, at }))
  })
}

interface Shelved {
  readonly at: number
  readonly finding: Finding
  readonly names: ReadonlySet<string>
}

function shelve(findings: readonly Finding[]): ReadonlyMap<string, readonly Shelved[]> {
  const shelf = new Map<string, Shelved[]>()
  for (const [at, finding] of findings.entries()) {
    const key = packageOf(finding.purl)
    const board = shelf.get(key) ?? []
    board.push({ at, finding, names: namesOfFinding(finding) })
    shelf.set(key, board)
  }
  return shelf
}

function select(record: DecisionRecord, shelved: readonly Shelved[]): readonly Shelved[] {
  const names = namesOfRecord(record)
  const named = shelved.filter((one) => names.some((name) => one.names.has(name)))
  const { basis } = stateOf(record.entries).decision
  const rests = new Set(basis.records.map((one) => toName(one.record)))
  const kept = prefer(named, ({ finding }) => finding.matched.some((one) => rests.has(toName(one.record))))
  return record.holds.scope === 'finding' ? prefer(kept, ({ finding }) => finding.purl === basis.purl) : kept
}

/** Those that fit, or all where none does. */
function prefer(items: readonly Shelved[], fits: (item: Shelved) => boolean): readonly Shelved[] {
  const fitting = items.filter(fits)
  return fitting.length === 0 ? items : fitting
}
