/** Proposals of the assistant with the request that each answers, and what a person made of it. Texts are JSON, so that none is refused. */
import type { Kysely, Migration } from 'kysely'

export const assistantProposal: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('assistant_proposal')
      .addColumn('org_id', 'text', (column) => column.notNull().references('org.id').onDelete('cascade'))
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('product_id', 'text', (column) => column.notNull())
      .addColumn('release', 'text')
      .addColumn('subject_kind', 'text', (column) => column.notNull())
      .addColumn('subject_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('model', 'text')
      .addColumn('request', 'text', (column) => column.notNull())
      .addColumn('proposal', 'text', (column) => column.notNull())
      .addColumn('report', 'text')
      .addColumn('made_by', 'text', (column) => column.notNull())
      .addColumn('made_at', 'text', (column) => column.notNull())
      .addColumn('verdict', 'text')
      .addColumn('judgement', 'text')
      .addColumn('is_right', 'integer')
      .addPrimaryKeyConstraint('assistant_proposal_pk', ['org_id', 'id'])
      .addForeignKeyConstraint(
        'assistant_proposal_product',
        ['org_id', 'product_id'],
        'product',
        ['org_id', 'id'],
        (reference) => reference.onDelete('cascade'),
      )
      .execute()
    await db.schema
      .createIndex('assistant_proposal_newest')
      .on('assistant_proposal')
      .columns(['org_id', 'made_at', 'id'])
      .execute()
  },
}
