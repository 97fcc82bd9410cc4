/** Organisations, the files of products, jobs, the outbox of the ledger, bytes. */
import { type Kysely, type Migration, sql } from 'kysely'

export const core: Migration = {
  up: async (db: Kysely<unknown>) => {
    await makeOrganisations(db)
    await makeFiles(db)
    await makeJobs(db)
    await makeOutbox(db)
  },
}

async function makeOrganisations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('org')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('slug', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('ledger_origin', 'text')
    .addColumn('is_sample', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute()
}

async function makeFiles(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('product_file')
    .addColumn('org_id', 'text', (column) => column.notNull().references('org.id').onDelete('cascade'))
    .addColumn('product_id', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('product_file_pk', ['org_id', 'product_id', 'place', 'path'])
    .execute()
  await db.schema
    .createTable('blob')
    .addColumn('org_id', 'text', (column) => column.notNull().references('org.id').onDelete('cascade'))
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('bytes', 'blob', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('blob_pk', ['org_id', 'digest'])
    .execute()
}

async function makeJobs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('job')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('org_id', 'text', (column) => column.notNull().references('org.id').onDelete('cascade'))
    .addColumn('product', 'text')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('key', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('step', 'text')
    .addColumn('done', 'integer', (column) => column.notNull())
    .addColumn('total', 'integer', (column) => column.notNull())
    .addColumn('input', 'text', (column) => column.notNull())
    .addColumn('result', 'text')
    .addColumn('error_code', 'text')
    .addColumn('error_message', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('lease_until', 'text')
    .addColumn('worker', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text')
    .addColumn('ended_at', 'text')
    .execute()
  await db.schema.createIndex('job_by_org').on('job').columns(['org_id', 'id']).execute()
  // Two indexes of what is left to do; what has ended, nearly all, is in neither.
  await db.schema
    .createIndex('job_to_do')
    .on('job')
    .columns(['state', 'id'])
    .where(sql.ref('state'), 'in', [sql.lit('queued'), sql.lit('running')])
    .execute()
  await db.schema
    .createIndex('job_key')
    .unique()
    .on('job')
    .columns(['org_id', 'key'])
    .where(sql.ref('state'), '=', sql.lit('queued'))
    .execute()
}

async function makeOutbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('org_id', 'text', (column) => column.notNull().references('org.id').onDelete('cascade'))
    .addColumn('event_id', 'text', (column) => column.notNull().unique())
    .addColumn('draft', 'text', (column) => column.notNull())
    .addColumn('log_index', 'integer')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('outbox_to_do')
    .on('outbox')
    .columns(['org_id', 'seq'])
    .where(sql.ref('log_index'), 'is', null)
    .execute()
}
