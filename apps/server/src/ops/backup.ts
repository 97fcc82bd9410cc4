/** Writes a backup while the server runs: one consistent moment of the database, then ledgers that are at least as new. */
import { createWriteStream, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { createGzip, type Gzip } from 'node:zlib'
import { type Snapshot, withSnapshot } from '../db/copy.ts'
import type { StorePlace } from '../db/open.ts'
import { migrations } from '../db/migrations/index.ts'
import { type SealedCounts, SealedTally } from '../db/sealed.ts'
import {
  backupFolders,
  backupKey,
  type BackupLine,
  backupSchema,
  LineDigest,
  toBackupRow,
} from './backup-form.ts'
import type { SecretKeyPlace } from './secret-key.ts'

export interface BackupReport {
  readonly rows: number
  readonly files: number
  /** Of the file written. */
  readonly bytes: number
  /** Whether the key is in it. `elsewhere`: a setting gives it, so it is not in the data folder. */
  readonly key: 'included' | 'left-out' | 'elsewhere' | 'none'
  /** What nobody can use again without the key. */
  readonly sealed: SealedCounts
}

export interface BackupWish {
  readonly to: string
  readonly now: string
  /** For a backup that is kept where its reader must not have the secrets. */
  readonly withoutKey?: boolean
}

const ROWS_AT_ONCE = 2000
const BLOBS_AT_ONCE = 8
const PIECE = 1024 * 1024

/**
 * `to` is there whole or not at all. It holds keys and personal data: mode 0600. Throws StoreError, or the system's error
 * where the file cannot be written.
 */
export async function writeBackup(
  place: StorePlace & Omit<SecretKeyPlace, 'dataDir'>,
  { to, now, withoutKey = false }: BackupWish,
): Promise<BackupReport> {
  const key = whereKey(place, withoutKey)
  const part = `${to}.part`
  const file = createWriteStream(part, { mode: 0o600, flags: 'wx' })
  const gzip = createGzip({ level: 6 })
  gzip.pipe(file)
  const done = finished(file)
  const lines = new Lines(gzip)
  try {
    await lines.add({
      kind: 'head',
      schema: backupSchema,
      createdAt: now,
      migrations: Object.keys(migrations),
    })
    await withSnapshot(place, async (snapshot) => writeTables(snapshot, lines))
    if (key === 'included') await writeFile(place.dataDir, backupKey, lines)
    await writeFiles(place.dataDir, lines)
    await lines.end()
    gzip.end()
    await done
    await finish(part, to)
  } catch (cause) {
    gzip.destroy()
    file.destroy()
    rmSync(part, { force: true })
    throw cause
  }
  const { rows, files, sealed } = lines
  return { rows, files, bytes: statSync(to).size, key, sealed }
}

function whereKey(
  { dataDir, secretKey, secretKeyFile }: SecretKeyPlace,
  withoutKey: boolean,
): BackupReport['key'] {
  if (secretKey !== undefined || secretKeyFile !== undefined) return 'elsewhere'
  if (!existsSync(join(dataDir, backupKey))) return 'none'
  return withoutKey ? 'left-out' : 'included'
}

async function finish(part: string, to: string): Promise<void> {
  const handle = await open(part, 'r+')
  await handle.sync()
  await handle.close()
  await rename(part, to)
}

async function writeTables({ tables, rows }: Snapshot, lines: Lines): Promise<void> {
  for (const table of tables) {
    for await (const row of rows(table, table === 'blob' ? BLOBS_AT_ONCE : ROWS_AT_ONCE)) {
      await lines.add({ kind: 'row', table, row: toBackupRow(row) })
    }
  }
}

/** Ledgers after the database: an event that is in the log but not marked in the outbox is recognised when it comes again. */
async function writeFiles(dataDir: string, lines: Lines): Promise<void> {
  for (const folder of backupFolders) {
    for (const path of listFiles(dataDir, folder)) await writeFile(dataDir, path, lines)
  }
}

async function writeFile(dataDir: string, path: string, lines: Lines): Promise<void> {
  const mode = statSync(join(dataDir, path)).mode & 0o777
  const bytes = readFileSync(join(dataDir, path))
  for (let at = 0, piece = 0; at < bytes.length || piece === 0; at += PIECE, piece++) {
    const part = bytes.subarray(at, at + PIECE).toString('base64')
    await lines.add({ kind: 'file', path, mode, piece, bytes: part })
  }
}

function listFiles(dataDir: string, folder: string): readonly string[] {
  if (!existsSync(join(dataDir, folder))) return []
  return readdirSync(join(dataDir, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:tmp|lock)$/.test(entry.name))
    .map((entry) => relative(dataDir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

class Lines {
  rows = 0
  files = 0
  readonly #out: Gzip
  readonly #digest = new LineDigest()
  readonly #tally = new SealedTally()

  constructor(out: Gzip) {
    this.#out = out
  }

  async add(line: BackupLine): Promise<void> {
    if (line.kind === 'row') {
      this.rows++
      this.#tally.add(line.table, line.row)
    }
    if (line.kind === 'file' && line.piece === 0) this.files++
    const text = JSON.stringify(line)
    this.#digest.add(text)
    if (!this.#out.write(`${text}\n`)) await once(this.#out, 'drain')
  }

  get sealed(): SealedCounts {
    return this.#tally.counts
  }

  async end(): Promise<void> {
    const line: BackupLine = { kind: 'end', rows: this.rows, files: this.files, sha256: this.#digest.end() }
    if (!this.#out.write(`${JSON.stringify(line)}\n`)) await once(this.#out, 'drain')
  }
}
