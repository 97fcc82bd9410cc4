/** The work of one thread: a run of entries of one file in, rows for the index and facts about each record out. */
import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import { crc32, inflateRawSync } from 'node:zlib'
import {
  type DropReason,
  formatClaimRows,
  type OsvRecord,
  packageKeyOf,
  placeOfPackage,
  readOsvRecord,
  splitEcosystem,
} from '../../advisories/index.ts'
import { limits } from '../../base/index.ts'
import { reasonOf } from './errors.ts'
import { openFile } from './files.ts'
import { createRowWriter } from './rows.ts'
import { entryFlags } from './zip.ts'

/** Entries `offset[i]` … of `path`; the tables are slices that the thread owns. */
export interface Chunk {
  readonly path: string
  readonly source: string
  /** Milliseconds; dates after it are not credible. */
  readonly now: number
  /** Number of the first entry within the feed. */
  readonly first: number
  readonly offset: Float64Array<ArrayBuffer>
  readonly packed: Float64Array<ArrayBuffer>
  readonly size: Float64Array<ArrayBuffer>
  readonly crc: Uint32Array<ArrayBuffer>
  readonly flags: Uint8Array<ArrayBuffer>
  /** Where the space after the last entry ends. */
  readonly end: number
}

/** By position: the record of entry `ordinal[i]` is `id[i]` … */
export interface ChunkResult {
  readonly ordinal: readonly number[]
  /** Offset of the packed bytes in the file. */
  readonly data: readonly number[]
  readonly id: readonly string[]
  readonly modified: readonly string[]
  readonly aliases: readonly (readonly string[])[]
  /** Lowercase hex. */
  readonly digest: readonly string[]
  readonly dropped: readonly { readonly ordinal: number; readonly reason: DropReason }[]
  /** See rows.ts. */
  readonly rows: Uint8Array<ArrayBuffer>
  readonly families: readonly string[]
  readonly withdrawn: number
  readonly unnamedEntries: number
  /** Milliseconds of the newest credible date; 0 for none. */
  readonly newest: number
}

/** Bytes of one unpacked record: sixteen times the largest known. */
const MAX_RECORD = 16 * 1024 * 1024
/** A record may grow by this much when its facts are repeated for each package. */
const MAX_GROWTH = 64
const WINDOW = 1 << 20

/** Throws FeddbError when the file cannot be read; a bad entry is counted, never thrown. */
export function parseChunk(chunk: Chunk): ChunkResult {
  const file = openFile(chunk.path)
  try {
    return parseEntries(chunk, createWindow(file.readAt, file.size))
  } finally {
    file.close()
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] }

function parseEntries(chunk: Chunk, read: Window): ChunkResult {
  const rows = createRowWriter()
  const families = new Set<string>()
  const out: Mutable<Omit<ChunkResult, 'rows' | 'families'>> = {
    ordinal: [],
    data: [],
    id: [],
    modified: [],
    aliases: [],
    digest: [],
    dropped: [],
    withdrawn: 0,
    unnamedEntries: 0,
    newest: 0,
  }
  for (let at = 0; at < chunk.offset.length; at++) {
    const ordinal = chunk.first + at
    const entry = unpackEntry(chunk, at, read)
    const parsed = typeof entry === 'string' ? entry : parseEntry(chunk, entry.bytes)
    const isKept = typeof entry !== 'string' && typeof parsed !== 'string'
    if (!isKept || !addRows(rows, { ordinal, record: parsed.record, bytes: entry.bytes.length })) {
      out.dropped.push({ ordinal, reason: typeof parsed === 'string' ? parsed : 'TOO_LARGE' })
      continue
    }
    const { record, digest } = parsed
    out.ordinal.push(ordinal)
    out.data.push(entry.data)
    out.id.push(record.id)
    out.modified.push(record.modified ?? '')
    out.aliases.push([...record.aliases])
    out.digest.push(digest)
    if (record.isWithdrawn) out.withdrawn++
    out.unnamedEntries += record.unnamedEntries
    out.newest = Math.max(out.newest, record.newest ?? 0)
    for (const claim of record.claims) families.add(splitEcosystem(claim.ecosystem).family)
  }
  return { ...out, rows: rows.take(), families: [...families] }
}

