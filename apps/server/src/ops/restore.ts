/** Restores a backup into an empty place: all of it, or nothing. The whole file is checked before anything is written. */
import { createReadStream, existsSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs'
import { closeSync, fsyncSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { type AnyRow, fillDatabase, type Insert, isUnused } from '../db/copy.ts'
import { migrations } from '../db/migrations/index.ts'
import type { StorePlace } from '../db/open.ts'
import { type SealedCounts, SealedTally } from '../db/sealed.ts'
import {
  backupKey,
  type BackupLine,
  backupLine,
  fromBackupRow,
  isBackupPath,
  LineDigest,
} from './backup-form.ts'

export interface RestoreError {
  readonly code: 'BACKUP_INVALID' | 'BACKUP_NEWER' | 'PLACE_USED'
  readonly message: string
}

export interface RestoreReport {
  readonly createdAt: string
  readonly rows: number
  readonly files: number
  /** Whether the key that opens sealed secrets was in it. */
  readonly hasKey: boolean
  /** What needs that key. */
  readonly sealed: SealedCounts
}

const ROWS_AT_ONCE = 200

/** Hostile until its digest holds; then trusted as whoever wrote it. Throws StoreError, or the system's error of the disk. */
export async function restoreBackup(
  place: StorePlace,
  from: string,
): Promise<Result<RestoreReport, RestoreError>> {
  const checked = await checkBackup(from)
  if (!checked.ok) return checked
  if (!(await isEmpty(place))) {
    const message =
      'expected an empty data folder and an empty database: a restore never mixes with what is there'
    return err({ code: 'PLACE_USED', message })
  }
  mkdirSync(place.dataDir, { recursive: true, mode: 0o700 })
  try {
    await fillDatabase(place, checked.value.steps, async (insert, tables) => writeRows(from, insert, tables))
    await writeFiles(from, place.dataDir)
  } catch (cause) {
    // The place was empty before: an embedded database goes again, PostgreSQL took its transaction back.
    for (const name of readdirSync(place.dataDir))
      rmSync(join(place.dataDir, name), { recursive: true, force: true })
    throw cause
  }
  const { steps: _, ...report } = checked.value
  return ok(report)
}

async function isEmpty(place: StorePlace): Promise<boolean> {
  const isFolderEmpty = !existsSync(place.dataDir) || readdirSync(place.dataDir).length === 0
  return isFolderEmpty && (await isUnused(place))
}

interface CheckedBackup extends RestoreReport {
  readonly steps: readonly string[]
}

async function checkBackup(from: string): Promise<Result<CheckedBackup, RestoreError>> {
  const check = new Check()
  try {
    for await (const text of linesOf(from)) {
      const fault = check.add(text)
      if (fault !== undefined) return invalid(fault)
    }
  } catch (cause) {
    // What the disk refused is no fault of the backup.
    if (cause instanceof Error && 'syscall' in cause) throw cause
    return invalid('it is not a whole gzip file')
  }
  return check.end()
}

type Head = Extract<BackupLine, { kind: 'head' }>
type End = Extract<BackupLine, { kind: 'end' }>

/** Reads the lines once, and says what is wrong with them. */
class Check {
  readonly #digest = new LineDigest()
  #rows = 0
  #files = 0
  #head: Head | undefined
  #end: End | undefined
  #hasKey = false
  readonly #tally = new SealedTally()

  add(text: string): string | undefined {
    const line = readLine(text)
    if (line === undefined || this.#end !== undefined) return 'a line that is not expected there'
    if ((line.kind === 'head') !== (this.#head === undefined)) return 'it does not begin as a backup does'
    if (line.kind === 'file' && !isBackupPath(line.path)) return 'a path that leads out of the data folder'
    if (line.kind === 'end') this.#end = line
    else this.#digest.add(text)
    if (line.kind === 'head') this.#head = line
    this.#count(line)
    return undefined
  }

  #count(line: BackupLine): void {
    if (line.kind === 'row') {
      this.#rows++
      this.#tally.add(line.table, line.row)
    }
    if (line.kind === 'file' && line.path === backupKey) this.#hasKey = true
    if (line.kind === 'file' && line.piece === 0) this.#files++
  }

  end(): Result<CheckedBackup, RestoreError> {
    const head = this.#head
    const end = this.#end
    if (head === undefined || end === undefined) return invalid('it ends too early')
    const holds = end.sha256 === this.#digest.end() && end.rows === this.#rows && end.files === this.#files
    if (!holds) return invalid('it was changed or damaged after it was written')
    const unknown = head.migrations.find((name) => !Object.hasOwn(migrations, name))
    if (unknown !== undefined) {
      const message = `this backup was written by a newer version of OCCTET (it has ${unknown}); restore it with that one`
      return err({ code: 'BACKUP_NEWER', message })
    }
    return ok({
      createdAt: head.createdAt,
      rows: this.#rows,
      files: this.#files,
      hasKey: this.#hasKey,
      sealed: this.#tally.counts,
      steps: head.migrations,
    })
  }
}

function invalid(why: string): Result<never, RestoreError> {
  return err({ code: 'BACKUP_INVALID', message: `this is no backup that can be trusted: ${why}` })
}

function readLine(text: string): BackupLine | undefined {
  try {
    const parsed = backupLine.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

async function* linesOf(from: string): AsyncIterable<string> {
  const file = createReadStream(from)
  const gunzip = createGunzip()
  file.on('error', (cause) => gunzip.destroy(cause))
  yield* createInterface({ input: file.pipe(gunzip), crlfDelay: Number.POSITIVE_INFINITY })
}

async function writeRows(from: string, insert: Insert, tables: ReadonlySet<string>): Promise<void> {
  let batch: AnyRow[] = []
  let table = ''
  const flush = async (): Promise<void> => {
    await insert(table, batch)
    batch = []
  }
  for await (const text of linesOf(from)) {
    const line = readLine(text)
    if (line?.kind !== 'row') continue
    if (!tables.has(line.table)) throw new Error('a backup with a table that its own steps do not make')
    if (line.table !== table || batch.length >= ROWS_AT_ONCE) await flush()
    table = line.table
    batch.push(fromBackupRow(line.row))
  }
  await flush()
}

async function writeFiles(from: string, dataDir: string): Promise<void> {
  let opened: { readonly path: string; readonly fd: number } | undefined
  const close = (): void => {
    if (opened === undefined) return
    fsyncSync(opened.fd)
    closeSync(opened.fd)
    opened = undefined
  }
  for await (const text of linesOf(from)) {
    const line = readLine(text)
    if (line?.kind !== 'file') continue
    if (opened?.path !== line.path) {
      close()
      const path = join(dataDir, line.path)
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      opened = { path: line.path, fd: openSync(path, 'wx', line.mode & 0o700) }
    }
    writeSync(opened.fd, Buffer.from(line.bytes, 'base64'))
  }
  close()
}
