/** The work of one thread: a run of entries of one file in, rows for the index and facts about each record out. */
import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import {
  type DropReason,
  findFormat,
  formatClaimRows,
  formatSignalRow,
  type Place,
  packageKeyOf,
  placeOfId,
  placeOfPackage,
  type SourceFormat,
  type SourceRecord,
} from '../../advisories/index.ts'
import { openFile } from './files.ts'
import { hashText } from './hash-text.ts'
import { type KnownChunk, type KnownRecords, openKnown } from './known-records.ts'
import { createTallies, type RecordTally } from './record-tally.ts'
import { createRowWriter, type RowWriter } from './rows.ts'
import { type ReadFile, unpackEntry } from './zip-entry.ts'

/** Entries `offset[i]` … of `path`; the tables are slices that the thread owns. */
export interface Chunk {
  readonly path: string
  readonly source: string
  /** Id of the source format that reads the entries. */
  readonly format: string
  /** Paths of the entries, by position; for OSV, which needs none, empty. */
  readonly names: readonly string[]
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
  /** Entries that are found there are not read. */
  readonly known?: KnownChunk
}

/** By position: the record of entry `ordinal[i]`, whose id is in the i-th row without text of `ids`. */
export interface ChunkResult {
  readonly ordinal: Uint32Array<ArrayBuffer>
  /** Offset of the packed bytes in the file. */
  readonly data: Float64Array<ArrayBuffer>
  /** SHA-256 of each record, 32 bytes. */
  readonly digest: Uint8Array<ArrayBuffer>
  readonly dropped: readonly { readonly ordinal: number; readonly reason: DropReason }[]
  /** Rows (rows.ts) by package and by id; see LayerInput. */
  readonly packages: Uint8Array<ArrayBuffer>
  readonly ids: Uint8Array<ArrayBuffer>
  /** One row per signal, by the id that it is about. */
  readonly signals: Uint8Array<ArrayBuffer>
  /** What is counted of each record: which of `tallies` it is. */
  readonly tally: Uint32Array<ArrayBuffer>
  readonly tallies: readonly RecordTally[]
  /** Milliseconds of the newest credible date; 0 for none. */
  readonly newest: number
  /** Stored versions that entries were found to be: part, block, frame, frames of each. */
  readonly unchanged: Uint32Array<ArrayBuffer>
}

/** The tables of a result: handed over to the other thread instead of copied. */
export function transferOf(result: ChunkResult): ArrayBuffer[] {
  const { ordinal, data, digest, packages, ids, signals, tally, unchanged } = result
  return [ordinal, data, digest, packages, ids, signals, tally, unchanged].map((table) => table.buffer)
}

/** A record may grow by this much when its facts are repeated for each package. */
const MAX_GROWTH = 64
const WINDOW = 1 << 20

/** Throws FeddbError when the file cannot be read; a bad entry is counted, never thrown. */
export function parseChunk(chunk: Chunk): ChunkResult {
  const format = findFormat(chunk.format)
  if (format === undefined) throw new Error(`no source format is called ${chunk.format}`)
  const file = openFile(chunk.path)
  const known = chunk.known === undefined ? undefined : openKnown(chunk.known)
  try {
    return parseEntries(chunk, { format, known, read: createWindow(file.readAt, file.size) })
  } finally {
    file.close()
  }
}

interface Reading {
  readonly format: SourceFormat
  readonly known: KnownRecords | undefined
  readonly read: ReadFile
}

function parseEntries(chunk: Chunk, { format, known, read }: Reading): ChunkResult {
  const found = createFound(chunk.offset.length)
  const dropped: { ordinal: number; reason: DropReason }[] = []
  const unchanged: number[] = []
  for (let at = 0; at < chunk.offset.length; at++) {
    const same = known?.find(chunk, at, read)
    if (same !== undefined) {
      unchanged.push(same.part, same.block, same.frame, same.frames)
      continue
    }
    const ordinal = chunk.first + at
    const entry = unpackEntry(chunk, at, read)
    const parsed = typeof entry === 'string' ? entry : parseEntry(chunk, format, { at, bytes: entry.bytes })
    if (typeof entry === 'string' || typeof parsed === 'string') {
      dropped.push({ ordinal, reason: typeof parsed === 'string' ? parsed : 'BAD_DATA' })
      continue
    }
    if (!found.add({ ...parsed, ordinal, data: entry.data, bytes: entry.bytes.length }))
      dropped.push({ ordinal, reason: 'TOO_LARGE' })
  }
  return { ...found.take(), dropped, unchanged: Uint32Array.from(unchanged) }
}

