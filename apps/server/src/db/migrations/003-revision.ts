/** Each change of an organisation counts, so that whoever keeps a result knows when it no longer holds. */
import type { Kysely, Migration } from 'kysely'

export const revision: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .alterTable('org')
      .addColumn('revision', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
  },
}
