/** What is held of a month's tokens while a model is asked, a row each, so that what a crash left says how old it is. */
import type { Kysely, Migration } from 'kysely'

export const assistantHold: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('assistant_hold')
      .addColumn('org_id', 'text', (column) => column.notNull().references('org.id').onDelete('cascade'))
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('month', 'text', (column) => column.notNull())
      .addColumn('tokens', 'integer', (column) => column.notNull())
      .addColumn('sent', 'integer', (column) => column.notNull())
      .addColumn('until', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('assistant_hold_pk', ['org_id', 'id'])
      .execute()
  },
}
