/** Which key seals the secrets of this database, so that a wrong one is known before it is used. */
import type { Kysely, Migration } from 'kysely'

export const vaultState: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('vault_state')
      .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('key_id', 'text', (column) => column.notNull())
      .addColumn('probe', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .execute()
  },
}
