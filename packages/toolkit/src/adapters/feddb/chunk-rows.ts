/** The rows of one chunk: what the index and the store of records are written from. */
import {
  formatClaimRows,
  formatSignalRow,
  type Place,
  packageKeyOf,
  placeOfId,
  placeOfPackage,
  type SourceRecord,
} from '../../advisories/index.ts'
import { sizeFor } from './buffers.ts'
import type { Chunk, ChunkRows } from './chunk.ts'
import { hashText } from './hash-text.ts'
import { formatRecordRow } from './record-row.ts'
import { createTallyFormatter, type FormatTally } from './record-tally.ts'
import { createRowWriter, type RowWriter } from './rows.ts'

export interface FoundRecord {
  /** Position of its entry in the chunk. */
  readonly at: number
  readonly record: SourceRecord
  /** SHA-256 of its bytes, lowercase hex. */
  readonly digest: string
  /** Offset of the packed bytes in the file. */
  readonly data: number
}

export interface RowBuilder {
  /** False, and nothing added, when the record's rows would be too many. */
  readonly add: (record: FoundRecord) => boolean
  readonly take: () => { readonly rows: ChunkRows; readonly count: number; readonly newest: number }
}

/** A record may grow by this much when its facts are repeated for each package, and its rows up to this size. */
const MAX_GROWTH = 64
const MAX_ROWS = 64 * 1024 * 1024

interface RowWriters {
  readonly records: RowWriter
  readonly packages: RowWriter
  readonly ids: RowWriter
  readonly signals: RowWriter
  readonly placeOf: (key: string) => Place
  readonly tallyOf: FormatTally
}

/** Of this thread: their memory serves one chunk after the other. */
let writers: RowWriters | undefined

/** For one chunk; the one before must have been taken. */
export function takeRowBuilder(chunk: Chunk): RowBuilder {
  const own = (writers ??= createWriters())
  for (const writer of writersOf(own)) writer.reset(0)
  let newest = 0
  let count = 0
  return {
    add: (found) => {
      if (!addRows(own, chunk, found)) return false
      newest = Math.max(newest, found.record.newest ?? 0)
      count++
      return true
    },
    take: () => ({ rows: packRows(own, chunk.space), count, newest }),
  }
}

function createWriters(): RowWriters {
  return {
    records: createRowWriter(),
    packages: createRowWriter(),
    ids: createRowWriter(),
    signals: createRowWriter(),
    placeOf: createPlaces(),
    tallyOf: createTallyFormatter(),
  }
}

function writersOf({ records, packages, ids, signals }: RowWriters): readonly RowWriter[] {
  return [records, packages, ids, signals]
}

/** Into the space if there is room. */
function packRows(own: RowWriters, space: Uint8Array<ArrayBuffer> | undefined): ChunkRows {
  const length = writersOf(own).reduce((sum, writer) => sum + writer.mark(), 0)
  const bytes = space !== undefined && space.length >= length ? space : new Uint8Array(sizeFor(length))
  let used = 0
  const put = (writer: RowWriter): Uint8Array<ArrayBuffer> => {
    const part = bytes.subarray(used, used + writer.mark())
    writer.copyTo(part)
    used += part.length
    return part
  }
  return {
    records: put(own.records),
    packages: put(own.packages),
    ids: put(own.ids),
    signals: put(own.signals),
  }
}

/** False, and nothing added, when the record's repeated facts would flood the index. */
function addRows(rows: RowWriters, chunk: Chunk, found: FoundRecord): boolean {
  const { at, record, digest, data } = found
  const { id, aliases, signals } = record
  const ordinal = chunk.first + at
  const size = chunk.size[at] ?? 0
  const key = Buffer.from(id)
  const budget = Math.min(MAX_ROWS, MAX_GROWTH * size + 65_536)
  if (aliases.length * key.length > budget || !addClaims(rows, { ordinal, record, budget })) return false
  const row = formatRecordRow({
    digest,
    offset: data,
    packed: chunk.packed[at] ?? 0,
    size,
    crc: chunk.crc[at] ?? 0,
    flags: chunk.flags[at] ?? 0,
    path: chunk.names[at] ?? '',
    tally: rows.tallyOf(record),
  })
  rows.records.add({ ordinal, place: placeOfId(id), key: id, row })
  for (const alias of aliases) rows.ids.add({ ordinal, place: placeOfId(alias), key: alias, row: key })
  for (const signal of signals) {
    rows.signals.add({ ordinal, place: placeOfId(signal.id), key: signal.id, row: formatSignalRow(signal) })
  }
  return true
}

function addClaims(
  { packages, placeOf }: RowWriters,
  item: { readonly ordinal: number; readonly record: SourceRecord; readonly budget: number },
): boolean {
  const { ordinal, budget } = item
  const { claims, aliases } = item.record
  const mark = packages.mark()
  // What each package of the record repeats, before it is multiplied.
  const shared = aliases.length === 0 ? 0 : claims.length * JSON.stringify(aliases).length
  if (shared > budget) return false
  for (const [at, row] of formatClaimRows(claims).entries()) {
    const claim = claims[at]
    if (claim === undefined) break
    const key = packageKeyOf(claim.ecosystem, claim.name)
    packages.add({ ordinal, place: placeOf(key), key, row })
    if (packages.mark() - mark <= budget) continue
    packages.reset(mark)
    return false
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
