/** The directory of a zip archive as tables, checked before anything is unpacked (PKWARE APPNOTE 6.3.10). */
import { err, limits, ok, type Result } from '../../base/index.ts'
import type { OpenFile } from './files.ts'

/** Entries of one file, ascending by offset. `flags`: see `entryFlags`. */
export interface EntryTable {
  readonly count: number
  /** Of the local header, or of the bytes themselves where `bare` is set. */
  readonly offset: Float64Array
  readonly packed: Float64Array
  readonly size: Float64Array
  readonly crc: Uint32Array
  readonly flags: Uint8Array
  /** Where the space of the last entry ends. */
  readonly end: number
  /** Untrusted: used in messages only, never as a path. */
  readonly nameOf: (at: number) => string
}

export const entryFlags = { deflated: 1, encrypted: 2, unsupported: 4, bare: 8, unchecked: 16 } as const

export interface ZipError {
  readonly code: 'ZIP_INVALID' | 'ZIP_OVERLAP' | 'ZIP_TOO_LARGE'
  readonly message: string
}

const signatures = { entry: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 }
const END_BYTES = 22
const MAX_COMMENT = 65_535
/** Bytes of a central directory: a million entries with names of 200 characters. Read in pieces. */
const MAX_DIRECTORY = 256 * 1024 * 1024
const U16 = 0xffff
const U32 = 0xffffffff

/** Refuses archives that lie about themselves; entries that cannot be unpacked stay, flagged, to be counted. */
export function readZipDirectory(file: OpenFile): Result<EntryTable, ZipError> {
  const end = findEnd(file)
  if (end === undefined)
    return fault('ZIP_INVALID', 'no end of central directory: not a zip archive, or cut short')
  const { count, size, offset } = end
  if (count > limits.archiveEntries) {
    return fault('ZIP_TOO_LARGE', `${count} entries; at most ${limits.archiveEntries} are read`)
  }
  if (size > MAX_DIRECTORY) return fault('ZIP_TOO_LARGE', `a central directory of ${size} bytes`)
  if (offset + size > file.size || size < 46 * count)
    return fault('ZIP_INVALID', 'its central directory lies outside the file')
  const table = readEntries(createWindow(file, { from: offset, to: offset + size }), count)
  if (table === undefined) return fault('ZIP_INVALID', 'its central directory is damaged')
  const sorted = sortByOffset(table, offset)
  return checkSpace(sorted)
}

interface End {
  readonly count: number
  readonly size: number
  readonly offset: number
}

function findEnd(file: OpenFile): End | undefined {
  const length = Math.min(file.size, END_BYTES + MAX_COMMENT)
  const tail = file.readAt(file.size - length, length)
  for (let at = length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== signatures.end || at + END_BYTES + tail.readUInt16LE(at + 20) !== length)
      continue
    const end = {
      count: tail.readUInt16LE(at + 10),
      size: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    }
    const is64 = end.count === U16 || end.size === U32 || end.offset === U32
    return is64 ? (findEnd64(file, file.size - length + at) ?? end) : end
  }
  return undefined
}

function findEnd64(file: OpenFile, endOffset: number): End | undefined {
  if (endOffset < 20) return undefined
  const locator = file.readAt(endOffset - 20, 20)
  const at = Number(locator.readBigUInt64LE(8))
  if (locator.readUInt32LE(0) !== signatures.locator64 || at + 56 > file.size) return undefined
  const end = file.readAt(at, 56)
  if (end.readUInt32LE(0) !== signatures.end64) return undefined
  return {
    count: Number(end.readBigUInt64LE(32)),
    size: Number(end.readBigUInt64LE(40)),
    offset: Number(end.readBigUInt64LE(48)),
  }
}

type Table = Omit<EntryTable, 'end'>

/** Folders are no entries of ours. Undefined when a header is missing or runs over the end. */
function readEntries(directory: Window, declared: number): Table | undefined {
  const offset = new Float64Array(declared)
  const packed = new Float64Array(declared)
  const size = new Float64Array(declared)
  const crc = new Uint32Array(declared)
  const flags = new Uint8Array(declared)
  const names = new Float64Array(declared)
  let count = 0
  let place = directory.from
  for (let entry = 0; entry < declared; entry++) {
    const length = directory.measure(place)
    if (length === 0) return undefined
    const { bytes } = directory
    const at = place - directory.start
    const nameEnd = at + HEADER + bytes.readUInt16LE(at + 28)
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30)
    if (bytes[nameEnd - 1] !== SLASH || nameEnd === at + HEADER) {
      crc[count] = bytes.readUInt32LE(at + 16)
      packed[count] = bytes.readUInt32LE(at + 20)
      size[count] = bytes.readUInt32LE(at + 24)
      offset[count] = bytes.readUInt32LE(at + 42)
      flags[count] = flagsOf(bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10))
      names[count] = place
      if (extraEnd > nameEnd) readExtra64(bytes.subarray(nameEnd, extraEnd), [size, packed, offset], count)
      count++
    }
    place += length
  }
  return {
    count,
    offset,
    packed,
    size,
    crc,
    flags,
    nameOf: (index) => readName(directory, names[index] ?? 0),
  }
}

