/** The model that an organisation lets its assistant use, and what it took of it month by month. */
import type { Kysely, Migration } from 'kysely'

export const assistantModel: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('assistant_model')
      .addColumn('org_id', 'text', (column) => column.notNull().references('org.id').onDelete('cascade'))
      .addColumn('url', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('send', 'text', (column) => column.notNull())
      .addColumn('sources', 'text', (column) => column.notNull())
      .addColumn('monthly_tokens', 'integer', (column) => column.notNull())
      .addColumn('timeout_seconds', 'integer', (column) => column.notNull())
      .addColumn('api_key', 'text')
      .addColumn('set_by', 'text', (column) => column.notNull())
      .addColumn('set_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('assistant_model_pk', ['org_id'])
      .execute()
    await db.schema
      .createTable('assistant_usage')
      .addColumn('org_id', 'text', (column) => column.notNull().references('org.id').onDelete('cascade'))
      .addColumn('month', 'text', (column) => column.notNull())
      .addColumn('tokens', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('assistant_usage_pk', ['org_id', 'month'])
      .execute()
  },
}
