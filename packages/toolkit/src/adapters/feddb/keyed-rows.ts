/** Rows of many chunks, sorted and grouped by key: what a keyed segment is written from. */
import { BUCKETS, type Place } from '../../advisories/index.ts'
import type { RowStore } from './row-store.ts'
import { bucketAt, keyEndAt, ROW_HEAD, rowEndAt } from './rows.ts'

/** Rows of one key, by rank, then in the order of the record's entries. */
export interface RowGroup {
  readonly place: Place
  readonly key: Buffer
  readonly rows: readonly RankedRow[]
}

export interface RankedRow {
  /** Position of the record among the kept ones. */
  readonly rank: number
  readonly row: Buffer
}

/** Bytes of rows that are sorted at once. */
const SORT_BYTES = 64 * 1024 * 1024

/** In the order of a segment: bucket, fingerprint, key. `rankOf`: by ordinal; rows of records with a negative rank are left out. */
export function* groupRows(store: RowStore, rankOf: Int32Array): Generator<RowGroup> {
  const passes = Math.min(BUCKETS, Math.max(1, 2 ** Math.ceil(Math.log2(store.bytes() / SORT_BYTES))))
  for (let pass = 0; pass < passes; pass++) {
    const from = (pass * BUCKETS) / passes
    const to = ((pass + 1) * BUCKETS) / passes
    const table = indexRows(store.read(from, to), { from, to, rankOf })
    for (const [at, rows] of table.buckets.entries()) {
      if (rows.length > 0) yield* groupBucket(table, from + at, rows)
    }
  }
}

/** Columns instead of objects: there is a row for each package and each id of every record. */
interface RowTable {
  readonly pieces: readonly Buffer[]
  readonly piece: readonly number[]
  readonly at: readonly number[]
  readonly fingerprint: readonly number[]
  readonly rank: readonly number[]
  /** Row numbers by bucket. */
  readonly buckets: readonly number[][]
}

function indexRows(
  pieces: readonly Buffer[],
  { from, to, rankOf }: { readonly from: number; readonly to: number; readonly rankOf: Int32Array },
): RowTable {
  const piece: number[] = []
  const at: number[] = []
  const fingerprint: number[] = []
  const rank: number[] = []
  const buckets: number[][] = Array.from({ length: to - from }, () => [])
  for (const [index, rows] of pieces.entries()) {
    for (let offset = 0; offset < rows.length; offset = rowEndAt(rows, offset)) {
      const own = rankOf[rows.readUInt32LE(offset)] ?? -1
      const bucket = buckets[bucketAt(rows, offset) - from]
      if (own < 0 || bucket === undefined) continue
      bucket.push(piece.length)
      piece.push(index)
      at.push(offset)
      fingerprint.push(rows.readUInt32LE(offset + 8))
      rank.push(own)
    }
  }
  return { pieces, piece, at, fingerprint, rank, buckets }
}

function* groupBucket(table: RowTable, bucket: number, unsorted: readonly number[]): Generator<RowGroup> {
  const { fingerprint, rank } = table
  const numbers = sortRows(table, unsorted)
  let rows: RankedRow[] = []
  for (const [position, number] of numbers.entries()) {
    rows.push({ rank: rank[number] ?? 0, row: rowOf(table, number) })
    const next = numbers[position + 1]
    const isSame =
      next !== undefined &&
      fingerprint[next] === fingerprint[number] &&
      compareKeys(table, next, number) === 0
    if (isSame) continue
    yield { place: { bucket, fingerprint: fingerprint[number] ?? 0 }, key: keyOf(table, number), rows }
    rows = []
  }
}

/** By fingerprint, key, rank and number; rows of one record come from one chunk, in order. */
function sortRows(table: RowTable, numbers: readonly number[]): readonly number[] {
  const { fingerprint, rank } = table
  const compare = (a: number, b: number): number =>
    (fingerprint[a] ?? 0) - (fingerprint[b] ?? 0) ||
    compareKeys(table, a, b) ||
    (rank[a] ?? 0) - (rank[b] ?? 0) ||
    a - b
  if (numbers.length > MAX_PACKED) return [...numbers].sort(compare)
  // Fingerprint and position in one number: nearly all are told apart by it, and numbers sort without calls.
  const packed = Float64Array.from(numbers, (number, at) => (fingerprint[number] ?? 0) * MAX_PACKED + at)
  const sorted = Array.from(packed.sort(), (value) => numbers[value % MAX_PACKED] ?? 0)
  for (let from = 0, to = 1; to <= sorted.length; to++) {
    if (to < sorted.length && fingerprint[sorted[to] ?? 0] === fingerprint[sorted[from] ?? 0]) continue
    if (to - from > 1) {
      const equal = sorted.slice(from, to).sort(compare)
      for (const [at, number] of equal.entries()) sorted[from + at] = number
    }
    from = to
  }
  return sorted
}

/** 32 bits of fingerprint leave 21 of a double for the position. */
const MAX_PACKED = 2 ** 21

function compareKeys(table: RowTable, a: number, b: number): number {
  return Buffer.compare(keyOf(table, a), keyOf(table, b))
}

function keyOf(table: RowTable, number: number): Buffer {
  const rows = pieceOf(table, number)
  const at = table.at[number] ?? 0
  return rows.subarray(at + ROW_HEAD, keyEndAt(rows, at))
}

function rowOf(table: RowTable, number: number): Buffer {
  const rows = pieceOf(table, number)
  const at = table.at[number] ?? 0
  return rows.subarray(keyEndAt(rows, at), rowEndAt(rows, at))
}

function pieceOf(table: RowTable, number: number): Buffer {
  return table.pieces[table.piece[number] ?? 0] ?? Buffer.alloc(0)
}
