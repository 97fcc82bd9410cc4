/** Public pages, published files, reports from outside, uploads of exchanged files. */
import { type CreateTableBuilder, type Kysely, type Migration, sql } from 'kysely'

export const publicPages: Migration = {
  up: async (db: Kysely<unknown>) => {
    await makePages(db)
    await makeFiles(db)
    await makeFileNames(db)
    await makeReports(db)
    await makeImports(db)
  },
}

async function makePages(db: Kysely<unknown>): Promise<void> {
  await ofProduct(db, 'public_page')
    .addColumn('is_on', 'integer', (column) => column.notNull())
    .addColumn('wishes', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('public_page_pk', ['org_id', 'product_id'])
    .execute()
  await ofProduct(db, 'public_preview')
    .addColumn('token_hash', 'text', (column) => column.notNull())
    .addColumn('until', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('public_preview_pk', ['org_id', 'token_hash'])
    .execute()
}

async function makeFiles(db: Kysely<unknown>): Promise<void> {
  await ofProduct(db, 'public_file')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('release', 'text')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('media', 'text', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('sha512', 'text', (column) => column.notNull())
    .addColumn('about', 'text')
    .addColumn('published_at', 'text', (column) => column.notNull())
    .addColumn('withdrawn_at', 'text')
    .addPrimaryKeyConstraint('public_file_pk', ['org_id', 'id'])
    .addForeignKeyConstraint('public_file_blob', ['org_id', 'digest'], 'blob', ['org_id', 'digest'])
    .execute()
}

/** A name means one content at a time: a new version takes the place of the old row, which stays as withdrawn. */
async function makeFileNames(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('public_file_path')
    .unique()
    .on('public_file')
    .columns(['org_id', 'product_id', 'kind', 'path'])
    .where(sql.ref('withdrawn_at'), 'is', null)
    .execute()
}

async function makeReports(db: Kysely<unknown>): Promise<void> {
  await ofProduct(db, 'vuln_report')
    .addColumn('reference', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('received_at', 'text', (column) => column.notNull())
    .addColumn('acknowledge_by', 'text', (column) => column.notNull())
    .addColumn('acknowledged_at', 'text')
    .addColumn('closed_at', 'text')
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('case_id', 'text')
    .addColumn('note', 'text')
    .addPrimaryKeyConstraint('vuln_report_pk', ['org_id', 'reference'])
    .execute()
  await db.schema
    .createIndex('vuln_report_by_product')
    .on('vuln_report')
    .columns(['org_id', 'product_id', 'received_at'])
    .execute()
}

async function makeImports(db: Kysely<unknown>): Promise<void> {
  await ofProduct(db, 'exchange_import')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('has_private', 'integer', (column) => column.notNull())
    .addColumn('received_at', 'text', (column) => column.notNull())
    .addColumn('until', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('exchange_import_pk', ['org_id', 'id'])
    .execute()
}

/** Gone with its product; no row points into another organisation. */
function ofProduct(db: Kysely<unknown>, name: string): CreateTableBuilder<string, 'org_id' | 'product_id'> {
  return db.schema
    .createTable(name)
    .addColumn('org_id', 'text', (column) => column.notNull())
    .addColumn('product_id', 'text', (column) => column.notNull())
    .addForeignKeyConstraint(
      `${name}_product`,
      ['org_id', 'product_id'],
      'product',
      ['org_id', 'id'],
      (reference) => reference.onDelete('cascade'),
    ) as CreateTableBuilder<string, 'org_id' | 'product_id'>
}
