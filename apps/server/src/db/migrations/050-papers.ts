/** Versions of papers and their files. A signature is added to a row, nothing else is ever changed. */
import type { Kysely, Migration } from 'kysely'

export const papers: Migration = {
  up: async (db: Kysely<unknown>) => {
    await makeVersions(db)
    await makeFiles(db)
  },
}

async function makeVersions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('paper_version')
    .addColumn('org_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('product_id', 'text', (column) => column.notNull())
    .addColumn('release_id', 'text', (column) => column.notNull())
    .addColumn('paper', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('missing', 'integer', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('replaced', 'integer', (column) => column.notNull())
    .addColumn('changes', 'text')
    .addColumn('signed_at', 'text')
    .addColumn('signed_by', 'text')
    .addPrimaryKeyConstraint('paper_version_pk', ['org_id', 'id'])
    .addUniqueConstraint('paper_version_number', ['org_id', 'release_id', 'paper', 'number'])
    .addForeignKeyConstraint(
      'paper_version_release',
      ['org_id', 'release_id'],
      'release',
      ['org_id', 'id'],
      (reference) => reference.onDelete('cascade'),
    )
    .execute()
}

async function makeFiles(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('paper_file')
    .addColumn('org_id', 'text', (column) => column.notNull())
    .addColumn('version_id', 'text', (column) => column.notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('paper_file_pk', ['org_id', 'version_id', 'format'])
    .addForeignKeyConstraint(
      'paper_file_version',
      ['org_id', 'version_id'],
      'paper_version',
      ['org_id', 'id'],
      (reference) => reference.onDelete('cascade'),
    )
    .addForeignKeyConstraint('paper_file_blob', ['org_id', 'digest'], 'blob', ['org_id', 'digest'])
    .execute()
}
