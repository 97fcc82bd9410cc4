/**
 * Finds entries of an archive that are stored already, by their packed bytes, so that they need not be read again.
 *
 * What is relied on: a stored frame was written from a record that was read then, and its stream inflates to the text
 * that its digest names; `db verify` proves it again. An entry with the same stream, byte for byte, and the same size
 * and checksum in the directory is that record. Names, fingerprints and checksums only say where to look.
 */
import { type Place, placeOfId } from '../../advisories/index.ts'
import { type FoundBlock, type KnownBlocks, openKnownBlocks, type Span } from './known-blocks.ts'
import { type EntryColumns, entryFlags } from './entry-table.ts'
import type { ReadFile } from './zip-entry.ts'

/** What a chunk is compared with. */
export interface KnownChunk {
  /** Files of the layer's segments of records, oldest part first. */
  readonly paths: readonly string[]
}

/** A stored version of a record. */
export interface KnownVersion {
  /** Number of the part. */
  readonly part: number
  /** Number of the block in the part's segment. */
  readonly block: number
  readonly frame: number
  /** Frames in the block. */
  readonly frames: number
}

export interface KnownRecords {
  /** The version whose packed bytes, size and checksum are those of entry `at`. */
  readonly find: (entries: EntryColumns, at: number, read: ReadFile) => KnownVersion | undefined
}

/** Throws FeddbError when a segment cannot be read. */
export function openKnown({ paths }: KnownChunk): KnownRecords {
  const parts = openParts(paths)
  return {
    find: (entries, at, read) => {
      const entry = entries.flags[at] === entryFlags.deflated ? readLocal(entries, at, read) : undefined
      if (entry === undefined) return undefined
      const place = placeOfKey(entry.key)
      for (let part = parts.length - 1; part >= 0; part--) {
        const found = parts[part]?.find(place, entry.key)
        if (found === undefined) continue
        return matchFrame(part, found, { data: entry.data, size: entries.size[at], crc: entries.crc[at] })
      }
      return undefined
    },
  }
}

/** Of one layer at a time: its chunks follow each other, and what is read for one of them serves the next. */
let opened: { readonly name: string; readonly parts: readonly KnownBlocks[] } | undefined

function openParts(paths: readonly string[]): readonly KnownBlocks[] {
  const name = paths.join('\n')
  if (opened?.name === name) return opened.parts
  closeKnown()
  const parts: KnownBlocks[] = []
  opened = { name, parts }
  try {
    for (const path of paths) parts.push(openKnownBlocks(path))
  } catch (cause) {
    closeKnown()
    throw cause
  }
  return parts
}

/** Closes what is kept open for the next chunk. */
export function closeKnown(): void {
  for (const part of opened?.parts ?? []) part.close()
  opened = undefined
}

interface LocalEntry {
  /** Under which id it is looked for; a wrong guess costs time only. */
  readonly key: Span
  readonly data: Span
}

/** Bytes that may lie between two entries beside the first one's data: a name and an extra field. */
const MOST_BETWEEN = 256 * 1024
const LOCAL_HEAD = 30

/** From the local header, whose name is the directory's in every honest archive. Undefined where it is damaged. */
function readLocal(entries: EntryColumns, at: number, read: ReadFile): LocalEntry | undefined {
  const offset = entries.offset[at] ?? 0
  const packed = entries.packed[at] ?? 0
  const next = at + 1 < entries.offset.length ? (entries.offset[at + 1] ?? 0) : entries.end
  if (next - offset > packed + MOST_BETWEEN || next - offset < LOCAL_HEAD) return undefined
  const bytes = read(offset, next - offset)
  if (bytes.readUInt32LE(0) !== 0x04034b50) return undefined
  const nameEnd = LOCAL_HEAD + bytes.readUInt16LE(26)
  const start = nameEnd + bytes.readUInt16LE(28)
  if (start + packed > bytes.length) return undefined
  return {
    key: idOf({ bytes, start: LOCAL_HEAD, end: nameEnd }),
    data: { bytes, start, end: start + packed },
  }
}

const SLASH = 0x2f
const SUFFIX = Buffer.from('.json')

/** In OSV's archives a record's file has the name of its id. */
function idOf({ bytes, start, end }: Span): Span {
  let from = end
  while (from > start && bytes[from - 1] !== SLASH) from--
  const cut = end - SUFFIX.length
  const hasSuffix = cut >= from && SUFFIX.equals(bytes.subarray(cut, end))
  return { bytes, start: from, end: hasSuffix ? cut : end }
}

function placeOfKey({ bytes, start, end }: Span): Place {
  return placeOfId(bytes.toString('utf8', start, end))
}

interface Wanted {
  readonly data: Span
  readonly size: number | undefined
  readonly crc: number | undefined
}

/** See record-frame.ts for the form of a frame. */
const FRAME_HEAD = 48

/** Undefined also when the frames do not fill the block. */
function matchFrame(
  part: number,
  { block, bytes, start, end }: FoundBlock,
  { data, size, crc }: Wanted,
): KnownVersion | undefined {
  const length = data.end - data.start
  let found = -1
  let frames = 0
  let at = start
  for (; at < end; frames++) {
    if (at + FRAME_HEAD > end) return undefined
    const packed = bytes.readUInt32LE(at + 32)
    const stream = at + FRAME_HEAD + bytes.readUInt32LE(at + 44)
    if (stream + packed > end) return undefined
    const isAlike =
      packed === length && bytes.readUInt32LE(at + 36) === size && bytes.readUInt32LE(at + 40) === crc
    if (isAlike && data.bytes.compare(bytes, stream, stream + packed, data.start, data.end) === 0)
      found = frames
    at = stream + packed
  }
  return found < 0 ? undefined : { part, block, frame: found, frames }
}
