/** One SQLite for every Node that we support: the built-in one where it can do what we need, else the same API as a package. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'

export type SqliteConnection = Pick<DatabaseSyncInstance, 'close' | 'exec' | 'prepare'>

/** Trusted: whoever can write the file can change everything that the server knows. */
export async function openSqlite(path: string): Promise<SqliteConnection> {
  const Database = await findDatabase()
  const connection = new Database(path)
  connection.exec('pragma busy_timeout = 5000')
  connection.exec('pragma journal_mode = wal')
  // Durable when a commit returns, also when the power fails (synchronous=FULL is one sync of the log a commit).
  connection.exec('pragma synchronous = full')
  connection.exec('pragma foreign_keys = on')
  // Short, for it stops the whole process; who writes asks again (`sqlite-dialect.ts`).
  connection.exec('pragma busy_timeout = 50')
  connection.exec('pragma cache_size = -32000')
  return connection
}

type DatabaseClass = new (path: string) => SqliteConnection

/** Asked for by ability, not by version: `columns` came to the built-in one later than the module itself. */
async function findDatabase(): Promise<DatabaseClass> {
  const builtIn = process.getBuiltinModule?.('node:sqlite') as
    | { readonly DatabaseSync: DatabaseClass; readonly StatementSync: { readonly prototype: object } }
    | undefined
  if (builtIn !== undefined && 'columns' in builtIn.StatementSync.prototype) return builtIn.DatabaseSync
  const { DatabaseSync } = await import('@photostructure/sqlite')
  return DatabaseSync
}
