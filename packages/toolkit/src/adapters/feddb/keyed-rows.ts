/** Rows of many chunks, sorted and grouped by key: what a keyed segment is written from. */
import type { Place } from '../../advisories/index.ts'
import type { RowPass } from './row-runs.ts'
import type { RowStore } from './row-store.ts'
import { bucketAt, fingerprintAt, keyEndAt, ordinalAt, ROW_HEAD, rowEndAt } from './rows.ts'
import { sortBucket } from './sort-places.ts'

/** Rows of one key. All bytes are valid until the next group is asked for. */
export interface RowGroup {
  readonly place: Place
  readonly key: Buffer
  readonly rows: readonly KeyedRow[]
}

export interface KeyedRow {
  /** Number of the entry within the feed. */
  readonly ordinal: number
  readonly row: Buffer
}

export interface RowSelection {
  /** Puts rows of one key in order; they come in the order of their chunks, those of one record in its own. */
  readonly sort: (rows: readonly KeyedRow[]) => readonly KeyedRow[]
  /** By ordinal: whether the row counts; absent: all do. */
  readonly isWanted?: (ordinal: number) => boolean
}

/** In the order of a segment: bucket, fingerprint, key. */
export function* groupRows(store: RowStore, selection: RowSelection): Generator<RowGroup> {
  for (const pass of store.passes()) {
    const table = indexRows(pass, selection)
    let start = 0
    for (const [at, end] of table.ends.entries()) {
      const numbers = table.numbers.subarray(start, end)
      if (start < end) yield* groupBucket(table, { bucket: pass.from + at, numbers }, selection)
      start = end
    }
  }
}

/** Columns instead of objects: there is a row for each package and each id of every record. */
interface RowTable {
  readonly rows: Buffer
  readonly at: Uint32Array
  readonly fingerprint: Uint32Array
  /** Row numbers, bucket by bucket; those of one in the order in which they came. */
  readonly numbers: Uint32Array
  /** Where each bucket's numbers end. */
  readonly ends: Uint32Array
}

function indexRows({ from, to, rows }: RowPass, { isWanted }: RowSelection): RowTable {
  const ends = new Uint32Array(to - from)
  const isCounted = (offset: number): boolean => isWanted?.(ordinalAt(rows, offset)) !== false
  let count = 0
  for (let offset = 0; offset < rows.length; offset = rowEndAt(rows, offset)) {
    if (!isCounted(offset)) continue
    const bucket = bucketAt(rows, offset) - from
    ends[bucket] = (ends[bucket] ?? 0) + 1
    count++
  }
  // First where each bucket begins; every row that is put there moves it on.
  let sum = 0
  for (const [bucket, own] of ends.entries()) {
    ends[bucket] = sum
    sum += own
  }
  const table = {
    rows,
    at: new Uint32Array(count),
    fingerprint: new Uint32Array(count),
    numbers: new Uint32Array(count),
    ends,
  }
  let number = 0
  for (let offset = 0; offset < rows.length; offset = rowEndAt(rows, offset)) {
    if (!isCounted(offset)) continue
    const bucket = bucketAt(rows, offset) - from
    const place = ends[bucket] ?? 0
    ends[bucket] = place + 1
    table.numbers[place] = number
    table.at[number] = offset
    table.fingerprint[number++] = fingerprintAt(rows, offset)
  }
  return table
}

function* groupBucket(
  table: RowTable,
  { bucket, numbers: own }: { readonly bucket: number; readonly numbers: Uint32Array },
  { sort }: RowSelection,
): Generator<RowGroup> {
  const { fingerprint } = table
  // Rows of one key stay in the order in which they came.
  const numbers = sortBucket(own, fingerprint, (a, b) => compareKeys(table, a, b) || a - b)
  let group: KeyedRow[] = []
  for (const [at, number] of numbers.entries()) {
    group.push(rowOf(table, number))
    const next = numbers[at + 1]
    const isSame =
      next !== undefined &&
      fingerprint[next] === fingerprint[number] &&
      compareKeys(table, next, number) === 0
    if (isSame) continue
    const place = { bucket, fingerprint: fingerprint[number] ?? 0 }
    yield { place, key: keyOf(table, number), rows: group.length === 1 ? group : sort(group) }
    group = []
  }
}

function compareKeys(table: RowTable, a: number, b: number): number {
  return Buffer.compare(keyOf(table, a), keyOf(table, b))
}

function keyOf({ rows, at }: RowTable, number: number): Buffer {
  const start = at[number] ?? 0
  return rows.subarray(start + ROW_HEAD, keyEndAt(rows, start))
}

function rowOf({ rows, at }: RowTable, number: number): KeyedRow {
  const start = at[number] ?? 0
  return { ordinal: ordinalAt(rows, start), row: rows.subarray(keyEndAt(rows, start), rowEndAt(rows, start)) }
}
