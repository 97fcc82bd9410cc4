/**
 * A backup: gzip of lines of JSON. First the head, then every row of every table, then every file of ledgers and secrets in
 * pieces, then the end with the digest of all lines before it. Nothing of one database engine is in it, so that a backup of
 * the embedded database can be restored into PostgreSQL and the other way round.
 */
import { createHash, type Hash } from 'node:crypto'
import * as z from 'zod/mini'

export const backupSchema = 'occtet.backup/1'

/** Bytes in a row or a file. */
const bytes = z.strictObject({ $bytes: z.string() })
const value = z.union([z.string(), z.number(), z.null(), bytes])

export const backupLine = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('head'),
    schema: z.literal(backupSchema),
    createdAt: z.string(),
    /** Steps of the database's form, by name. */
    migrations: z.array(z.string()),
  }),
  z.strictObject({ kind: z.literal('row'), table: z.string(), row: z.record(z.string(), value) }),
  /** The pieces of one file follow each other; `mode`: its permissions. */
  z.strictObject({
    kind: z.literal('file'),
    path: z.string(),
    mode: z.int(),
    piece: z.int(),
    bytes: z.string(),
  }),
  z.strictObject({ kind: z.literal('end'), rows: z.int(), files: z.int(), sha256: z.string() }),
])

export type BackupLine = z.infer<typeof backupLine>
export type BackupRow = Extract<BackupLine, { kind: 'row' }>['row']

/** Columns as databases give them. */
export type Column = string | number | bigint | Uint8Array | null

export function toBackupRow(row: Readonly<Record<string, unknown>>): BackupRow {
  return Object.fromEntries(Object.entries(row).map(([name, column]) => [name, toValue(name, column)]))
}

function toValue(name: string, column: unknown): BackupRow[string] {
  if (column === null || typeof column === 'string' || typeof column === 'number') return column
  if (typeof column === 'bigint') return Number(column)
  if (column instanceof Uint8Array) return { $bytes: Buffer.from(column).toString('base64') }
  throw new Error(`a column ${name} of a kind that no backup can hold`)
}

export function fromBackupRow(row: BackupRow): Record<string, Column> {
  return Object.fromEntries(
    Object.entries(row).map(([name, one]) => [
      name,
      typeof one === 'object' && one !== null ? Buffer.from(one.$bytes, 'base64') : one,
    ]),
  )
}

/** Digest of all lines before the end, each with its line break. */
export class LineDigest {
  readonly #hash: Hash = createHash('sha256')

  add(line: string): void {
    this.#hash.update(line).update('\n')
  }

  end(): string {
    return this.#hash.digest('hex')
  }
}

/** What is taken from the data folder beside the database: ledgers, their keys, the keys of reviews. */
export const backupFolders = ['secrets', 'ledger', 'review-keys'] as const
/** Opens what is sealed in the database. */
export const backupKey = 'secret.key'

/** The key, or a file in one of those folders; nothing else. */
export function isBackupPath(path: string): boolean {
  const names = path.split('/')
  if (path === backupKey) return true
  return (
    backupFolders.some((folder) => folder === names[0]) &&
    names.length > 1 &&
    names.every((name) => /^[A-Za-z0-9._~@+=-]+$/.test(name) && !/^\.+$/.test(name))
  )
}
