/**
 * First step of every writer: each statement is cut down to what the format carries, with a loss for all that goes.
 * The second step writes what is left and loses nothing, so that what is read back is what was written.
 */
import type { VexStatement } from '../model.ts'
import type { LossBook } from './losses.ts'
import type { VexMeta } from './meta.ts'
import { nestPaths, normalizeStatement, pathsOf, sortStatements, type VexItem } from './statements.ts'
import { isSameTime, toDateTime } from './times.ts'

/** What the format keeps of an item, or why it keeps nothing. */
export type ReducedItem =
  | { readonly item: VexItem; readonly lost: readonly ItemLoss[] }
  | { readonly reason: string }

export interface ItemLoss {
  readonly field: 'products.ids' | 'products.name' | 'products.versions'
  readonly message: string
}

export interface Carrier {
  readonly meta: VexMeta
  readonly losses: LossBook
  /** Levels of products inside each other. */
  readonly depth: number
  readonly reduceItem: (item: VexItem) => ReducedItem
  /** Everything but products and time. */
  readonly reduceRest: (statement: VexStatement) => VexStatement
}

/** Sorted; a statement that no product is left of is gone, with a loss. */
export function reduceStatements(
  statements: readonly VexStatement[],
  carrier: Carrier,
): readonly VexStatement[] {
  const reduced = statements.flatMap((given): readonly VexStatement[] => {
    const statement = normalizeStatement(given)
    const products = reduceProducts(statement, carrier)
    if (products.length === 0) {
      carrier.losses.lost(statement, 'status', 'no product of the statement has a name that the format takes')
      return []
    }
    return [carrier.reduceRest(withTime({ ...statement, products }, carrier))]
  })
  return sortStatements(reduced)
}

function reduceProducts(statement: VexStatement, carrier: Carrier): VexStatement['products'] {
  const { losses, depth } = carrier
  const paths = pathsOf(statement.products).flatMap((path) => {
    const names = path.map((item) => item.name ?? item.purl ?? item.ids[0] ?? '?').join(' > ')
    if (path.length > depth) {
      losses.lost(statement, 'products', `the format knows ${depth} levels of products: ${names}`)
      return []
    }
    const items = path.map(carrier.reduceItem)
    const kept: VexItem[] = []
    for (const one of items) {
      if ('reason' in one) {
        losses.lost(statement, 'products', `${one.reason}: ${names}`)
        return []
      }
      kept.push(one.item)
    }
    for (const one of items)
      if ('lost' in one) for (const { field, message } of one.lost) losses.lost(statement, field, message)
    return [kept]
  })
  return nestPaths(paths)
}

/** A statement without time has that of its document, in every format. */
function withTime(statement: VexStatement, { meta, losses }: Carrier): VexStatement {
  const at = toDateTime(statement.at)
  if (statement.at !== undefined && at === undefined) losses.lost(statement, 'at', 'it is no RFC 3339 time')
  return { ...statement, at: at === undefined || isSameTime(at, meta.timestamp) ? meta.timestamp : at }
}

/** The same statement without some fields. */
export function without(
  statement: VexStatement,
  fields: readonly ('justification' | 'analysis' | 'impact' | 'action' | 'actionAt' | 'notes' | 'supplier')[],
): VexStatement {
  const copy: { -readonly [K in keyof VexStatement]: VexStatement[K] } = { ...statement }
  for (const field of fields) delete copy[field]
  return copy
}
