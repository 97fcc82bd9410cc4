/** Rows of one feed until its index is written: in memory at first, on disk once they are many. */
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { guard } from './files.ts'
import { bucketAt, rowEndAt } from './rows.ts'

export interface RowStore {
  readonly add: (rows: Uint8Array) => void
  readonly bytes: () => number
  /** Buffers of whole rows: at least those whose bucket is in [from, to). May be called again for other buckets. */
  readonly read: (from: number, to: number) => readonly Buffer[]
  readonly drop: () => void
}

/** Bytes that stay in memory. */
const MAX_IN_MEMORY = 64 * 1024 * 1024

/** `path` is a temporary file, made only when needed. */
export function createRowStore(path: string): RowStore {
  const inMemory: Buffer[] = []
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
      const isFull = total - spilled + rows.length > MAX_IN_MEMORY
      if (isFull) guard(path, () => spill(rows))
      else inMemory.push(Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength))
      total += rows.length
    },
    read: (from, to) => {
      let offset = 0
      const readBack = onDisk.map((length) => {
        const rows = readBytes(path, { fd: fd ?? -1, offset, length })
        offset += length
        return selectRows(rows, from, to)
      })
      return [...inMemory, ...readBack]
    },
    drop: () => {
      inMemory.length = 0
      if (fd !== undefined) closeSync(fd)
      fd = undefined
      rmSync(path, { force: true })
    },
  }
}

/** Copied, so that a pass over few buckets does not keep the rows of all others in memory. */
function selectRows(rows: Buffer, from: number, to: number): Buffer {
  const parts: Buffer[] = []
  let next = 0
  for (let at = 0; at < rows.length; at = next) {
    next = rowEndAt(rows, at)
    const bucket = bucketAt(rows, at)
    if (bucket >= from && bucket < to) parts.push(rows.subarray(at, next))
  }
  return Buffer.concat(parts)
}

function readBytes(path: string, from: { fd: number; offset: number; length: number }): Buffer {
  const bytes = Buffer.allocUnsafeSlow(from.length)
  let done = 0
  while (done < from.length) {
    const count = guard(path, () => readSync(from.fd, bytes, done, from.length - done, from.offset + done))
    if (count === 0) throw new Error(`${path}: the temporary file was cut short`)
    done += count
  }
  return bytes
}
