/** Who looked, and who decided: what four eyes rest on. */
import type { Kysely, Migration } from 'kysely'

export const triage: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('evidence_look')
      .addColumn('org_id', 'text', (column) => column.notNull().references('org.id').onDelete('cascade'))
      .addColumn('caller_id', 'text', (column) => column.notNull())
      .addColumn('decision_id', 'text', (column) => column.notNull())
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('evidence_look_pk', ['org_id', 'caller_id', 'decision_id', 'digest'])
      .execute()
    await db.schema
      .createTable('decision_maker')
      .addColumn('org_id', 'text', (column) => column.notNull().references('org.id').onDelete('cascade'))
      .addColumn('decision_id', 'text', (column) => column.notNull())
      .addColumn('entry', 'integer', (column) => column.notNull())
      .addColumn('caller_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('decision_maker_pk', ['org_id', 'decision_id', 'entry'])
      .execute()
  },
}
