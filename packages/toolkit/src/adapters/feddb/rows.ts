/**
 * Rows of an index on their way from the parsing threads to the segment: one buffer per chunk.
 *
 *     ordinal u32 | bucket u16 | key length u16 | fingerprint u32 | row length u32 | key | row
 */
import type { Place } from '../../advisories/index.ts'

export interface Row {
  /** Number of the entry within the feed. */
  readonly ordinal: number
  readonly place: Place
  /** At most 65,535 bytes. */
  readonly key: string
  /** ASCII where it is text. */
  readonly row: string | Uint8Array
}

export interface RowWriter {
  readonly add: (row: Row) => void
  /** Bytes so far; `reset` goes back to such a mark. */
  readonly mark: () => number
  readonly reset: (mark: number) => void
  /** All rows; `target` has as many bytes as `mark` says. */
  readonly copyTo: (target: Uint8Array) => void
}

export const ROW_HEAD = 16

const LEAST = 256 * 1024
/** A writer that once held more begins anew. */
const MOST_KEPT = 4 * 1024 * 1024

export function createRowWriter(): RowWriter {
  let buffer = Buffer.allocUnsafeSlow(LEAST)
  let used = 0
  return {
    add: ({ ordinal, place, key, row }) => {
      // Three bytes a code unit is the most that UTF-8 takes.
      const needed = used + ROW_HEAD + 3 * key.length + row.length
      if (needed > buffer.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(2 * buffer.length, needed))
        buffer.copy(larger, 0, 0, used)
        buffer = larger
      }
      const keyLength = buffer.write(key, used + ROW_HEAD, 'utf8')
      const rowLength = row.length
      if (typeof row === 'string') buffer.write(row, used + ROW_HEAD + keyLength, 'latin1')
      else buffer.set(row, used + ROW_HEAD + keyLength)
      buffer.writeUInt32LE(ordinal, used)
      buffer.writeUInt16LE(place.bucket, used + 4)
      buffer.writeUInt16LE(keyLength, used + 6)
      buffer.writeUInt32LE(place.fingerprint, used + 8)
      buffer.writeUInt32LE(rowLength, used + 12)
      used += ROW_HEAD + keyLength + rowLength
    },
    mark: () => used,
    reset: (mark) => {
      used = mark
      if (mark === 0 && buffer.length > MOST_KEPT) buffer = Buffer.allocUnsafeSlow(LEAST)
    },
    copyTo: (target) => target.set(buffer.subarray(0, used)),
  }
}

export function ordinalAt(rows: Buffer, at: number): number {
  return rows.readUInt32LE(at)
}

export function bucketAt(rows: Buffer, at: number): number {
  return rows.readUInt16LE(at + 4)
}

export function fingerprintAt(rows: Buffer, at: number): number {
  return rows.readUInt32LE(at + 8)
}

/** Where the key of the row ends and its text begins. */
export function keyEndAt(rows: Buffer, at: number): number {
  return at + ROW_HEAD + rows.readUInt16LE(at + 6)
}

/** Where the next row begins. */
export function rowEndAt(rows: Buffer, at: number): number {
  return keyEndAt(rows, at) + rows.readUInt32LE(at + 12)
}
