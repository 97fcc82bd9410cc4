/** What is known of one feed when its layer is written. */
import type { OpenFile } from './files.ts'
import type { RowStore } from './row-store.ts'
import type { EntryTable } from './zip.ts'

/** A file with records, and the number of its first entry within the feed. */
export interface Container {
  readonly file: OpenFile
  readonly table: EntryTable
  readonly first: number
}

/** Records that were read, by position; one feed may hold an id more than once. */
export interface ReadRecords {
  readonly ordinal: number[]
  readonly data: number[]
  readonly id: string[]
  readonly digest: string[]
}

export interface LayerInput {
  readonly dir: string
  /** Tells this layer's temporary files from those of the others. */
  readonly label: string
  readonly containers: readonly Container[]
  readonly records: ReadRecords
  /** One row per claim, by package. */
  readonly packages: RowStore
  /** One row per record by its id, without text, and one per alias, with some. */
  readonly ids: RowStore
}
