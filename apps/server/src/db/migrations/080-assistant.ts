/** Documents that an organisation adds for its assistant. Bytes, since a text may hold what a column of text refuses. */
import type { Kysely, Migration } from 'kysely'

export const assistant: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('assistant_document')
      .addColumn('org_id', 'text', (column) => column.notNull().references('org.id').onDelete('cascade'))
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('bytes', 'blob', (column) => column.notNull())
      .addColumn('size', 'integer', (column) => column.notNull())
      .addColumn('passages', 'integer', (column) => column.notNull())
      .addColumn('is_whole', 'integer', (column) => column.notNull())
      .addColumn('added_by', 'text', (column) => column.notNull())
      .addColumn('added_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('assistant_document_pk', ['org_id', 'digest'])
      .execute()
  },
}
