/** The database of the server: embedded by default, PostgreSQL by its URL; the same code above both. */
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { noStrayWrites } from './stray-writes.ts'
import { migrate } from './migrate.ts'
import { postgresDialect } from './postgres-dialect.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import type { Tables } from './tables/index.ts'

export interface Store {
  readonly engine: 'sqlite' | 'postgres'
  /** Unguarded; whoever is not the kernel uses an `OrgScope`. */
  readonly db: Kysely<Tables>
  readonly close: () => Promise<void>
}

export interface StorePlace {
  /** Holds the embedded database, `occtet.db`; made, for its owner alone, where it is missing. */
  readonly dataDir: string
  /** `postgresql://…`; undefined: embedded. */
  readonly database: string | undefined
}

/**
 * Opens the database and brings it to the newest form. Trusted: whoever can write it can change all that the server knows,
 * but not what the ledger has recorded. Throws StoreError.
 */
export async function openStore(place: StorePlace): Promise<Store> {
  const engine = place.database === undefined ? 'sqlite' : 'postgres'
  const dialect =
    place.database === undefined
      ? sqliteDialect(await makeFile(place.dataDir))
      : postgresDialect(place.database)
  const db = new Kysely<Tables>({ dialect, plugins: [noStrayWrites] })
  try {
    await migrate(db, engine)
  } catch (cause) {
    await db.destroy()
    throw cause
  }
  return { engine, db, close: async () => db.destroy() }
}

async function makeFile(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await chmod(dataDir, 0o700)
  return join(dataDir, 'occtet.db')
}
