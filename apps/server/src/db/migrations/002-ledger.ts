/** What the database knows of each organisation's log. */
import type { Kysely, Migration } from 'kysely'

export const ledgerState: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('ledger_state')
      .addColumn('org_id', 'text', (column) =>
        column.primaryKey().notNull().references('org.id').onDelete('cascade'),
      )
      .addColumn('verifier_key', 'text', (column) => column.notNull())
      .addColumn('checkpoint', 'text', (column) => column.notNull())
      .addColumn('checked_at', 'text')
      .addColumn('checked_size', 'integer')
      .addColumn('faults', 'text')
      .execute()
  },
}
