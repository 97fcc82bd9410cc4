/** The records of a feed as frames: deflate streams copied where upstream sent such a stream, else stored blocks. */
import { crc32 } from 'node:zlib'
import type { RecordFrame } from '../../advisories/index.ts'
import { type Container, nameOf } from './layer-input.ts'
import { createReader } from './whole-file.ts'
import { entryFlags } from './zip.ts'

export interface FrameSource {
  readonly containers: readonly Container[]
  readonly needsPaths: boolean
}

export interface FrameOf {
  readonly ordinal: number
  /** Offset of the packed bytes in its file. */
  readonly data: number
  readonly digest: Uint8Array
}

export type ReadFrame = (record: FrameOf) => RecordFrame

/** `isSparse`: few of the records will be asked for. */
export function createFrameReader({ containers, needsPaths }: FrameSource, isSparse: boolean): ReadFrame {
  const readers = containers.map(({ file }) => (isSparse ? file.readAt : createReader(file)))
  return ({ ordinal, data, digest }) => {
    const index = containers.findLastIndex((container) => container.first <= ordinal)
    const container = containers[index]
    const read = readers[index]
    if (container === undefined || read === undefined) throw new Error(`no file holds entry ${ordinal}`)
    const { table, first } = container
    const at = ordinal - first
    const flags = table.flags[at] ?? 0
    const bytes = read(data, table.packed[at] ?? 0)
    return {
      digest,
      size: table.size[at] ?? 0,
      crc: (flags & entryFlags.unchecked) === 0 ? (table.crc[at] ?? 0) : crc32(bytes),
      path: needsPaths ? nameOf(containers, ordinal) : '',
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
