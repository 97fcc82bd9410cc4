/** One entry of an archive: its unpacked bytes, or the reason why it has none. */
import { crc32, inflateRawSync } from 'node:zlib'
import type { DropReason } from '../../advisories/index.ts'
import { limits } from '../../base/index.ts'
import { type EntryColumns, entryFlags } from './entry-table.ts'

export interface Entry {
  /** The record's bytes as upstream wrote them. */
  readonly bytes: Buffer
  /** Offset of the packed bytes in the file. */
  readonly data: number
}

/** Bytes of one unpacked record: sixteen times the largest known. */
export const MAX_RECORD = 16 * 1024 * 1024

export type ReadFile = (offset: number, length: number) => Buffer

/** `read` may hand out a view that its next call overwrites. */
export function unpackEntry(entries: EntryColumns, at: number, read: ReadFile): Entry | DropReason {
  const flags = entries.flags[at] ?? 0
  const packed = entries.packed[at] ?? 0
  const size = entries.size[at] ?? 0
  const refused = refuseEntry(flags, packed, size)
  if (refused !== undefined) return refused
  const data = dataOffset(entries, at, read)
  if (data === undefined) return 'BAD_DATA'
  const bytes = unpack(read(data, packed), size, (flags & entryFlags.deflated) !== 0)
  if (bytes === undefined || bytes.length !== size) return 'BAD_DATA'
  const isChecked = (flags & entryFlags.unchecked) === 0
  return isChecked && crc32(bytes) !== entries.crc[at] ? 'BAD_CRC' : { bytes, data }
}

/** What the directory alone tells. */
function refuseEntry(flags: number, packed: number, size: number): DropReason | undefined {
  if ((flags & entryFlags.encrypted) !== 0) return 'ENCRYPTED'
  if ((flags & entryFlags.unsupported) !== 0) return 'METHOD_UNSUPPORTED'
  const isBomb = size > limits.expansion * packed + 65_536
  return isBomb || size > MAX_RECORD || packed > MAX_RECORD ? 'TOO_LARGE' : undefined
}

function unpack(packed: Buffer, size: number, isDeflated: boolean): Buffer | undefined {
  // A copy: the window is read over.
  if (!isDeflated) return Buffer.from(packed)
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1), chunkSize: Math.max(size, 64) })
  } catch {
    return undefined
  }
}

/** The local header's own name and extra field decide where the bytes begin; they must not reach the next entry. */
export function dataOffset(entries: EntryColumns, at: number, read: ReadFile): number | undefined {
  const offset = entries.offset[at] ?? 0
  if (((entries.flags[at] ?? 0) & entryFlags.bare) !== 0) return offset
  const next = at + 1 < entries.offset.length ? (entries.offset[at + 1] ?? 0) : entries.end
  const header = read(offset, 30)
  if (header.readUInt32LE(0) !== 0x04034b50) return undefined
  const data = offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  return data + (entries.packed[at] ?? 0) <= next ? data : undefined
}
