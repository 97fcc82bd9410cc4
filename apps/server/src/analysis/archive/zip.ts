/** Zip archives in memory: the directory decides, each file is inflated when asked for (PKWARE APPNOTE 6.3.10, section 4.3). */
import { crc32, inflateRawSync } from 'node:zlib'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { safePath, shownName, toArchive } from './entry-name.ts'
import { type Archive, type ArchiveEntry, type ArchiveError, archiveLimits } from './model.ts'

const END = 0x06054b50
const END64 = 0x06064b50
const LOCATOR64 = 0x07064b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const U32 = 0xffffffff
const FILE_TYPE = 0o170000
const LINK = 0o120000

export function readZip(bytes: Uint8Array): Result<Archive, ArchiveError> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(zip)
  if (end === undefined) return invalid('it has no directory at its end, so it may have been cut off')
  if (end.entries > archiveLimits.entries)
    return tooLarge(`it has ${end.entries} entries; at most ${archiveLimits.entries} are read`)
  const headers = readHeaders(zip, end)
  if (headers === undefined) return invalid('its directory is damaged')
  const refused = checkSpace(headers, end.start)
  if (refused !== undefined) return err(refused)
  const skipped: { path: string; reason: string }[] = []
  const entries: ArchiveEntry[] = []
  for (const header of headers) {
    const path = safePath(header.name)
    const reason = path === undefined ? 'its name leads out of the archive' : whyLeftOut(header)
    if (reason !== undefined) skipped.push({ path: shownName(header.name), reason })
    else if (path !== undefined && !header.isFolder)
      entries.push({ path, size: header.size, read: () => unpack(zip, header) })
  }
  return ok(toArchive(entries, skipped))
}

interface End {
  readonly start: number
  readonly entries: number
}

/** The comment behind it is at most 65,535 bytes. */
function findEnd(zip: Buffer): End | undefined {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - 0xffff); at--) {
    if (zip.readUInt32LE(at) !== END) continue
    const entries = zip.readUInt16LE(at + 10)
    const start = zip.readUInt32LE(at + 16)
    const end = entries === 0xffff || start === U32 ? findEnd64(zip, at) : { start, entries }
    if (end !== undefined && end.start <= at) return end
  }
  return undefined
}

function findEnd64(zip: Buffer, end: number): End | undefined {
  const locator = end - 20
  if (locator < 0 || zip.readUInt32LE(locator) !== LOCATOR64) return undefined
  const at = Number(zip.readBigUInt64LE(locator + 8))
  if (at + 56 > zip.length || zip.readUInt32LE(at) !== END64) return undefined
  return { entries: Number(zip.readBigUInt64LE(at + 32)), start: Number(zip.readBigUInt64LE(at + 48)) }
}

interface Header {
  readonly name: string
  readonly isFolder: boolean
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
  readonly mode: number
}

function readHeaders(zip: Buffer, end: End): readonly Header[] | undefined {
  const headers: Header[] = []
  let at = end.start
  for (let count = 0; count < end.entries; count++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== CENTRAL) return undefined
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28)
    const next = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    if (next > zip.length) return undefined
    headers.push(toHeader(zip, at, nameEnd))
    at = next
  }
  return headers
}

function toHeader(zip: Buffer, at: number, nameEnd: number): Header {
  const name = zip.toString('utf8', at + 46, nameEnd)
  return {
    name,
    isFolder: name.endsWith('/'),
    flags: zip.readUInt16LE(at + 8),
    method: zip.readUInt16LE(at + 10),
    crc: zip.readUInt32LE(at + 16),
    packed: zip.readUInt32LE(at + 20),
    size: zip.readUInt32LE(at + 24),
    offset: zip.readUInt32LE(at + 42),
    mode: zip.readUInt32LE(at + 38) >>> 16,
  }
}

/** Overlapping entries let a small file unpack to anything; so does a lie about the whole. */
function checkSpace(headers: readonly Header[], end: number): ArchiveError | undefined {
  const files = headers.filter(({ isFolder }) => !isFolder).sort((a, b) => a.offset - b.offset)
  let packed = 0
  let size = 0
  for (const [at, header] of files.entries()) {
    // Of those that say 4 GB nothing is read; what they say of themselves must not make room for the others.
    if (header.packed !== U32 && header.size !== U32) {
      packed += header.packed
      size += header.size
    }
    const next = files[at + 1]?.offset ?? end
    if (header.packed !== U32 && header.offset + 30 + header.packed > next)
      return {
        code: 'ARCHIVE_INVALID',
        message: `the entry ${shownName(header.name)} overlaps what follows it`,
      }
  }
  if (size <= archiveLimits.expansion * packed + 1024 * 1024) return undefined
  const message = `it would unpack to ${size} bytes, more than ${archiveLimits.expansion} times its ${packed} bytes`
  return { code: 'ARCHIVE_TOO_LARGE', message }
}

function whyLeftOut({ isFolder, flags, method, packed, size, offset, mode }: Header): string | undefined {
  if (isFolder) return undefined
  if ((mode & FILE_TYPE) === LINK) return 'a link, which is not followed'
  if ((flags & 0x2041) !== 0) return 'it is encrypted'
  if (method !== 0 && method !== 8) return 'it is packed in a way that is not read'
  if ([packed, size, offset].includes(U32)) return 'it is larger than 4 GB, or says so'
  if (size <= archiveLimits.fileBytes) return undefined
  return `it has ${size} bytes; at most ${archiveLimits.fileBytes} of one file are read`
}

function unpack(zip: Buffer, { offset, packed, size, method, crc }: Header): Result<Uint8Array, string> {
  if (offset + 30 > zip.length || zip.readUInt32LE(offset) !== LOCAL)
    return err('its place in the archive is damaged')
  const data = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28)
  const bytes = inflate(zip.subarray(data, data + packed), size, method === 8)
  if (bytes?.length !== size) return err('its bytes do not unpack to the stated size')
  return crc32(bytes) === crc ? ok(bytes) : err('its checksum does not hold')
}

function inflate(packed: Buffer, size: number, isDeflated: boolean): Uint8Array | undefined {
  if (!isDeflated) return packed
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) })
  } catch {
    // No deflate stream, or one that gives more than it says: both are the sender's fault.
    return undefined
  }
}

function invalid(message: string): Result<never, ArchiveError> {
  return err({ code: 'ARCHIVE_INVALID', message })
}

function tooLarge(message: string): Result<never, ArchiveError> {
  return err({ code: 'ARCHIVE_TOO_LARGE', message })
}
