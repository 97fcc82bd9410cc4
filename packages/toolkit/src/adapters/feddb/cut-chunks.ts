/** The entries of a feed, cut into pieces for the threads. */
import type { Container } from './layer-input.ts'
import type { Chunk } from './chunk.ts'
import type { EntryColumns } from './entry-table.ts'

/** Packed and unpacked bytes and entries of one chunk: worth a message, but small enough to balance the threads. */
const CHUNK_BYTES = 256 * 1024
const CHUNK_TEXT = 2 * 1024 * 1024
const CHUNK_ENTRIES = 1024

export interface ChunkSource {
  readonly source: string
  readonly format: string
  readonly needsPaths: boolean
  /** Milliseconds. */
  readonly now: number
  /** Files of the segments that entries are looked for in; see KnownChunk. */
  readonly known?: readonly string[]
}

export function* cutChunks(containers: readonly Container[], from: ChunkSource): Generator<Chunk> {
  for (const container of containers) {
    const { count } = container.table
    for (let start = 0; start < count; start += CHUNK_ENTRIES)
      yield* cutWindow(container, from, { start, end: Math.min(start + CHUNK_ENTRIES, count) })
  }
}

interface Range {
  readonly start: number
  readonly end: number
}

function* cutWindow(container: Container, from: ChunkSource, { start, end }: Range): Generator<Chunk> {
  const columns = container.table.columns(start, end)
  for (let at = 0; at < end - start; ) {
    const next = endOfChunk(columns, at)
    yield toChunk(container, from, { columns, window: start, range: { start: at, end: next } })
    at = next
  }
}

function endOfChunk({ packed, size }: EntryColumns, start: number): number {
  let bytes = 0
  let text = 0
  let end = start
  while (end < packed.length && bytes < CHUNK_BYTES && text < CHUNK_TEXT) {
    bytes += packed[end] ?? 0
    text += size[end++] ?? 0
  }
  return end
}

interface Cut {
  /** Of a window, and the number of its first entry. */
  readonly columns: EntryColumns
  readonly window: number
  /** Within the window. */
  readonly range: Range
}

function toChunk(
  { path, table, first }: Container,
  { source, format, needsPaths, now, known }: ChunkSource,
  { columns, window, range: { start, end } }: Cut,
): Chunk {
  const { offset, packed, size, crc, flags } = columns
  const names = (): readonly string[] =>
    Array.from({ length: end - start }, (_, at) => table.nameOf(window + start + at))
  return {
    path,
    source,
    format,
    names: needsPaths ? names() : [],
    now,
    first: first + window + start,
    offset: Float64Array.from(offset.subarray(start, end)),
    packed: Float64Array.from(packed.subarray(start, end)),
    size: Float64Array.from(size.subarray(start, end)),
    crc: Uint32Array.from(crc.subarray(start, end)),
    flags: Uint8Array.from(flags.subarray(start, end)),
    end: end < offset.length ? (offset[end] ?? 0) : columns.end,
    ...(known === undefined ? {} : { known: { paths: known } }),
  }
}