interface Entry {
  /** The record's bytes as upstream wrote them. */
  readonly bytes: Buffer
  readonly data: number
}

function unpackEntry(chunk: Chunk, at: number, read: Window): Entry | DropReason {
  const flags = chunk.flags[at] ?? 0
  const packed = chunk.packed[at] ?? 0
  const size = chunk.size[at] ?? 0
  const refused = refuseEntry(flags, packed, size)
  if (refused !== undefined) return refused
  const data = dataOffset(chunk, at, read)
  if (data === undefined) return 'BAD_DATA'
  const bytes = unpack(read(data, packed), size, (flags & entryFlags.deflated) !== 0)
  if (bytes === undefined || bytes.length !== size) return 'BAD_DATA'
  const isChecked = (flags & entryFlags.unchecked) === 0
  return isChecked && crc32(bytes) !== chunk.crc[at] ? 'BAD_CRC' : { bytes, data }
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
function dataOffset(chunk: Chunk, at: number, read: Window): number | undefined {
  const offset = chunk.offset[at] ?? 0
  if (((chunk.flags[at] ?? 0) & entryFlags.bare) !== 0) return offset
  const next = at + 1 < chunk.offset.length ? (chunk.offset[at + 1] ?? 0) : chunk.end
  const header = read(offset, 30)
  if (header.readUInt32LE(0) !== 0x04034b50) return undefined
  const data = offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  return data + (chunk.packed[at] ?? 0) <= next ? data : undefined
}

function parseEntry(
  chunk: Chunk,
  bytes: Buffer,
): { readonly record: OsvRecord; readonly digest: string } | DropReason {
  if (!isUtf8(bytes)) return 'NOT_UTF8'
  const value = parseJson(bytes)
  if (value === undefined) return 'NOT_JSON'
  const digest = hash('sha256', bytes, 'hex')
  const record = readOsvRecord(value, { source: chunk.source, digest, now: chunk.now })
  return record.ok ? { record: record.value, digest } : record.error
}

/** Undefined for text that is no JSON; a byte-order mark is allowed. */
function parseJson(bytes: Buffer): unknown {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb
  try {
    return JSON.parse(bytes.toString('utf8', hasMark ? 3 : 0))
  } catch (cause) {
    // Only syntax: out of memory and the like must not look like a bad record.
    if (cause instanceof SyntaxError) return undefined
    throw new Error(`JSON.parse: ${reasonOf(cause)}`, { cause })
  }
}

/** False, and nothing added, when the record's repeated facts would flood the index. */
function addRows(
  rows: ReturnType<typeof createRowWriter>,
  item: { readonly ordinal: number; readonly record: OsvRecord; readonly bytes: number },
): boolean {
  const budget = MAX_GROWTH * item.bytes + 65_536
  const mark = rows.mark()
  const { claims } = item.record
  // What each package of the record repeats, before it is multiplied.
  const shared = claims.length * JSON.stringify(item.record.aliases).length
  if (shared > budget) return false
  for (const [at, row] of formatClaimRows(claims).entries()) {
    const claim = claims[at]
    if (claim === undefined) break
    const key = packageKeyOf(claim.ecosystem, claim.name)
    rows.add({ ordinal: item.ordinal, place: placeOfPackage(key, sha256), key, row })
    if (rows.mark() - mark <= budget) continue
    rows.reset(mark)
    return false
  }
  return true
}

/** The one-shot hash: a tenth of the cost of a hash object, and there is one per package. */
function sha256(text: string): Uint8Array {
  return hash('sha256', text, 'buffer')
}

type Window = (offset: number, length: number) => Buffer

/** Reads ahead, because entries follow each other; what it returns is valid until the next call. */
function createWindow(readAt: Window, size: number): Window {
  let start = 0
  let bytes: Buffer = Buffer.alloc(0)
  return (offset, length) => {
    if (offset < start || offset + length > start + bytes.length) {
      start = offset
      bytes = readAt(offset, Math.max(length, Math.min(WINDOW, size - offset)))
    }
    return bytes.subarray(offset - start, offset - start + length)
  }
}
