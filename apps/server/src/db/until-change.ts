/** Results that took long, kept in memory until their organisation changes. One small query tells whether it has. */
import type { OrgId } from '../kernel/model.ts'
import type { Store } from './open.ts'

interface Kept {
  readonly revision: number
  readonly result: Promise<unknown>
}

/** Over all organisations of a store; a result may be as large as the queue of a thousand products. */
const MOST_KEPT = 24
const kept = new WeakMap<Store, Map<string, Kept>>()

/**
 * The same object for everybody who asks: treat it as read-only. `name` holds everything that the result depends on beside
 * the organisation's rows (caller, filters, day). The revision is read first, so a result may be newer than it says, never
 * older. A failure is not kept.
 */
export async function untilChange<T>(
  { store, id }: { readonly store: Store; readonly id: OrgId },
  name: string,
  compute: () => Promise<T>,
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
  const entry: Kept = known?.revision === revision ? known : { revision, result: compute() }
  results.set(key, entry)
  for (const [oldest] of results) {
    if (results.size <= MOST_KEPT) break
    results.delete(oldest)
  }
  try {
    return (await entry.result) as T
  } catch (cause) {
    if (results.get(key) === entry) results.delete(key)
    throw cause
  }
}
