/** The records of a feed as frames: deflate streams copied where upstream sent such a stream, else stored blocks. */
import { crc32 } from 'node:zlib'
import type { RecordFrame } from '../../advisories/index.ts'
import type { Buffers } from './buffers.ts'
import type { KeyedRow } from './keyed-rows.ts'
import type { Container } from './layer-input.ts'
import { type RecordRow, readRecordRow } from './record-row.ts'
import { entryFlags } from './entry-table.ts'

export interface FrameReader {
  /** Of records' rows (record-row.ts). Digests are views of the rows, streams are overwritten by the next call. */
  readonly read: (versions: readonly KeyedRow[]) => readonly RecordFrame[]
  readonly drop: () => void
}

export interface FrameReaderOptions {
  readonly buffers: Buffers
  /** Few of the records will be asked for. */
  readonly isSparse: boolean
}

export function createFrameReader(
  containers: readonly Container[],
  { buffers, isSparse }: FrameReaderOptions,
): FrameReader {
  const packed = createPackedReader(containers, { buffers, isSparse })
  return {
    read: (versions) => {
      const rows = versions.map(({ ordinal, row }) => ({ ordinal, ...readRecordRow(row) }))
      packed.makeRoom(rows.reduce((sum, row) => sum + row.packed, 0))
      return rows.map((row) => toFrame(row, packed.read(row)))
    },
    drop: packed.drop,
  }
}

function toFrame({ digest, size, crc, flags, path }: RecordRow, bytes: Buffer): RecordFrame {
  return {
    digest,
    size,
    crc: (flags & entryFlags.unchecked) === 0 ? crc : crc32(bytes),
    path,
    packed: (flags & entryFlags.deflated) === 0 ? toStoredBlocks(bytes) : bytes,
  }
}

/** Files up to this size together are read at once: the order of the records is not that of the archive. */
const WHOLE = 16 * 1024 * 1024

interface PackedReader {
  /** Before reads of so many bytes, which make those before invalid. */
  readonly makeRoom: (bytes: number) => void
  readonly read: (place: Pick<RecordRow, 'offset' | 'packed'> & { readonly ordinal: number }) => Buffer
  readonly drop: () => void
}

function createPackedReader(
  containers: readonly Container[],
  { buffers, isSparse }: FrameReaderOptions,
): PackedReader {
  const isWhole = !isSparse && containers.reduce((sum, { file }) => sum + file.size, 0) <= WHOLE
  const whole = new Map<Container, Buffer<ArrayBuffer>>()
  let room = buffers.take(0)
  let used = 0
  const wholeOf = (container: Container): Buffer => {
    const known = whole.get(container)
    if (known !== undefined) return known
    const bytes = buffers.take(container.file.size)
    whole.set(container, bytes)
    container.file.readInto(bytes.subarray(0, container.file.size), 0)
    return bytes
  }
  return {
    makeRoom: (bytes) => {
      used = 0
      if (isWhole || bytes <= room.length) return
      buffers.give(room)
      room = buffers.take(bytes)
    },
    read: ({ ordinal, offset, packed }) => {
      const container = containers.findLast(({ first }) => first <= ordinal)
      if (container === undefined) throw new Error(`no file holds entry ${ordinal}`)
      if (isWhole) return wholeOf(container).subarray(offset, offset + packed)
      const bytes = room.subarray(used, used + packed)
      used += packed
      container.file.readInto(bytes, offset)
      return bytes
    },
    drop: () => {
      for (const bytes of [room, ...whole.values()]) buffers.give(bytes)
    },
  }
}

/** Bytes of a stored block (RFC 1951, section 3.2.4). */
const STORED_BLOCK = 65_535

/**
 * Stored, not compressed: what a compressor makes of the same bytes differs between processors and versions of zlib,
 * and then so would the files.
 */
function toStoredBlocks(bytes: Uint8Array): Buffer {
  const blocks: Uint8Array[] = []
  for (let at = 0; at === 0 || at < bytes.length; at += STORED_BLOCK) {
    const part = bytes.subarray(at, at + STORED_BLOCK)
    const head = Buffer.alloc(5)
    head[0] = at + STORED_BLOCK >= bytes.length ? 1 : 0
    head.writeUInt16LE(part.length, 1)
    head.writeUInt16LE(part.length ^ 0xffff, 3)
    blocks.push(head, part)
  }
  return Buffer.concat(blocks)
}
