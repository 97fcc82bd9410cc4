/**
 * Kysely on SQLite with two connections: one writes, in one transaction at a time; one reads, and never waits for it. SQLite
 * itself runs each statement without a pause, so a statement that waits for nothing needs no lock of ours.
 */
import { setTimeout } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { isInChange } from './in-change.ts'
import { StoreError, toStoreError } from './errors.ts'
import { openSqlite, type SqliteConnection } from './sqlite-engine.ts'

export function sqliteDialect(path: string): Dialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => new SqliteDriver(path),
    createIntrospector: (db: Kysely<unknown>): DatabaseIntrospector => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/** SQLite can undo changes of tables; so a failed migration leaves nothing, and two programs do not migrate at once. */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

type Statement = ReturnType<SqliteConnection['prepare']>
type Value = string | number | bigint | null | Uint8Array

const MOST_STATEMENTS = 300

class Prepared {
  readonly connection: SqliteConnection
  readonly #statements = new Map<string, { readonly statement: Statement; readonly isReader: boolean }>()

  constructor(connection: SqliteConnection) {
    this.connection = connection
  }

  run({ sql, parameters }: CompiledQuery): QueryResult<unknown> {
    try {
      const { statement, isReader } = this.#prepare(sql)
      if (isReader) return { rows: statement.all(...(parameters as readonly Value[])) }
      const { changes } = statement.run(...(parameters as readonly Value[]))
      return { rows: [], numAffectedRows: BigInt(changes) }
    } catch (cause) {
      throw toStoreError(cause)
    }
  }

  #prepare(sql: string): { readonly statement: Statement; readonly isReader: boolean } {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.connection.prepare(sql)
    const made = { statement, isReader: statement.columns().length > 0 }
    const [oldest] = this.#statements.keys()
    if (this.#statements.size >= MOST_STATEMENTS && oldest !== undefined) this.#statements.delete(oldest)
    this.#statements.set(sql, made)
    return made
  }
}

class SqliteDriver implements Driver {
  readonly #path: string
  #parts: { readonly writer: Prepared; readonly reader: Prepared } | undefined
  readonly #turn = new Turn()

  constructor(path: string) {
    this.#path = path
  }

  async init(): Promise<void> {
    const writer = new Prepared(await openSqlite(this.#path))
    this.#parts = { writer, reader: new Prepared(await openSqlite(this.#path)) }
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#parts === undefined) throw new Error('the driver was not started')
    return await Promise.resolve(new Connection({ ...this.#parts, turn: this.#turn }))
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as Connection).begin()
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    ;(connection as Connection).end('commit')
    await Promise.resolve()
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    ;(connection as Connection).end('rollback')
    await Promise.resolve()
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    ;(connection as Connection).release()
    await Promise.resolve()
  }

  async destroy(): Promise<void> {
    this.#parts?.reader.connection.close()
    this.#parts?.writer.connection.close()
    this.#parts = undefined
    await Promise.resolve()
  }
}

const MOST_WAIT = 10_000

/** Another process may write to the same file; requests go on while this one waits. Throws DATABASE_BUSY after ten seconds. */
async function untilFree<T>(work: () => T): Promise<T> {
  const end = performance.now() + MOST_WAIT
  for (;;) {
    try {
      return work()
    } catch (cause) {
      const isBusy = cause instanceof StoreError && cause.code === 'DATABASE_BUSY'
      if (!isBusy || performance.now() > end) throw cause
    }
    await setTimeout(5)
  }
}

/** What one query, or one transaction, holds. */
class Connection implements DatabaseConnection {
  readonly #parts: { readonly writer: Prepared; readonly reader: Prepared; readonly turn: Turn }
  #isInTransaction = false

  constructor(parts: { readonly writer: Prepared; readonly reader: Prepared; readonly turn: Turn }) {
    this.#parts = parts
  }

  async begin(): Promise<void> {
    if (isInChange()) throw new Error('a transaction inside a change: use the db of the change')
    await this.#parts.turn.take()
    try {
      // Takes the lock of the file now: a later upgrade could fail with work done.
      await untilFree(() => this.#parts.writer.run(CompiledQuery.raw('begin immediate')))
      this.#isInTransaction = true
    } catch (cause) {
      this.#parts.turn.give()
      throw cause
    }
  }

  end(how: 'commit' | 'rollback'): void {
    this.#parts.writer.run(CompiledQuery.raw(how))
    this.#isInTransaction = false
    this.#parts.turn.give()
  }

  /** A commit that failed and could not be rolled back must not hold up everybody. */
  release(): void {
    if (!this.#isInTransaction) return
    try {
      this.end('rollback')
    } catch {
      // SQLite has rolled back by itself already.
      this.#isInTransaction = false
      this.#parts.turn.give()
    }
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { writer, reader, turn } = this.#parts
    if (this.#isInTransaction) return await Promise.resolve(writer.run(query) as QueryResult<R>)
    if (SelectQueryNode.is(query.query)) return await Promise.resolve(reader.run(query) as QueryResult<R>)
    return await turn.hold(async () => untilFree(() => writer.run(query) as QueryResult<R>))
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('read in pages: a stream would hold the database open')
  }
}

/** One after the other, in order of asking. */
class Turn {
  #last: Promise<void> = Promise.resolve()
  #give: (() => void) | undefined

  async take(): Promise<void> {
    const before = this.#last
    let give: (() => void) | undefined
    this.#last = new Promise((resolve) => {
      give = resolve
    })
    await before
    this.#give = give
  }

  give(): void {
    const give = this.#give
    this.#give = undefined
    give?.()
  }

  async hold<T>(work: () => Promise<T>): Promise<T> {
    await this.take()
    try {
      return await work()
    } finally {
      this.give()
    }
  }
}
