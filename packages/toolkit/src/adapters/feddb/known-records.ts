/** Finds entries of an archive that are stored already, by their packed bytes, so that they need not be read again. */
import { type KeyedSegment, openSegment, parseFrames, placeOfId } from '../../advisories/index.ts'
import { FeddbError } from './errors.ts'
import { type OpenFile, openFile } from './files.ts'
import { dataOffset, type EntryColumns, type ReadFile } from './zip-entry.ts'
import { createReader } from './whole-file.ts'
import { entryFlags } from './zip.ts'

/** What a chunk is compared with. */
export interface KnownChunk {
  /** Files of the layer's segments of records, oldest part first. */
  readonly paths: readonly string[]
  /** Under which id each entry is looked for; a wrong guess costs time only. */
  readonly ids: readonly string[]
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
export function openKnown({ paths, ids }: KnownChunk): KnownRecords {
  const parts = openParts(paths)
  return {
    find: (entries, at, read) => {
      if (entries.flags[at] !== entryFlags.deflated) return undefined
      const id = ids[at] ?? ''
      const place = placeOfId(id)
      const key = Buffer.from(id)
      for (let part = parts.length - 1; part >= 0; part--) {
        const found = parts[part]?.locate(place, key)
        if (found === undefined) continue
        const frame = matchFrame(found.value, { entries, at, read })
        if (frame === undefined) return undefined
        return { part, block: (parts[part]?.firstOf(place.bucket) ?? 0) + found.at, ...frame }
      }
      return undefined
    },
  }
}

/** Of one layer at a time: its chunks follow each other, and what is read for one of them serves the next. */
let opened:
  | { readonly name: string; readonly files: readonly OpenFile[]; readonly parts: readonly KeyedSegment[] }
  | undefined

function openParts(paths: readonly string[]): readonly KeyedSegment[] {
  const name = paths.join('\n')
  if (opened?.name === name) return opened.parts
  closeKnown()
  const files: OpenFile[] = []
  const parts = paths.map((path) => {
    const file = openFile(path)
    files.push(file)
    const segment = openSegment(file.size, createReader(file))
    if (segment === undefined) throw new FeddbError('CORRUPT', `${path}: is no keyed segment`)
    return segment
  })
  opened = { name, files, parts }
  return parts
}

/** Closes what is kept open for the next chunk. */
export function closeKnown(): void {
  for (const file of opened?.files ?? []) file.close()
  opened = undefined
}

interface Entry {
  readonly entries: EntryColumns
  readonly at: number
  readonly read: ReadFile
}

/** Equal checksums prove nothing, equal bytes do; what the directory says beside them is checked when an entry is read. */
function matchFrame(
  value: Uint8Array,
  { entries, at, read }: Entry,
): { readonly frame: number; readonly frames: number } | undefined {
  const length = entries.packed[at] ?? 0
  const stored = parseFrames(value) ?? []
  for (const [frame, { packed, size, crc }] of stored.entries()) {
    if (packed.length !== length || size !== entries.size[at] || crc !== entries.crc[at]) continue
    const data = dataOffset(entries, at, read)
    if (data !== undefined && Buffer.compare(read(data, length), packed) === 0)
      return { frame, frames: stored.length }
  }
  return undefined
}
