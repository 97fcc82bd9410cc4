/** The directory of a zip archive, found and checked before anything is unpacked (PKWARE APPNOTE 6.3.10). */
import { limits, type Result } from '../../base/index.ts'
import type { EntryTable } from './entry-table.ts'
import type { OpenFile } from './files.ts'
import { openDirectory } from './zip-directory.ts'
import { fault, readEntries, type ZipError } from './zip-entries.ts'

const signatures = { end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 }
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
  return readEntries(openDirectory(file, { from: offset, to: offset + size }), count)
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
