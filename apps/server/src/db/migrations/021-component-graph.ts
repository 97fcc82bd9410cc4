/** The graph of components, what an analysis counted, and notes on the step between two releases. */
import type { Kysely, Migration } from 'kysely'

export const componentGraph: Migration = {
  up: async (db: Kysely<unknown>) => {
    await growComponents(db)
    await makeEdges(db)
    await makeSummaries(db)
    await makeNotes(db)
  },
}

async function growComponents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('component')
    .addColumn('is_first_party', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('component').addColumn('unknown', 'text').execute()
  await db.schema
    .alterTable('component')
    .addColumn('body', 'text', (column) => column.notNull().defaultTo('{}'))
    .execute()
  const indexes: Readonly<Record<string, readonly string[]>> = {
    component_of_release_by_name: ['org_id', 'release_id', 'name', 'position'],
    component_of_release_by_license: ['org_id', 'release_id', 'license', 'position'],
    component_of_release_by_purl: ['org_id', 'release_id', 'purl'],
  }
  for (const [name, columns] of Object.entries(indexes)) {
    await db.schema
      .createIndex(name)
      .on('component')
      .columns([...columns])
      .execute()
  }
}

async function makeEdges(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('component_edge')
    .addColumn('org_id', 'text', (column) => column.notNull())
    .addColumn('release_id', 'text', (column) => column.notNull())
    .addColumn('parent', 'integer', (column) => column.notNull())
    .addColumn('child', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('component_edge_pk', ['org_id', 'release_id', 'parent', 'child'])
    .addForeignKeyConstraint(
      'component_edge_release',
      ['org_id', 'release_id'],
      'release',
      ['org_id', 'id'],
      (reference) => reference.onDelete('cascade'),
    )
    .execute()
  await db.schema
    .createIndex('component_edge_up')
    .on('component_edge')
    .columns(['org_id', 'release_id', 'child', 'parent'])
    .execute()
}

async function makeSummaries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('release_summary')
    .addColumn('org_id', 'text', (column) => column.notNull())
    .addColumn('release_id', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('release_summary_pk', ['org_id', 'release_id'])
    .addForeignKeyConstraint(
      'release_summary_release',
      ['org_id', 'release_id'],
      'release',
      ['org_id', 'id'],
      (reference) => reference.onDelete('cascade'),
    )
    .execute()
}

async function makeNotes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('release_note')
    .addColumn('org_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('product_id', 'text', (column) => column.notNull())
    .addColumn('from_version', 'text', (column) => column.notNull())
    .addColumn('to_version', 'text', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('by_name', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('release_note_pk', ['org_id', 'id'])
    .addForeignKeyConstraint(
      'release_note_product',
      ['org_id', 'product_id'],
      'product',
      ['org_id', 'id'],
      (reference) => reference.onDelete('cascade'),
    )
    .execute()
  await db.schema
    .createIndex('release_note_of_step')
    .on('release_note')
    .columns(['org_id', 'product_id', 'from_version', 'to_version', 'at'])
    .execute()
}