interface FoundRecord {
  readonly ordinal: number
  readonly record: SourceRecord
  readonly digest: string
  readonly data: number
  /** Size of the text. */
  readonly bytes: number
}

interface Found {
  /** False, and nothing added, when the record's rows would be too many. */
  readonly add: (record: FoundRecord) => boolean
  readonly take: () => Omit<ChunkResult, 'dropped' | 'unchanged'>
}

/** The columns of a result; `most`: records that may be added. */
function createFound(most: number): Found {
  const rows: ChunkRows = {
    packages: createRowWriter(),
    ids: createRowWriter(),
    signals: createRowWriter(),
    placeOf: createPlaces(),
  }
  const tallies = createTallies()
  const tally = new Uint32Array(most)
  const ordinals = new Uint32Array(most)
  const data = new Float64Array(most)
  const digest = Buffer.alloc(32 * most)
  let newest = 0
  let kept = 0
  return {
    add: (found) => {
      if (!addRows(rows, found)) return false
      ordinals[kept] = found.ordinal
      data[kept] = found.data
      digest.write(found.digest, 32 * kept, 'hex')
      tally[kept] = tallies.add(found.record)
      newest = Math.max(newest, found.record.newest ?? 0)
      kept++
      return true
    },
    take: () => ({
      ordinal: ordinals.slice(0, kept),
      data: data.slice(0, kept),
      digest: new Uint8Array(digest.subarray(0, 32 * kept)),
      packages: rows.packages.take(),
      ids: rows.ids.take(),
      signals: rows.signals.take(),
      tally: tally.slice(0, kept),
      tallies: tallies.all,
      newest,
    }),
  }
}

function parseEntry(
  chunk: Chunk,
  format: SourceFormat,
  { at, bytes }: { readonly at: number; readonly bytes: Buffer },
): { readonly record: SourceRecord; readonly digest: string } | DropReason {
  if (!isUtf8(bytes)) return 'NOT_UTF8'
  const digest = hash('sha256', bytes, 'hex')
  const file = { path: chunk.names[at] ?? '', text: bytes.toString('utf8') }
  const record = format.read(file, { source: chunk.source, digest, now: chunk.now })
  if (!record.ok) return record.error
  // Half a pair of surrogates, written as an escape: no key could be told from others like it.
  return HALF_PAIR.test(record.value.id) ? 'NOT_UTF8' : { record: record.value, digest }
}

const HALF_PAIR = /\p{Surrogate}/u

interface ChunkRows {
  readonly packages: RowWriter
  readonly ids: RowWriter
  readonly signals: RowWriter
  readonly placeOf: (key: string) => Place
}

/** False, and nothing added, when the record's repeated facts would flood the index. */
function addRows(rows: ChunkRows, item: Pick<FoundRecord, 'bytes' | 'ordinal' | 'record'>): boolean {
  const { ordinal, record } = item
  const budget = MAX_GROWTH * item.bytes + 65_536
  const mark = rows.packages.mark()
  const { claims, aliases } = record
  // What each package of the record repeats, before it is multiplied.
  const shared = aliases.length === 0 ? 0 : claims.length * JSON.stringify(aliases).length
  if (shared > budget) return false
  for (const [at, row] of formatClaimRows(claims).entries()) {
    const claim = claims[at]
    if (claim === undefined) break
    const key = packageKeyOf(claim.ecosystem, claim.name)
    rows.packages.add({ ordinal, place: rows.placeOf(key), key, row })
    if (rows.packages.mark() - mark <= budget) continue
    rows.packages.reset(mark)
    return false
  }
  rows.ids.add({ ordinal, place: placeOfId(record.id), key: record.id, row: '' })
  for (const alias of aliases) rows.ids.add({ ordinal, place: placeOfId(alias), key: alias, row: '1' })
  for (const signal of record.signals) {
    rows.signals.add({ ordinal, place: placeOfId(signal.id), key: signal.id, row: formatSignalRow(signal) })
  }
  return true
}

const MAX_PLACES = 8192

/** A package comes up again and again within a chunk; hashing it costs more than looking it up. */
function createPlaces(): (key: string) => Place {
  const places = new Map<string, Place>()
  return (key) => {
    const known = places.get(key)
    if (known !== undefined) return known
    if (places.size === MAX_PLACES) places.clear()
    const place = placeOfPackage(key, hashText)
    places.set(key, place)
    return place
  }
}

/** Reads ahead, because entries follow each other; what it returns is valid until the next call. */
function createWindow(readAt: ReadFile, size: number): ReadFile {
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
