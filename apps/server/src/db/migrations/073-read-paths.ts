/** Indexes from which lists and counts are answered without their rows, and the stamp that says whose findings changed. */
import { type Kysely, type Migration, sql } from 'kysely'

export const readPaths: Migration = {
  up: async (db: Kysely<unknown>) => {
    await makeStamps(db)
    await indexFindings(db)
    await indexComponents(db)
    await indexFiles(db)
  },
}

async function makeStamps(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('finding_stamp')
    .addColumn('org_id', 'text', (column) => column.notNull())
    .addColumn('release_id', 'text', (column) => column.notNull())
    .addColumn('stamp', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('finding_stamp_pk', ['org_id', 'release_id'])
    .addForeignKeyConstraint(
      'finding_stamp_release',
      ['org_id', 'release_id'],
      'release',
      ['org_id', 'id'],
      (reference) => reference.onDelete('cascade'),
    )
    .execute()
}

async function indexFindings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('finding_counts')
    .on('finding')
    .columns(['org_id', 'release_id', 'state', 'is_exploited'])
    .execute()
  // Few rows, where most have no known exploit.
  await db.schema
    .createIndex('finding_exploited')
    .on('finding')
    .columns(['org_id', 'state', 'release_id'])
    .where(sql.ref('is_exploited'), '=', sql.lit(1))
    .execute()
}

/** The table as it opens: the worst first, without what is the product's own. Takes the place of `component_by_worst`. */
async function indexComponents(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('component_by_worst').execute()
  await db.schema
    .createIndex('component_listed')
    .on('component')
    .columns(['org_id', 'release_id', 'is_first_party', 'worst desc', 'position'])
    .execute()
}

/** Cases and final declarations over all products, without reading every file and every paper of every product. */
async function indexFiles(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('product_file_private')
    .on('product_file')
    .columns(['org_id', 'path'])
    .where(sql.ref('place'), '=', sql.lit('private'))
    .execute()
  await db.schema
    .createIndex('paper_version_by_state')
    .on('paper_version')
    .columns(['org_id', 'paper', 'state', 'release_id'])
    .execute()
}
