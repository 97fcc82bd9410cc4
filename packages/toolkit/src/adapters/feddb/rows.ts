/**
 * Rows of the package index on their way from the parsing threads to the segment: one buffer per chunk.
 *
 *     ordinal u32 | bucket u16 | fingerprint u32 | key length u16 | row length u32 | key | row
 */
import type { Place } from '../../advisories/index.ts'

export interface Row {
  /** Number of the entry within the feed. */
  readonly ordinal: number
  readonly place: Place
  readonly key: string
  readonly row: string
}

export interface RowWriter {
  readonly add: (row: Row) => void
  /** Bytes so far; `reset` goes back to such a mark. */
  readonly mark: () => number
  readonly reset: (mark: number) => void
  /** The rows in a buffer of their own. */
  readonly take: () => Uint8Array<ArrayBuffer>
}

/** A row within a buffer of rows. */
export interface StoredRow {
  readonly ordinal: number
  readonly place: Place
  readonly key: string
  readonly row: Uint8Array
}

const HEAD_BYTES = 16

export function createRowWriter(): RowWriter {
  let buffer = Buffer.allocUnsafe(1 << 20)
  let used = 0
  return {
    add: ({ ordinal, place, key, row }) => {
      // Three bytes a code unit is the most that UTF-8 takes.
      const needed = used + HEAD_BYTES + key.length + 3 * row.length
      if (needed > buffer.length) {
        const larger = Buffer.allocUnsafe(Math.max(2 * buffer.length, needed))
        buffer.copy(larger, 0, 0, used)
        buffer = larger
      }
      const keyLength = buffer.write(key, used + HEAD_BYTES, 'latin1')
      const rowLength = buffer.write(row, used + HEAD_BYTES + keyLength, 'utf8')
      buffer.writeUInt32LE(ordinal, used)
      buffer.writeUInt16LE(place.bucket, used + 4)
      buffer.writeUInt32LE(place.fingerprint, used + 6)
      buffer.writeUInt16LE(keyLength, used + 10)
      buffer.writeUInt32LE(rowLength, used + 12)
      used += HEAD_BYTES + keyLength + rowLength
    },
    mark: () => used,
    reset: (mark) => {
      used = mark
    },
    take: () => new Uint8Array(buffer.subarray(0, used)),
  }
}

/** Rows in the buffer's order. */
export function readRows(bytes: Uint8Array, take: (row: StoredRow) => void): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at < buffer.length) {
    const keyEnd = at + HEAD_BYTES + buffer.readUInt16LE(at + 10)
    const rowEnd = keyEnd + buffer.readUInt32LE(at + 12)
    take({
      ordinal: buffer.readUInt32LE(at),
      place: { bucket: buffer.readUInt16LE(at + 4), fingerprint: buffer.readUInt32LE(at + 6) },
      key: buffer.toString('latin1', at + HEAD_BYTES, keyEnd),
      row: buffer.subarray(keyEnd, rowEnd),
    })
    at = rowEnd
  }
}
