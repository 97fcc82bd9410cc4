/** The entries of a feed, cut into pieces for the threads. */
import type { Container } from './layer-input.ts'
import type { Chunk } from './chunk.ts'
import type { EntryTable } from './zip.ts'

/** Packed and unpacked bytes and entries of one chunk: worth a message, but small enough to balance the threads. */
const CHUNK_BYTES = 512 * 1024
const CHUNK_TEXT = 8 * 1024 * 1024
const CHUNK_ENTRIES = 4096

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
    const { table } = container
    let start = 0
    while (start < table.count) {
      const end = endOfChunk(table, start)
      yield toChunk(container, from, { start, end })
      start = end
    }
  }
}

function endOfChunk({ count, packed, size }: EntryTable, start: number): number {
  let bytes = 0
  let text = 0
  let end = start
  while (end < count && end - start < CHUNK_ENTRIES && bytes < CHUNK_BYTES && text < CHUNK_TEXT) {
    bytes += packed[end] ?? 0
    text += size[end++] ?? 0
  }
  return end
}

function toChunk(
  { path, table, first }: Container,
  { source, format, needsPaths, now, known }: ChunkSource,
  { start, end }: { readonly start: number; readonly end: number },
): Chunk {
  const names = (): readonly string[] =>
    Array.from({ length: end - start }, (_, at) => table.nameOf(start + at))
  return {
    path,
    source,
    format,
    names: needsPaths ? names() : [],
    now,
    first: first + start,
    offset: Float64Array.from(table.offset.subarray(start, end)),
    packed: Float64Array.from(table.packed.subarray(start, end)),
    size: Float64Array.from(table.size.subarray(start, end)),
    crc: Uint32Array.from(table.crc.subarray(start, end)),
    flags: Uint8Array.from(table.flags.subarray(start, end)),
    end: end < table.count ? (table.offset[end] ?? 0) : table.end,
    ...(known === undefined ? {} : { known: { paths: known } }),
  }
}
