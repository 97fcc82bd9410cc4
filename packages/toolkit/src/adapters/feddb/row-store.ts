/** Rows of one feed until its index is written: in memory at first, on disk once they are many. */
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { guard } from './files.ts'
import { readRows, type StoredRow } from './rows.ts'

export interface RowStore {
  readonly add: (rows: Uint8Array) => void
  readonly bytes: () => number
  /** Rows whose bucket is in [from, to); they stay valid. May be called again for other buckets. */
  readonly read: (from: number, to: number, take: (row: StoredRow) => void) => void
  readonly drop: () => void
}

/** Bytes that stay in memory. */
const MAX_IN_MEMORY = 64 * 1024 * 1024

/** `path` is a temporary file, made only when needed. */
export function createRowStore(path: string): RowStore {
  const inMemory: Uint8Array[] = []
  const onDisk: number[] = []
  let fd: number | undefined
  let total = 0
  let spilled = 0
  const spill = (rows: Uint8Array): void => {
    const file = (fd ??= openSync(path, 'w+', 0o600))
    let done = 0
    while (done < rows.length) done += writeSync(file, rows, done, rows.length - done, spilled + done)
    spilled += rows.length
    onDisk.push(rows.length)
  }
  return {
    bytes: () => total,
    add: (rows) => {
      if (total - spilled + rows.length <= MAX_IN_MEMORY) inMemory.push(rows)
      else guard(path, () => spill(rows))
      total += rows.length
    },
    read: (from, to, take) => {
      const pick = (row: StoredRow): void => {
        if (row.place.bucket >= from && row.place.bucket < to) take(row)
      }
      for (const rows of inMemory) readRows(rows, pick)
      let offset = 0
      for (const length of onDisk) {
        const rows = readBack(path, { fd: fd ?? -1, offset, length })
        // Copied, so that the rows do not keep the rest of their chunk in memory.
        readRows(rows, (row) => pick({ ...row, row: Buffer.from(row.row) }))
        offset += length
      }
    },
    drop: () => {
      inMemory.length = 0
      if (fd !== undefined) closeSync(fd)
      fd = undefined
      rmSync(path, { force: true })
    },
  }
}

function readBack(path: string, from: { fd: number; offset: number; length: number }): Buffer {
  const bytes = Buffer.allocUnsafe(from.length)
  let done = 0
  while (done < from.length) {
    const count = guard(path, () => readSync(from.fd, bytes, done, from.length - done, from.offset + done))
    if (count === 0) throw new Error(`${path}: the temporary file was cut short`)
    done += count
  }
  return bytes
}
