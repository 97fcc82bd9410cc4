/** Results that took long, kept in memory until their organisation changes. One small query tells whether it has. */
import type { OrgId } from '../kernel/model.ts'
import type { Store } from './open.ts'

interface Kept {
  readonly revision: number
  readonly result: Promise<unknown>
  /** Rows; known once the result is there. */
  weight: number
}

/** Over all organisations of a store: in number, and in rows of a few hundred bytes. What was not asked for longest goes. */
const MOST_KEPT = 256
const MOST_ROWS = 400_000
const kept = new WeakMap<Store, Map<string, Kept>>()

export interface Computation<T> {
  /** `former`: what was kept under this name before the change; to be used where it is the same still. */
  readonly compute: (former: T | undefined) => Promise<T>
  /** How many rows the result holds; 1 by default. */
  readonly weigh?: (result: T) => number
}

/**
 * The same object for everybody who asks: treat it as read-only. `name` holds everything that the result depends on beside
 * the organisation's rows (caller, filters, day). The revision is read first, so a result may be newer than it says, never
 * older. A failure is not kept.
 */
export async function untilChange<T>(
  { store, id }: { readonly store: Store; readonly id: OrgId },
  name: string,
  { compute, weigh }: Computation<T>,
): Promise<T> {
  const results = kept.get(store) ?? new Map<string, Kept>()
  kept.set(store, results)
  const key = `${id}\0${name}`
  const { revision } = await store.db
    .selectFrom('org')
    .select('revision')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const known = results.get(key)
  results.delete(key)
  const entry: Kept =
    known?.revision === revision ? known : { revision, result: computeFrom(known, compute), weight: 1 }
  results.set(key, entry)
  try {
    const result = (await entry.result) as T
    entry.weight = weigh?.(result) ?? 1
    makeRoom(results)
    return result
  } catch (cause) {
    if (results.get(key) === entry) results.delete(key)
    throw cause
  }
}

/** One computation after the other under one name, so that a former result has one successor. */
async function computeFrom<T>(known: Kept | undefined, compute: Computation<T>['compute']): Promise<T> {
  const former = await known?.result.catch(() => undefined)
  return compute(former as T | undefined)
}

function makeRoom(results: Map<string, Kept>): void {
  let rows = 0
  for (const { weight } of results.values()) rows += weight
  for (const [oldest, { weight }] of results) {
    if (results.size <= 1 || (results.size <= MOST_KEPT && rows <= MOST_ROWS)) break
    results.delete(oldest)
    rows -= weight
  }
}
