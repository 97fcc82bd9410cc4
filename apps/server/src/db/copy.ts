/** One moment of a whole database, for a backup; and a database filled from one. What differs between the engines is here. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, sql, type Transaction } from 'kysely'
import { migrate } from './migrate.ts'
import { openStore, type StorePlace } from './open.ts'
import { postgresDialect } from './postgres-dialect.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { openSqlite } from './sqlite-engine.ts'
import type { Tables } from './tables/index.ts'

/** Rows as the database gives them, in no order that means anything. */
export type AnyRow = Readonly<Record<string, unknown>>

/** One moment: what is written meanwhile is not in it. */
export interface Snapshot {
  readonly tables: readonly string[]
  readonly rows: (table: string, atOnce: number) => AsyncIterable<AnyRow>
}

/** Nobody who writes is held up: the embedded database is copied first, PostgreSQL keeps the moment itself. Throws StoreError. */
export async function withSnapshot<T>(
  place: StorePlace,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  return place.database === undefined ? ofFile(place.dataDir, work) : ofPostgres(place, work)
}

async function ofFile<T>(dataDir: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(dataDir, 'copy-'))
  try {
    const source = await openSqlite(join(dataDir, 'occtet.db'))
    try {
      source.exec(`vacuum into '${join(folder, 'occtet.db').replaceAll("'", "''")}'`)
    } finally {
      source.close()
    }
    const db = new Kysely<Tables>({ dialect: sqliteDialect(join(folder, 'occtet.db')) })
    try {
      return await work({ tables: await listTables(db), rows: (table, atOnce) => byRowId(db, table, atOnce) })
    } finally {
      await db.destroy()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function ofPostgres<T>(place: StorePlace, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const { db, close } = await openStore(place)
  try {
    const tables = await listTables(db)
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => work({ tables, rows: (table, atOnce) => byCursor(tx, table, atOnce) }))
  } finally {
    await close()
  }
}

async function listTables(db: Kysely<Tables>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables()
  return tables
    .map(({ name }) => name)
    .filter((name) => !/^(?:sqlite|kysely)_/.test(name))
    .sort()
}

async function* byRowId(db: Kysely<Tables>, table: string, atOnce: number): AsyncIterable<AnyRow> {
  let after = -1
  for (;;) {
    const { rows } = await sql<AnyRow>`
      select rowid as "$rowid", * from ${sql.table(table)} where rowid > ${after} order by rowid limit ${atOnce}`.execute(
      db,
    )
    for (const { $rowid, ...row } of rows) {
      after = Number($rowid)
      yield row
    }
    if (rows.length < atOnce) return
  }
}

async function* byCursor(tx: Transaction<Tables>, table: string, atOnce: number): AsyncIterable<AnyRow> {
  await sql`declare rows_of_table no scroll cursor for select * from ${sql.table(table)}`.execute(tx)
  for (;;) {
    const { rows } = await sql<AnyRow>`fetch ${sql.lit(atOnce)} from rows_of_table`.execute(tx)
    yield* rows
    if (rows.length < atOnce) break
  }
  await sql`close rows_of_table`.execute(tx)
}

/** Tables whose numbers the database gives out itself, and the column. */
const counted = [['outbox', 'seq']] as const

export type Insert = (table: string, rows: readonly AnyRow[]) => Promise<void>

/** Whether there is nothing yet that a restored backup could mix with. */
export async function isUnused(place: StorePlace): Promise<boolean> {
  if (place.database === undefined) return !existsSync(join(place.dataDir, 'occtet.db'))
  const db = new Kysely<Tables>({ dialect: postgresDialect(place.database) })
  try {
    return (await listTables(db)).length === 0
  } finally {
    await db.destroy()
  }
}

/**
 * Makes the tables as `steps` made them, lets `fill` write all rows in one transaction, then brings the database to the
 * newest form. Throws StoreError.
 */
export async function fillDatabase(
  place: StorePlace,
  steps: readonly string[],
  fill: (insert: Insert, tables: ReadonlySet<string>) => Promise<void>,
): Promise<void> {
  const engine = place.database === undefined ? 'sqlite' : 'postgres'
  const dialect =
    place.database === undefined
      ? sqliteDialect(join(place.dataDir, 'occtet.db'))
      : postgresDialect(place.database)
  const db = new Kysely<Tables>({ dialect })
  try {
    await migrate(db, engine, steps)
    const tables = new Set(await listTables(db))
    await db.transaction().execute(async (tx) => {
      const any = tx as unknown as Transaction<Record<string, Record<string, unknown>>>
      // Rows of one table may name rows of a table that comes later: references are checked at the end.
      const enforce = engine === 'sqlite' ? await deferInFile(tx) : await deferInPostgres(tx)
      await fill(async (table, rows) => {
        if (rows.length > 0) await any.insertInto(table).values(rows).execute()
      }, tables)
      await enforce()
      if (engine === 'postgres') await continueCounting(tx)
    })
    await migrate(db, engine)
  } finally {
    await db.destroy()
  }
}

async function deferInFile(tx: Transaction<Tables>): Promise<() => Promise<void>> {
  await sql`pragma defer_foreign_keys = on`.execute(tx)
  return async () => Promise.resolve()
}

/** Taken away, and put back over all rows at the end; all within the transaction. */
async function deferInPostgres(tx: Transaction<Tables>): Promise<() => Promise<void>> {
  const { rows } = await sql<{ readonly name: string; readonly of: string; readonly says: string }>`
    select conname as name, relname as of, pg_get_constraintdef(c.oid) as says
    from pg_constraint c join pg_class r on r.oid = c.conrelid
    where contype = 'f' and connamespace = current_schema()::regnamespace`.execute(tx)
  for (const { name, of } of rows) {
    await sql`alter table ${sql.table(of)} drop constraint ${sql.ref(name)}`.execute(tx)
  }
  return async () => {
    for (const { name, of, says } of rows) {
      await sql`alter table ${sql.table(of)} add constraint ${sql.ref(name)} ${sql.raw(says)}`.execute(tx)
    }
  }
}

async function continueCounting(tx: Transaction<Tables>): Promise<void> {
  for (const [table, column] of counted) {
    await sql`select setval(pg_get_serial_sequence(${table}, ${column}),
      coalesce((select max(${sql.ref(column)}) from ${sql.table(table)}), 0) + 1, false)`.execute(tx)
  }
}
