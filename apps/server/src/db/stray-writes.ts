/** Inside a change everything is written through its own `db`: past it, a rollback would not take it back. */
import type { KyselyPlugin } from 'kysely'
import { isInChange } from './in-change.ts'

const writes: ReadonlySet<string> = new Set([
  'InsertQueryNode',
  'UpdateQueryNode',
  'DeleteQueryNode',
  'MergeQueryNode',
])

export const noStrayWrites: KyselyPlugin = {
  transformQuery: ({ node }) => {
    if (writes.has(node.kind) && isInChange()) {
      throw new Error('a write past the change it stands in: use the db of the change')
    }
    return node
  },
  transformResult: async ({ result }) => await Promise.resolve(result),
}
