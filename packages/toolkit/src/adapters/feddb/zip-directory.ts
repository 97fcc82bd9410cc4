/** The headers of a zip archive's directory, one at a time: of the directory a piece is in memory (PKWARE APPNOTE 6.3.10, section 4.3.12). */
import { entryFlags } from './entry-table.ts'
import type { OpenFile } from './files.ts'

/** What a header says; filled in by `read`. */
export interface Header {
  offset: number
  packed: number
  size: number
  crc: number
  flags: number
  /** Folders are no entries of ours. */
  isFolder: boolean
  /** Place of the header after it. */
  next: number
}

export interface Directory {
  /** Where it begins in the file. */
  readonly from: number
  /** False when no whole header lies at this place of the file. */
  readonly read: (place: number, header: Header) => boolean
  /** Empty when no whole header lies there. */
  readonly nameAt: (place: number) => string
}

export function createHeader(): Header {
  return { offset: 0, packed: 0, size: 0, crc: 0, flags: 0, isFolder: false, next: 0 }
}

const SIGNATURE = 0x02014b50
const HEAD = 46
const SLASH = 0x2f
/** More than the longest header, three times 65,535 bytes. */
const PIECE = 256 * 1024
const U32 = 0xffffffff

export function openDirectory(
  file: OpenFile,
  { from, to }: { readonly from: number; readonly to: number },
): Directory {
  const piece = Buffer.allocUnsafeSlow(Math.min(PIECE, to - from))
  let start = from
  let end = from
  const need = (place: number, length: number): boolean => {
    if (place < from || place + length > to) return false
    if (place >= start && place + length <= end) return true
    start = place
    end = Math.min(place + piece.length, to)
    file.readInto(piece.subarray(0, end - start), start)
    return true
  }
  /** Length of the header, which is then in the piece; 0 for none. */
  const measure = (place: number): number => {
    if (!need(place, HEAD)) return 0
    const at = place - start
    if (piece.readUInt32LE(at) !== SIGNATURE) return 0
    const length =
      HEAD + piece.readUInt16LE(at + 28) + piece.readUInt16LE(at + 30) + piece.readUInt16LE(at + 32)
    return need(place, length) ? length : 0
  }
  return {
    from,
    read: (place, header) => {
      const length = measure(place)
      if (length > 0) fill(header, piece, place - start)
      header.next = place + length
      return length > 0
    },
    nameAt: (place) => {
      if (measure(place) === 0) return ''
      const at = place - start + HEAD
      return piece.toString('utf8', at, at + piece.readUInt16LE(at - HEAD + 28))
    },
  }
}

function fill(header: Header, bytes: Buffer, at: number): void {
  const nameEnd = at + HEAD + bytes.readUInt16LE(at + 28)
  const extraEnd = nameEnd + bytes.readUInt16LE(at + 30)
  header.isFolder = nameEnd > at + HEAD && bytes[nameEnd - 1] === SLASH
  header.crc = bytes.readUInt32LE(at + 16)
  header.packed = bytes.readUInt32LE(at + 20)
  header.size = bytes.readUInt32LE(at + 24)
  header.offset = bytes.readUInt32LE(at + 42)
  header.flags = flagsOf(bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10))
  if (extraEnd > nameEnd) readExtra64(bytes.subarray(nameEnd, extraEnd), header)
}

function flagsOf(general: number, method: number): number {
  const encrypted = (general & 0x2041) === 0 ? 0 : entryFlags.encrypted
  if (method === 8) return encrypted | entryFlags.deflated
  return method === 0 ? encrypted : encrypted | entryFlags.unsupported
}

const WIDE = ['size', 'packed', 'offset'] as const

/** Zip64 (section 4.5.3): the fields that are all ones follow in this order in extra field 1. */
function readExtra64(extra: Buffer, header: Header): void {
  let at = 0
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2)
  if (at + 4 > extra.length) return
  const end = Math.min(extra.length, at + 4 + extra.readUInt16LE(at + 2))
  let value = at + 4
  for (const field of WIDE) {
    if (header[field] !== U32 || value + 8 > end) continue
    header[field] = Number(extra.readBigUInt64LE(value))
    value += 8
  }
}
