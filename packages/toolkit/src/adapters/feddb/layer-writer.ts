/** Writes one layer: the records that are kept, then the indexes by id and by package. */
import { createSegmentWriter, type SegmentKind, type SegmentRef } from '../../advisories/index.ts'
import { compareCodeUnits } from '../../base/index.ts'
import { createSegmentFile, type PublishedSegment } from './files.ts'
import { groupRows } from './keyed-rows.ts'
import type { LayerInput, ReadRecords } from './layer-input.ts'
import { type PackedRecords, writeRecordPack } from './record-pack.ts'

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
  const ranks = rankRecords(input, order)
  const places = writeRecordPack(input, order)
  const ids = writeIds(input, { order, ranks, places })
  const index = writePackages(input, ranks)
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

/** By ordinal: position in the order; -1 for what is not kept. */
function rankRecords(input: LayerInput, order: readonly number[]): Int32Array {
  const entries = input.containers.reduce((sum, { table }) => sum + table.count, 0)
  const ranks = new Int32Array(entries).fill(-1)
  for (const [rank, at] of order.entries()) ranks[input.records.ordinal[at] ?? 0] = rank
  return ranks
}

interface KeptRecords {
  readonly order: readonly number[]
  readonly ranks: Int32Array
  readonly places: PackedRecords
}

/**
 * Value: `{"at":[[offset,packed,size,"digest"],…]}` for a record's own id, one for each version of the record;
 * `{"of":["ID",…]}` for the records it is an alias of.
 */
function writeIds(input: LayerInput, kept: KeptRecords): PublishedSegment {
  const { records } = input
  const { order, places } = kept
  const file = createSegmentFile(input.dir, `${input.label}-ids`)
  const writer = createSegmentWriter(file.write)
  for (const { place, key, rows } of groupRows(input.ids, kept.ranks)) {
    const at: string[] = []
    const of = new Set<string>()
    for (const { rank, row } of rows) {
      const record = order[rank] ?? 0
      if (row.length > 0) of.add(records.id[record] ?? '')
      else
        at.push(
          `[${places.offset[rank]},${places.packed[rank]},${places.size[rank]},"${records.digest[record]}"]`,
        )
    }
    const members = [
      at.length === 0 ? '' : `"at":[${at.join(',')}]`,
      of.size === 0 ? '' : `"of":${JSON.stringify([...of])}`,
    ]
    writer.add(place, key, [Buffer.from(`{${members.filter((member) => member !== '').join(',')}}`)])
  }
  writer.finish()
  return file.publish()
}

interface PackageIndex {
  readonly segment: PublishedSegment
  readonly claims: number
  readonly packages: number
  readonly types: readonly string[]
}

const open = Buffer.from('[')
const comma = Buffer.from(',')
const close = Buffer.from(']')
const SLASH = 0x2f

/** Value: the JSON array of the package's rows, by record id and digest, then in the order of the record's entries. */
function writePackages(input: LayerInput, ranks: Int32Array): PackageIndex {
  const file = createSegmentFile(input.dir, `${input.label}-packages`)
  const writer = createSegmentWriter(file.write)
  const types = new Set<string>()
  let claims = 0
  for (const { place, key, rows } of groupRows(input.packages, ranks)) {
    const pieces: Buffer[] = []
    for (const { row } of rows) pieces.push(pieces.length === 0 ? open : comma, row)
    pieces.push(close)
    writer.add(place, key, pieces)
    claims += rows.length
    types.add(key.toString('latin1', 4, key.indexOf(SLASH)))
  }
  const { count } = writer.finish()
  return { segment: file.publish(), claims, packages: count, types: [...types].sort(compareCodeUnits) }
}
