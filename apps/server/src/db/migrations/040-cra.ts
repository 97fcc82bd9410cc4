/** Standings of the self-assessment by day and release, and the version of each answer. */
import type { Kysely, Migration } from 'kysely'

export const cra: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('cra_standing')
      .addColumn('org_id', 'text', (column) => column.notNull().references('org.id').onDelete('cascade'))
      .addColumn('product_id', 'text', (column) => column.notNull())
      .addColumn('release_id', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('cra_standing_pk', ['org_id', 'product_id', 'release_id', 'day'])
      .addForeignKeyConstraint(
        'cra_standing_product',
        ['org_id', 'product_id'],
        'product',
        ['org_id', 'id'],
        (key) => key.onDelete('cascade'),
      )
      .execute()
    await db.schema
      .createTable('cra_answer')
      .addColumn('org_id', 'text', (column) => column.notNull().references('org.id').onDelete('cascade'))
      .addColumn('product_id', 'text', (column) => column.notNull())
      .addColumn('question', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('digest', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('cra_answer_pk', ['org_id', 'product_id', 'question'])
      .addForeignKeyConstraint(
        'cra_answer_product',
        ['org_id', 'product_id'],
        'product',
        ['org_id', 'id'],
        (key) => key.onDelete('cascade'),
      )
      .execute()
  },
}
