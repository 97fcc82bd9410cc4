/** Writes the three segments of one layer from what the threads have read. */
import {
  BUCKETS,
  createSegmentWriter,
  type Place,
  placeOfId,
  type SegmentKind,
  type SegmentRef,
} from '../../advisories/index.ts'
import { compareCodeUnits } from '../../base/index.ts'
import { createSegmentFile, type PublishedSegment } from './files.ts'
import type { LayerInput, ReadRecords } from './layer-input.ts'
import { writeRecordPack } from './record-pack.ts'
import type { StoredRow } from './rows.ts'

export interface WrittenLayer {
  readonly segments: Record<SegmentKind, SegmentRef>
  readonly records: number
  readonly duplicates: number
  readonly claims: number
  readonly packages: number
  /** Purl types of the keys, sorted. */
  readonly types: readonly string[]
}

/** Resolves when the segments are on the disk. */
export async function writeLayer(input: LayerInput): Promise<WrittenLayer> {
  const { order, losers } = chooseRecords(input.records)
  const places = writeRecordPack(input, order)
  const ids = writeIds(input, order, places)
  const index = writePackages(input, order)
  await Promise.all([ids.settled, index.segment.settled, places.segment.settled])
  return {
    segments: { ids: ids.ref, packages: index.segment.ref, records: places.segment.ref },
    records: order.length,
    duplicates: losers,
    claims: index.claims,
    packages: index.packages,
    types: index.types,
  }
}

/** Positions of the records to keep, by id and digest: the same bytes once, and every version of a record. */
function chooseRecords(records: ReadRecords): { readonly order: readonly number[]; readonly losers: number } {
  const { id, digest } = records
  const sorted = Array.from(id, (_, at) => at).sort(
    (a, b) =>
      compareCodeUnits(id[a] ?? '', id[b] ?? '') || compareCodeUnits(digest[a] ?? '', digest[b] ?? ''),
  )
  const order = sorted.filter((at, rank) => rank === 0 || digest[at] !== digest[sorted[rank - 1] ?? -1])
  return { order, losers: sorted.length - order.length }
}

interface RecordPlaces {
  readonly offset: Float64Array
  readonly packed: Float64Array
  readonly size: Float64Array
}

/** Value: `{"at":[[offset,packed,size,"digest"],…]}` for a record's own id, `{"of":["ID",…]}` for the records it is an alias of. */
function writeIds(input: LayerInput, order: readonly number[], places: RecordPlaces): PublishedSegment {
  const { records } = input
  const values = new Map<string, { at?: string; of?: string[] }>()
  const valueOf = (key: string): { at?: string; of?: string[] } => {
    const known = values.get(key)
    if (known !== undefined) return known
    const made = {}
    values.set(key, made)
    return made
  }
  for (const [rank, at] of order.entries()) {
    const id = records.id[at] ?? ''
    const location = `${places.offset[rank]},${places.packed[rank]},${places.size[rank]}`
    const own = valueOf(id)
    own.at = `${own.at === undefined ? '' : `${own.at},`}[${location},"${records.digest[at]}"]`
    for (const alias of records.aliases[at] ?? []) {
      const value = valueOf(alias)
      if (value.of === undefined) value.of = [id]
      else if (value.of.at(-1) !== id) value.of.push(id)
    }
  }
  const file = createSegmentFile(input.dir, `${input.label}-ids`)
  const writer = createSegmentWriter(file.write)
  for (const { place, key } of sortKeys([...values.keys()], placeOfId)) {
    const { at, of } = values.get(key) ?? {}
    const members = [
      at === undefined ? undefined : `"at":[${at}]`,
      of === undefined ? undefined : `"of":${JSON.stringify(of)}`,
    ]
    writer.add(place, key, [Buffer.from(`{${members.filter((member) => member !== undefined).join(',')}}`)])
  }
  writer.finish()
  return file.publish()
}

function sortKeys(keys: readonly string[], placeOf: (key: string) => Place): { place: Place; key: string }[] {
  const buckets: { place: Place; key: string }[][] = Array.from({ length: BUCKETS }, () => [])
  for (const key of keys) {
    const place = placeOf(key)
    buckets[place.bucket]?.push({ place, key })
  }
  return buckets.flatMap((bucket) => bucket.sort((a, b) => compareCodeUnits(a.key, b.key)))
}

interface PackageIndex {
  readonly segment: PublishedSegment
  readonly claims: number
  readonly packages: number
  readonly types: readonly string[]
}

/** Bytes of rows that are sorted at once. */
const SORT_BYTES = 64 * 1024 * 1024

function writePackages(input: LayerInput, order: readonly number[]): PackageIndex {
  const rankOf = new Map<number, number>()
  for (const [rank, at] of order.entries()) rankOf.set(input.records.ordinal[at] ?? -1, rank)
  const file = createSegmentFile(input.dir, `${input.label}-packages`)
  const writer = createSegmentWriter(file.write)
  const types = new Set<string>()
  let claims = 0
  const passes = Math.min(BUCKETS, Math.max(1, 2 ** Math.ceil(Math.log2(input.rows.bytes() / SORT_BYTES))))
  for (let pass = 0; pass < passes; pass++) {
    const from = (pass * BUCKETS) / passes
    const to = ((pass + 1) * BUCKETS) / passes
    const buckets: RankedRow[][] = Array.from({ length: to - from }, () => [])
    input.rows.read(from, to, (row) => {
      const rank = rankOf.get(row.ordinal)
      if (rank !== undefined) buckets[row.place.bucket - from]?.push({ row, rank })
    })
    for (const rows of buckets) {
      claims += rows.length
      for (const key of writeGroups(rows, writer)) types.add(key.slice(4, key.indexOf('/')))
    }
  }
  const { count } = writer.finish()
  return { segment: file.publish(), claims, packages: count, types: [...types].sort(compareCodeUnits) }
}

interface RankedRow {
  readonly row: StoredRow
  /** Position of the record among the kept ones, by id. */
  readonly rank: number
}

const open = Buffer.from('[')
const comma = Buffer.from(',')
const close = Buffer.from(']')

/** Rows of one bucket. One block per key: the JSON array of its rows, by record id, then in the order of the record's entries. */
function writeGroups(rows: RankedRow[], writer: ReturnType<typeof createSegmentWriter>): readonly string[] {
  // Stable: rows of one record come from one chunk, in order.
  rows.sort((a, b) => compareCodeUnits(a.row.key, b.row.key) || a.rank - b.rank)
  const keys: string[] = []
  let at = 0
  while (at < rows.length) {
    const first = rows[at]?.row
    if (first === undefined) break
    const pieces: Uint8Array[] = []
    for (let row = rows[at]?.row; row !== undefined && row.key === first.key; row = rows[++at]?.row) {
      pieces.push(pieces.length === 0 ? open : comma, row.row)
    }
    pieces.push(close)
    writer.add(first.place, first.key, pieces)
    keys.push(first.key)
  }
  return keys
}
