/** Records that come otherwise than in an archive of their own, gathered into one temporary file, so that all later steps see one kind of input. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { guard, type OpenFile, openFile } from './files.ts'
import { type EntryTable, entryFlags, tableOf } from './entry-table.ts'

export interface Spool {
  readonly file: OpenFile
  readonly table: EntryTable
  readonly path: string
}

export interface SpoolWriter {
  /** `name` is untrusted and shown in messages only. */
  readonly put: (bytes: Uint8Array, name: string) => void
  /** Records so far. */
  readonly count: () => number
  readonly finish: () => Spool
  /** Instead of `finish`: nothing stays. */
  readonly discard: () => void
}

export function createSpool(path: string): SpoolWriter {
  const sizes: number[] = []
  const names: string[] = []
  const fd = guard(path, () => openSync(path, 'w', 0o600))
  return {
    put: (bytes, name) => {
      guard(path, () => {
        let done = 0
        while (done < bytes.length) done += writeSync(fd, bytes, done)
      })
      sizes.push(bytes.length)
      names.push(name)
    },
    count: () => sizes.length,
    finish: () => {
      closeSync(fd)
      return { file: openFile(path), table: toTable(sizes, names), path }
    },
    discard: () => {
      closeSync(fd)
      rmSync(path, { force: true })
    },
  }
}

export function dropSpool(spool: Spool): void {
  spool.file.close()
  rmSync(spool.path, { force: true })
}

function toTable(sizes: readonly number[], names: readonly string[]): EntryTable {
  const offset = new Float64Array(sizes.length)
  let end = 0
  for (const [at, size] of sizes.entries()) {
    offset[at] = end
    end += size
  }
  const columns = {
    offset,
    packed: Float64Array.from(sizes),
    size: Float64Array.from(sizes),
    crc: new Uint32Array(sizes.length),
    flags: new Uint8Array(sizes.length).fill(entryFlags.bare | entryFlags.unchecked),
    end,
  }
  return tableOf(columns, (at) => names[at] ?? '')
}
