/** Products, releases, uploads, components, findings. References name the organisation too: no row points into another. */
import { type CreateTableBuilder, type Kysely, type Migration, sql } from 'kysely'

export const products: Migration = {
  up: async (db: Kysely<unknown>) => {
    await makeProducts(db)
    await makeReleases(db)
    await makeUploads(db)
    await makeComponents(db)
    await makeFindings(db)
  },
}

async function makeProducts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('product')
    .addColumn('org_id', 'text', (column) => column.notNull().references('org.id').onDelete('cascade'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('slug', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('archived_at', 'text')
    .addPrimaryKeyConstraint('product_pk', ['org_id', 'id'])
    .addUniqueConstraint('product_slug', ['org_id', 'slug'])
    .execute()
}

async function makeReleases(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('release')
    .addColumn('org_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('product_id', 'text', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('released_at', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('is_current', 'integer', (column) => column.notNull())
    .addColumn('inventory_digest', 'text')
    .addColumn('findings_digest', 'text')
    .addColumn('evidence_digest', 'text')
    .addColumn('analysed_at', 'text')
    .addColumn('feddb_root', 'text')
    .addColumn('feddb_as_of', 'text')
    .addPrimaryKeyConstraint('release_pk', ['org_id', 'id'])
    .addUniqueConstraint('release_version', ['org_id', 'product_id', 'version'])
    .addForeignKeyConstraint(
      'release_product',
      ['org_id', 'product_id'],
      'product',
      ['org_id', 'id'],
      (reference) => reference.onDelete('cascade'),
    )
    .execute()
  // Clear the old one first, then set the new one.
  await db.schema
    .createIndex('release_current')
    .unique()
    .on('release')
    .columns(['org_id', 'product_id'])
    .where(sql.ref('is_current'), '=', sql.lit(1))
    .execute()
}

/** Every table below a release has these two columns, and goes with it. */
function ofRelease(db: Kysely<unknown>, table: string): CreateTableBuilder<string, 'org_id' | 'release_id'> {
  return db.schema
    .createTable(table)
    .addColumn('org_id', 'text', (column) => column.notNull())
    .addColumn('release_id', 'text', (column) => column.notNull())
    .addForeignKeyConstraint(
      `${table}_release`,
      ['org_id', 'release_id'],
      'release',
      ['org_id', 'id'],
      (reference) => reference.onDelete('cascade'),
    )
}

async function makeUploads(db: Kysely<unknown>): Promise<void> {
  await ofRelease(db, 'upload')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('report', 'text')
    .addPrimaryKeyConstraint('upload_pk', ['org_id', 'id'])
    .execute()
  await db.schema
    .createIndex('upload_by_release')
    .on('upload')
    .columns(['org_id', 'release_id', 'created_at'])
    .execute()
}

async function makeComponents(db: Kysely<unknown>): Promise<void> {
  await ofRelease(db, 'component')
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('purl', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('version', 'text')
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('is_direct', 'integer', (column) => column.notNull())
    .addColumn('license', 'text')
    .addColumn('finding_count', 'integer', (column) => column.notNull())
    .addColumn('worst', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('component_pk', ['org_id', 'release_id', 'position'])
    .execute()
  await db.schema.createIndex('component_by_purl').on('component').columns(['org_id', 'purl']).execute()
  await db.schema.createIndex('component_by_name').on('component').columns(['org_id', 'name']).execute()
  await db.schema
    .createIndex('component_by_worst')
    .on('component')
    .columns(['org_id', 'release_id', 'worst', 'position'])
    .execute()
}

async function makeFindings(db: Kysely<unknown>): Promise<void> {
  await ofRelease(db, 'finding')
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('product_id', 'text', (column) => column.notNull())
    .addColumn('purl', 'text', (column) => column.notNull())
    .addColumn('advisory', 'text', (column) => column.notNull())
    .addColumn('aliases', 'text', (column) => column.notNull())
    .addColumn('queue_group', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('level', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('is_direct', 'integer', (column) => column.notNull())
    .addColumn('is_exploited', 'integer', (column) => column.notNull())
    .addColumn('epss', 'integer')
    .addColumn('fixed_in', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('status', 'text')
    .addColumn('decision_id', 'text')
    .addColumn('first_seen_at', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('finding_pk', ['org_id', 'release_id', 'key'])
    .execute()
  const indexes: Readonly<Record<string, readonly string[]>> = {
    finding_queue: ['org_id', 'state', 'queue_group', 'position'],
    finding_by_release: ['org_id', 'release_id', 'position'],
    finding_by_product: ['org_id', 'product_id', 'state', 'queue_group', 'position'],
    finding_by_advisory: ['org_id', 'advisory'],
    finding_by_purl: ['org_id', 'purl'],
  }
  for (const [name, columns] of Object.entries(indexes)) {
    await db.schema
      .createIndex(name)
      .on('finding')
      .columns([...columns])
      .execute()
  }
}
