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
  readonly modified: string[]
  readonly aliases: (readonly string[])[]
  readonly digest: string[]
}

export interface LayerInput {
  readonly dir: string
  readonly label: string
  readonly containers: readonly Container[]
  readonly records: ReadRecords
  readonly rows: RowStore
}
