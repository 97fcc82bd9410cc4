/** What a thread is given and what it gives back: a run of entries of one file in, rows and counts out. */
import type { DropReason } from '../../advisories/index.ts'
import type { KnownChunk } from './known-records.ts'

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
  /** Where the rows may be put, if there is room. */
  readonly space?: Uint8Array<ArrayBuffer>
}

export interface ChunkResult {
  /** Records that were read. */
  readonly count: number
  readonly dropped: readonly { readonly ordinal: number; readonly reason: DropReason }[]
  /** Rows of the feed's stores, all in one buffer. */
  readonly rows: ChunkRows
  /** Milliseconds of the newest credible date; 0 for none. */
  readonly newest: number
  /** Stored versions that entries were found to be: part, block, frame, frames of each. */
  readonly unchanged: Uint32Array<ArrayBuffer>
}

/** See FeedRows; views of one buffer. */
export interface ChunkRows {
  readonly records: Uint8Array<ArrayBuffer>
  readonly packages: Uint8Array<ArrayBuffer>
  readonly ids: Uint8Array<ArrayBuffer>
  readonly signals: Uint8Array<ArrayBuffer>
}

/** The tables of a result: handed over to the other thread instead of copied. */
export function transferOf({ rows, unchanged }: ChunkResult): ArrayBuffer[] {
  return [rows.records.buffer, unchanged.buffer]
}
