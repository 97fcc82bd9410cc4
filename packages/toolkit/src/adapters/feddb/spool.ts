/** Plain records, gathered into one temporary file, so that all later steps see one kind of input. */
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import type { Issue } from '../../base/index.ts'
import { reasonOf } from './errors.ts'
import { guard, type OpenFile, openFile } from './files.ts'
import { type EntryTable, entryFlags } from './zip.ts'

export interface Spool {
  readonly file: OpenFile
  readonly table: EntryTable
  readonly path: string
  readonly issues: readonly Issue[]
}

/** Bytes of one plain file. */
const MAX_FILE = 64 * 1024 * 1024

/** An array of records becomes one entry per element, written anew; a single record keeps its bytes. */
export function spoolRecords(paths: readonly string[], path: string): Spool {
  const issues: Issue[] = []
  const sizes: number[] = []
  const names: string[] = []
  const fd = guard(path, () => openSync(path, 'w', 0o600))
  const put = (bytes: Uint8Array, name: string): void => {
    guard(path, () => {
      let done = 0
      while (done < bytes.length) done += writeSync(fd, bytes, done)
    })
    sizes.push(bytes.length)
    names.push(name)
  }
  for (const input of paths) {
    const bytes = readInput(input, issues)
    if (bytes === undefined) continue
    const elements = splitArray(bytes)
    if (elements === undefined) put(bytes, input)
    else
      for (const [at, element] of elements.entries())
        put(Buffer.from(JSON.stringify(element)), `${input}[${at}]`)
  }
  closeSync(fd)
  return { file: openFile(path), table: toTable(sizes, names), path, issues }
}

export function dropSpool(spool: Spool): void {
  spool.file.close()
  rmSync(spool.path, { force: true })
}

function readInput(path: string, issues: Issue[]): Buffer | undefined {
  try {
    const { size } = statSync(path)
    if (size <= MAX_FILE) return readFileSync(path)
    issues.push({
      code: 'FILE_TOO_LARGE',
      level: 'error',
      path,
      message: `has ${size} bytes; at most ${MAX_FILE} are read`,
      hint: 'put its records into a zip archive, one .json each',
    })
  } catch (cause) {
    issues.push({
      code: 'FILE_UNREADABLE',
      level: 'error',
      path,
      message: `cannot be read: ${reasonOf(cause)}`,
      hint: 'check the path and its permissions',
    })
  }
  return undefined
}

/** Undefined unless the text is a JSON array: anything else is judged later, as one record. */
function splitArray(bytes: Buffer): readonly unknown[] | undefined {
  if (!/^[\s\uFEFF]*\[/.test(bytes.subarray(0, 1024).toString('utf8'))) return undefined
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''))
    return Array.isArray(value) ? value : undefined
  } catch {
    // Kept whole: the reader of records counts it as NOT_JSON.
    return undefined
  }
}

function toTable(sizes: readonly number[], names: readonly string[]): EntryTable {
  const offset = new Float64Array(sizes.length)
  let end = 0
  for (const [at, size] of sizes.entries()) {
    offset[at] = end
    end += size
  }
  return {
    count: sizes.length,
    offset,
    packed: Float64Array.from(sizes),
    size: Float64Array.from(sizes),
    crc: new Uint32Array(sizes.length),
    flags: new Uint8Array(sizes.length).fill(entryFlags.bare | entryFlags.unchecked),
    end,
    nameOf: (at) => names[at] ?? '',
  }
}
