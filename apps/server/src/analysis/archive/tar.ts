/** Tar archives in memory, plain or gzipped: ustar with the long names of pax and GNU (POSIX.1-2017, pax, "ustar Interchange Format"). */
import { promisify } from 'node:util'
import { gunzip as gunzipAside, gunzipSync } from 'node:zlib'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { safePath, shownName, toArchive } from './entry-name.ts'
import { type Archive, type ArchiveEntry, type ArchiveError, archiveLimits } from './model.ts'

const BLOCK = 512

export function readTar(bytes: Uint8Array): Result<Archive, ArchiveError> {
  const plain = isGzip(bytes) ? gunzip(bytes) : ok(bytes)
  return plain.ok
    ? readBlocks(Buffer.from(plain.value.buffer, plain.value.byteOffset, plain.value.byteLength))
    : plain
}

const inflate = promisify(gunzipAside)
let line: Promise<unknown> = Promise.resolve()

/** Unpacks beside the event loop, one archive at a time: whoever sends many takes neither the server's time nor its memory. */
export async function readTarAside(bytes: Uint8Array): Promise<Result<Archive, ArchiveError>> {
  if (!isGzip(bytes)) return readTar(bytes)
  const turn = line.then(async () => {
    try {
      const plain = await inflate(bytes, { maxOutputLength: mostUnpacked(bytes) })
      return readBlocks(plain)
    } catch (cause) {
      return refuseGzip(bytes, cause)
    }
  })
  line = turn.catch(() => undefined)
  return turn
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** Of a plain tar archive: the word stands in its first header. */
export function isTar(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar'
}

/** The unpacked bytes, never more than the limits allow for. */
export function gunzip(bytes: Uint8Array): Result<Uint8Array, ArchiveError> {
  try {
    return ok(gunzipSync(bytes, { maxOutputLength: mostUnpacked(bytes) }))
  } catch (cause) {
    return refuseGzip(bytes, cause)
  }
}

function mostUnpacked(bytes: Uint8Array): number {
  return Math.min(archiveLimits.tarBytes, archiveLimits.expansion * bytes.length + 1024 * 1024)
}

function refuseGzip(bytes: Uint8Array, cause: unknown): Result<never, ArchiveError> {
  if (cause instanceof RangeError || codeOf(cause) === 'ERR_BUFFER_TOO_LARGE')
    return err({
      code: 'ARCHIVE_TOO_LARGE',
      message: `it would unpack to more than ${mostUnpacked(bytes)} bytes`,
    })
  return err({ code: 'ARCHIVE_INVALID', message: 'it begins like gzip and cannot be unpacked' })
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined
}

/** What a header of pax or GNU says about the file that comes next. */
interface Ahead {
  path?: string
  size?: number
}

function readBlocks(tar: Buffer): Result<Archive, ArchiveError> {
  const entries: ArchiveEntry[] = []
  const skipped: { path: string; reason: string }[] = []
  let ahead: Ahead = {}
  let count = 0
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = readHeader(tar, at)
    if (header === 'end') return ok(toArchive(entries, skipped))
    if (header === undefined) return invalid(`the header at byte ${at} is damaged`)
    if (++count > archiveLimits.entries)
      return err({ code: 'ARCHIVE_TOO_LARGE', message: `it has more than ${archiveLimits.entries} entries` })
    const size = ahead.size ?? header.size
    const from = at + BLOCK
    if (from + size > tar.length) return invalid('it ends in the middle of a file')
    const data = tar.subarray(from, from + size)
    at = from + Math.ceil(size / BLOCK) * BLOCK
    const told = readAhead(header.type, data, ahead)
    if (told !== undefined) {
      ahead = told
      continue
    }
    add({ entries, skipped }, { ...header, name: ahead.path ?? header.name }, data)
    ahead = {}
  }
  return ok(toArchive(entries, skipped))
}

interface Header {
  readonly name: string
  readonly type: string
  readonly size: number
}

interface Lists {
  readonly entries: ArchiveEntry[]
  readonly skipped: { path: string; reason: string }[]
}

function add({ entries, skipped }: Lists, { name, type }: Header, data: Buffer): void {
  if (type === '5' || type === 'g') return
  const path = safePath(name)
  const isFile = type === '0' || type === '\0' || type === '7'
  if (path === undefined) skipped.push({ path: shownName(name), reason: 'its name leads out of the archive' })
  else if (!isFile)
    skipped.push({
      path,
      reason: type === '1' || type === '2' ? 'a link, which is not followed' : 'no plain file',
    })
  else if (data.length > archiveLimits.fileBytes)
    skipped.push({
      path,
      reason: `it has ${data.length} bytes; at most ${archiveLimits.fileBytes} of one file are read`,
    })
  else entries.push({ path, size: data.length, read: () => ok(data) })
}

function readHeader(tar: Buffer, at: number): Header | 'end' | undefined {
  const block = tar.subarray(at, at + BLOCK)
  if (block.every((byte) => byte === 0)) return 'end'
  const sum = block.reduce((total, byte, place) => total + (place >= 148 && place < 156 ? 32 : byte), 0)
  const size = readNumber(block.subarray(124, 136))
  if (sum !== readNumber(block.subarray(148, 156)) || size === undefined) return undefined
  const prefix = isTar(block) ? textOf(block.subarray(345, 500)) : ''
  const name = textOf(block.subarray(0, 100))
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    type: String.fromCharCode(block[156] ?? 0),
    size,
  }
}

/** Octal; or, with the top bit set, a big-endian number as GNU writes large ones. */
function readNumber(field: Buffer): number | undefined {
  if (((field[0] ?? 0) & 0x80) !== 0) {
    const value = Number(field.readBigUInt64BE(field.length - 8))
    return Number.isSafeInteger(value) ? value : undefined
  }
  const digits = textOf(field).trim()
  return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : digits === '' ? 0 : undefined
}

function textOf(field: Buffer): string {
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? field.length : end)
}

/** Undefined where the entry is no header about another one. */
function readAhead(type: string, data: Buffer, ahead: Ahead): Ahead | undefined {
  if (type === 'L') return { ...ahead, path: textOf(data) }
  if (type === 'K') return ahead
  if (type !== 'x') return undefined
  const told = { ...ahead }
  for (const [key, value] of paxRecords(data)) {
    if (key === 'path') told.path = value
    if (key === 'size' && /^\d{1,15}$/.test(value)) told.size = Number(value)
  }
  return told
}

/** `length key=value\n`, the length counts the whole record. */
function* paxRecords(data: Buffer): Generator<readonly [string, string]> {
  for (let at = 0; at < data.length; ) {
    const space = data.indexOf(0x20, at)
    const length = space < 0 ? 0 : Number(data.toString('latin1', at, space))
    if (!Number.isInteger(length) || length <= space - at || at + length > data.length) return
    const record = data.toString('utf8', space + 1, at + length - 1)
    const equals = record.indexOf('=')
    if (equals > 0) yield [record.slice(0, equals), record.slice(equals + 1)]
    at += length
  }
}

function invalid(message: string): Result<never, ArchiveError> {
  return err({ code: 'ARCHIVE_INVALID', message })
}
