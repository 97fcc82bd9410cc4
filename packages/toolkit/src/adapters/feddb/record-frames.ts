/** The records of a feed as frames: deflate streams copied where upstream sent such a stream, else stored blocks. */
import { crc32 } from 'node:zlib'
import type { RecordFrame } from '../../advisories/index.ts'
import type { KeyedRow } from './keyed-rows.ts'
import type { Container } from './layer-input.ts'
import { readRecordRow } from './record-row.ts'
import { createReader } from './whole-file.ts'
import { entryFlags } from './zip.ts'

/** Of a record's row (record-row.ts), of which the frame's digest is a view. */
export type ReadFrame = (version: KeyedRow) => RecordFrame

/** `isSparse`: few of the records will be asked for. */
export function createFrameReader(containers: readonly Container[], isSparse: boolean): ReadFrame {
  const readers = containers.map(({ file }) => (isSparse ? file.readAt : createReader(file)))
  return ({ ordinal, row }) => {
    const index = containers.findLastIndex((container) => container.first <= ordinal)
    const read = readers[index]
    if (read === undefined) throw new Error(`no file holds entry ${ordinal}`)
    const { digest, offset, packed, size, crc, flags, path } = readRecordRow(row)
    const bytes = read(offset, packed)
    return {
      digest,
      size,
      crc: (flags & entryFlags.unchecked) === 0 ? crc : crc32(bytes),
      path,
      packed: (flags & entryFlags.deflated) === 0 ? toStoredBlocks(bytes) : bytes,
    }
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
