/** What the database can refuse or fail at; caught once, by the kernel. */

export type StoreErrorCode =
  /** Made by a newer version of the program. */
  | 'DATABASE_NEWER'
  /** It could not be brought to the form that this program needs; nothing was changed. */
  | 'MIGRATION_FAILED'
  /** The row, or its name, is there already. */
  | 'UNIQUE_VIOLATED'
  /** Names a row that is not there, or is named by others. */
  | 'REFERENCE_VIOLATED'
  /** Another process holds the database for too long. */
  | 'DATABASE_BUSY'
  /** Disk, network, or a query that it does not understand; see `cause`. */
  | 'DATABASE_FAILED'

export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** By the engines' own codes: SQLSTATE of PostgreSQL, result codes of SQLite. The message holds no values. */
export function toStoreError(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause
  const code = codeOf(cause)
  return new StoreError(code, words[code], { cause })
}

const words = {
  UNIQUE_VIOLATED: 'this is in the database already',
  REFERENCE_VIOLATED: 'the row that is meant is not there, or others name it',
  DATABASE_BUSY: 'another process holds the database',
  DATABASE_FAILED: 'the database failed',
} as const

const sqlstates: Readonly<Record<string, keyof typeof words>> = {
  '23505': 'UNIQUE_VIOLATED',
  '23503': 'REFERENCE_VIOLATED',
  '55P03': 'DATABASE_BUSY',
}

/** SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY, _ROWID; _FOREIGNKEY; SQLITE_BUSY, SQLITE_LOCKED. */
const resultCodes: Readonly<Record<number, keyof typeof words>> = {
  2067: 'UNIQUE_VIOLATED',
  1555: 'UNIQUE_VIOLATED',
  2579: 'UNIQUE_VIOLATED',
  787: 'REFERENCE_VIOLATED',
  5: 'DATABASE_BUSY',
  6: 'DATABASE_BUSY',
}

function codeOf(cause: unknown): keyof typeof words {
  const about = (cause ?? {}) as Readonly<Record<string, unknown>>
  const state = about['code']
  const known = typeof state === 'string' ? sqlstates[state] : undefined
  if (known !== undefined) return known
  const number = about['sqliteExtendedCode'] ?? about['errcode'] ?? about['sqliteCode']
  return (typeof number === 'number' ? resultCodes[number] : undefined) ?? 'DATABASE_FAILED'
}
