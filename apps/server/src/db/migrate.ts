/** Brings a database to the newest form: all steps that are missing, in one transaction. */
import { type Kysely, type Migration, Migrator } from 'kysely'
import { StoreError } from './errors.ts'
import { migrations } from './migrations/index.ts'
import { postgresTypes } from './postgres-types.ts'
import type { Tables } from './tables/index.ts'

/**
 * Safe when two programs start at once: one waits for the other. Throws StoreError DATABASE_NEWER where the database knows a
 * step that this program does not, MIGRATION_FAILED where a step fails; nothing is changed in either case.
 */
export async function migrate(
  db: Kysely<Tables>,
  engine: 'sqlite' | 'postgres',
  /** The form of an older program, for a backup that it wrote; all steps by default. */
  only?: readonly string[],
): Promise<void> {
  const migrator = new Migrator({
    db: engine === 'postgres' ? db.withPlugin(postgresTypes) : db,
    provider: { getMigrations: async () => await Promise.resolve(choose(only)) },
    // Numbers say the subject, not the day: a later version may add 012 to a database that has 020.
    allowUnorderedMigrations: true,
  })
  const unknown = await findUnknown(db)
  if (unknown !== undefined) {
    throw new StoreError(
      'DATABASE_NEWER',
      `this database was made by a newer version of OCCTET (it has ${unknown}); start that version, or restore a backup`,
    )
  }
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error === undefined) return
  const failed = results.find(({ status }) => status === 'Error')?.migrationName ?? 'the preparation'
  throw new StoreError('MIGRATION_FAILED', `${failed} failed; the database is as it was`, { cause: error })
}

function choose(only: readonly string[] | undefined): Record<string, Migration> {
  const names = Object.entries(migrations).filter(([name]) => only?.includes(name) ?? true)
  return Object.fromEntries(names)
}

async function findUnknown(db: Kysely<Tables>): Promise<string | undefined> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return undefined
  const any = db as unknown as Kysely<{ kysely_migration: { readonly name: string } }>
  const done = await any.selectFrom('kysely_migration').select('name').orderBy('name').execute()
  return done.map(({ name }) => name).find((name) => !Object.hasOwn(migrations, name))
}
