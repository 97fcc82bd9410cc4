/** What is known of one feed when its layer is written. */
import { originOfRow } from '../../advisories/index.ts'
import { compareCodeUnits } from '../../base/index.ts'
import type { Buffers } from './buffers.ts'
import type { ChunkRows } from './chunk.ts'
import type { OpenFile } from './files.ts'
import type { KeyedRow } from './keyed-rows.ts'
import type { RowStore } from './row-store.ts'
import type { EntryTable } from './entry-table.ts'

/** A file with records, and the number of its first entry within the feed. */
export interface Container {
  readonly file: OpenFile
  readonly path: string
  readonly table: EntryTable
  readonly first: number
}

export interface LayerInput {
  readonly dir: string
  /** Tells this layer's temporary files from those of the others. */
  readonly label: string
  readonly containers: readonly Container[]
  readonly rows: FeedRows
  readonly buffers: Buffers
}

export interface FeedRows {
  /** One row per record that was read, by its id (record-row.ts); one feed may hold an id more than once. */
  readonly records: RowStore
  /** One row per claim, by package. */
  readonly packages: RowStore
  /** One row per alias: the id of the record, in UTF-8. */
  readonly ids: RowStore
  /** One row per signal, by vulnerability. */
  readonly signals: RowStore
}

/** Takes in what a thread has read; copied. */
export function addRows(stores: FeedRows, rows: ChunkRows): void {
  stores.records.add(rows.records)
  stores.packages.add(rows.packages)
  stores.ids.add(rows.ids)
  stores.signals.add(rows.signals)
}

/** Entries of all files. */
export function countEntries(containers: readonly Container[]): number {
  return containers.reduce((sum, { table }) => sum + table.count, 0)
}

export function nameOf(containers: readonly Container[], ordinal: number): string {
  const container = containers.findLast(({ first }) => first <= ordinal)
  return container?.table.nameOf(ordinal - container.first) ?? ''
}

/** Claims or signals of one key: by record, version, and then the record's own order. */
export function sortByOrigin(rows: readonly KeyedRow[]): readonly KeyedRow[] {
  return rows
    .map((row) => ({ row, ...originOfRow(row.row.toString('latin1')) }))
    .sort((a, b) => compareCodeUnits(a.record, b.record) || compareCodeUnits(a.digest, b.digest))
    .map(({ row }) => row)
}

/** Records that one alias leads to. */
export function sortById(rows: readonly KeyedRow[]): readonly KeyedRow[] {
  return rows
    .map((row) => ({ row, id: row.row.toString('utf8') }))
    .sort((a, b) => compareCodeUnits(a.id, b.id))
    .map(({ row }) => row)
}
