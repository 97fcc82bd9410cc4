/** Rows of many chunks, sorted and grouped by key: what a keyed segment is written from. */
import { BUCKETS, type Place } from '../../advisories/index.ts'
import type { RowStore } from './row-store.ts'
import { bucketAt, fingerprintAt, keyEndAt, ROW_HEAD, rowEndAt } from './rows.ts'
import { sortBucket } from './sort-places.ts'

/** Compares records by position. */
export type RecordOrder = (a: number, b: number) => number

/** Rows of one key, by record, then in the order of the record's entries. */
export interface RowGroup {
  readonly place: Place
  readonly key: Buffer
  readonly rows: readonly RankedRow[]
}

export interface RankedRow {
  /** Position of the record among those that were read. */
  readonly position: number
  readonly row: Buffer
}

/** Bytes of rows that are sorted at once. */
const SORT_BYTES = 64 * 1024 * 1024

export interface RowSelection {
  /** By ordinal: position of the record; rows of records with a negative one are left out. */
  readonly positionOf: Int32Array
  readonly order: RecordOrder
  /** Leaves out rows without text. */
  readonly isTextOnly?: boolean
}

/** In the order of a segment: bucket, fingerprint, key. */
export function* groupRows(store: RowStore, selection: RowSelection): Generator<RowGroup> {
  const passes = Math.min(BUCKETS, Math.max(1, 2 ** Math.ceil(Math.log2(store.bytes() / SORT_BYTES))))
  for (let pass = 0; pass < passes; pass++) {
    const from = (pass * BUCKETS) / passes
    const to = ((pass + 1) * BUCKETS) / passes
    const table = indexRows(store.read(from, to), { ...selection, from, to })
    for (const [at, rows] of table.buckets.entries()) {
      if (rows.length > 0) yield* groupBucket(table, from + at, sortRows(table, rows, selection.order))
    }
  }
}

/** Columns instead of objects: there is a row for each package and each id of every record. */
interface RowTable {
  readonly pieces: readonly Buffer[]
  readonly piece: readonly number[]
  readonly at: readonly number[]
  readonly fingerprint: readonly number[]
  readonly position: readonly number[]
  /** Row numbers by bucket. */
  readonly buckets: readonly number[][]
}

function indexRows(
  pieces: readonly Buffer[],
  { from, to, positionOf, isTextOnly }: RowSelection & { readonly from: number; readonly to: number },
): RowTable {
  const piece: number[] = []
  const at: number[] = []
  const fingerprint: number[] = []
  const position: number[] = []
  const buckets: number[][] = Array.from({ length: to - from }, () => [])
  for (const [index, rows] of pieces.entries()) {
    for (let offset = 0; offset < rows.length; offset = rowEndAt(rows, offset)) {
      const own = positionOf[rows.readUInt32LE(offset)] ?? -1
      const bucket = buckets[bucketAt(rows, offset) - from]
      if (own < 0 || bucket === undefined) continue
      if (isTextOnly === true && keyEndAt(rows, offset) === rowEndAt(rows, offset)) continue
      bucket.push(piece.length)
      piece.push(index)
      at.push(offset)
      fingerprint.push(fingerprintAt(rows, offset))
      position.push(own)
    }
  }
  return { pieces, piece, at, fingerprint, position, buckets }
}

function* groupBucket(table: RowTable, bucket: number, numbers: readonly number[]): Generator<RowGroup> {
  const { fingerprint } = table
  let rows: RankedRow[] = []
  for (const [at, number] of numbers.entries()) {
    rows.push({ position: table.position[number] ?? 0, row: rowOf(table, number) })
    const next = numbers[at + 1]
    const isSame =
      next !== undefined &&
      fingerprint[next] === fingerprint[number] &&
      compareKeys(table, next, number) === 0
    if (isSame) continue
    yield { place: { bucket, fingerprint: fingerprint[number] ?? 0 }, key: keyOf(table, number), rows }
    rows = []
  }
}

/** By fingerprint, key, record and number; rows of one record come from one chunk, in order. */
function sortRows(table: RowTable, numbers: readonly number[], order: RecordOrder): readonly number[] {
  const { fingerprint, position } = table
  return sortBucket(
    numbers,
    fingerprint,
    (a, b) => compareKeys(table, a, b) || order(position[a] ?? 0, position[b] ?? 0) || a - b,
  )
}

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