const HEADER = 46
const SLASH = 0x2f

function readName(directory: Window, place: number): string {
  if (directory.measure(place) === 0) return ''
  const at = place - directory.start + HEADER
  return directory.bytes.toString('utf8', at, at + directory.bytes.readUInt16LE(at - HEADER + 28))
}

/** A directory of which a piece at a time is in memory. */
interface Window {
  /** Where the directory begins in the file. */
  readonly from: number
  /** Length of the header at this place of the file, which is then in the piece; 0 when the directory has none there. */
  readonly measure: (place: number) => number
  /** The piece, and where it begins in the file. */
  readonly bytes: Buffer
  readonly start: number
}

/** More than the longest header, three times 65,535 bytes. */
const PIECE = 1024 * 1024

function createWindow(file: OpenFile, { from, to }: { readonly from: number; readonly to: number }): Window {
  const window = { from, bytes: Buffer.alloc(0) as Buffer, start: from, measure: (): number => 0 }
  const need = (place: number, length: number): boolean => {
    if (place < from || place + length > to) return false
    if (place < window.start || place + length > window.start + window.bytes.length) {
      window.bytes = file.readAt(place, Math.min(PIECE, to - place))
      window.start = place
    }
    return true
  }
  const measure = (place: number): number => {
    if (!need(place, HEADER)) return 0
    const { bytes } = window
    const at = place - window.start
    if (bytes.readUInt32LE(at) !== signatures.entry) return 0
    const length =
      HEADER + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    return need(place, length) ? length : 0
  }
  return Object.assign(window, { measure })
}

function flagsOf(general: number, method: number): number {
  const encrypted = (general & 0x2041) === 0 ? 0 : entryFlags.encrypted
  if (method === 8) return encrypted | entryFlags.deflated
  return method === 0 ? encrypted : encrypted | entryFlags.unsupported
}

/** Zip64: the fields that are all ones follow in this order in extra field 1. */
function readExtra64(extra: Buffer, columns: readonly Float64Array[], row: number): void {
  let at = 0
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2)
  if (at + 4 > extra.length) return
  const end = Math.min(extra.length, at + 4 + extra.readUInt16LE(at + 2))
  let value = at + 4
  for (const column of columns) {
    if (column[row] !== U32 || value + 8 > end) continue
    column[row] = Number(extra.readBigUInt64LE(value))
    value += 8
  }
}

function sortByOffset(table: Table, end: number): EntryTable {
  let isSorted = true
  for (let at = 1; at < table.count && isSorted; at++)
    isSorted = (table.offset[at] ?? 0) >= (table.offset[at - 1] ?? 0)
  if (isSorted) {
    const { count } = table
    return {
      count,
      offset: table.offset.subarray(0, count),
      packed: table.packed.subarray(0, count),
      size: table.size.subarray(0, count),
      crc: table.crc.subarray(0, count),
      flags: table.flags.subarray(0, count),
      end,
      nameOf: table.nameOf,
    }
  }
  const order = Array.from({ length: table.count }, (_, index) => index)
  order.sort((a, b) => (table.offset[a] ?? 0) - (table.offset[b] ?? 0))
  const pick = (column: Float64Array): Float64Array => Float64Array.from(order, (index) => column[index] ?? 0)
  return {
    count: table.count,
    offset: pick(table.offset),
    packed: pick(table.packed),
    size: pick(table.size),
    crc: Uint32Array.from(order, (index) => table.crc[index] ?? 0),
    flags: Uint8Array.from(order, (index) => table.flags[index] ?? 0),
    end,
    nameOf: (at) => table.nameOf(order[at] ?? 0),
  }
}

/** Overlapping entries let a small file unpack to anything; so does a lie about the whole. */
function checkSpace(table: EntryTable): Result<EntryTable, ZipError> {
  let packed = 0
  let size = 0
  for (let at = 0; at < table.count; at++) {
    const next = at + 1 < table.count ? (table.offset[at + 1] ?? 0) : table.end
    if ((table.offset[at] ?? 0) + 30 + (table.packed[at] ?? 0) > next) {
      return fault(
        'ZIP_OVERLAP',
        `the entry ${JSON.stringify(table.nameOf(at).slice(0, 100))} overlaps what follows it`,
      )
    }
    packed += table.packed[at] ?? 0
    size += table.size[at] ?? 0
  }
  if (size > limits.expansion * packed + 1024 * 1024) {
    return fault(
      'ZIP_TOO_LARGE',
      `it would unpack to ${size} bytes, more than ${limits.expansion} times its ${packed} bytes`,
    )
  }
  return ok(table)
}

function fault(code: ZipError['code'], message: string): Result<never, ZipError> {
  return err({ code, message })
}
