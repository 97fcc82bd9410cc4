/**
 * A tar archive that is packed as a whole: it can only be read from its beginning to its end, and what names the layers
 * of an image may come last. So whatever looks like a layer is read as one while it streams by.
 */
import { err, limits, ok } from '../../base/index.ts'
import type { Content } from '../../inventory/index.ts'
import { type ByteReader, streamReader } from './byte-reader.ts'
import type { Keeper, Wishes } from './keeper.ts'
import { documentBytes, type Listed, listEntries } from './outer.ts'
import {
  type ContentOf,
  contentInStream,
  contentOnWish,
  type EntryDraft,
  readEntries,
} from './read-entries.ts'
import { type LayerRead, looksLikeLayer, readLayer } from './read-layer.ts'
import type { Pieces } from './unpack.ts'

export interface PackedOuter {
  readonly listed: Listed
  /** By the place of the layer in the archive. */
  readonly layers: ReadonlyMap<string, LayerRead>
}

/** The stream of the archive's own files; layers are numbered by the entries that hold them. */
const OUTER = 0

export async function readPackedOuter(unpacked: Pieces, keeper: Keeper): Promise<PackedOuter> {
  const layers = new Map<string, LayerRead>()
  const draft: EntryDraft = { entries: [], issues: [] }
  const listed = await listEntries(draft, async () => await readStream(unpacked, keeper, { draft, layers }))
  return { listed, layers }
}

interface Found {
  readonly draft: EntryDraft
  readonly layers: Map<string, LayerRead>
}

async function readStream(
  unpacked: Pieces,
  keeper: Keeper,
  { draft, layers }: Found,
): Promise<{ readonly isClosed: boolean }> {
  const reader = streamReader(unpacked)
  const plain = contentInStream(keeper, OUTER, { reader })
  const budget = { documents: MOST_DOCUMENTS, entries: limits.archiveEntries as number }
  const end = await readEntries(
    reader,
    async (entry, file) => {
      if (!mayBeLayer(file.path))
        return await (isDocument(file.path, entry.size)
          ? takeDocument(reader, entry.size, budget)
          : plain(entry, file))
      const start = Uint8Array.from(await reader.take(Math.min(entry.size, START)))
      const rest = concat(start, reader.pieces(entry.size - start.length))
      if (!looksLikeLayer(start)) return await takeDocument(streamReader(rest), entry.size, budget)
      const contentOf = (inner: ByteReader): ContentOf =>
        contentInStream(keeper, file.ordinal + 1, { reader: inner })
      const withDiffId = !/^(?:[^/]+\/)?blobs\//.test(file.path)
      const mostEntries = Math.max(0, budget.entries)
      const read = await readLayer({ pieces: rest, start, contentOf, withDiffId, mostEntries })
      budget.entries -= read.entries.length
      layers.set(file.path, read)
      return unread
    },
    draft,
  )
  // What follows is nothing; but only at the end of the packed bytes stands whether they are whole.
  while ((await reader.skip(1024 * 1024)) > 0);
  return end
}

/** Reads the archive once more, for what was asked for and not kept. */
export async function refillPackedOuter(unpacked: Pieces, keeper: Keeper, wishes: Wishes): Promise<void> {
  const reader = streamReader(unpacked)
  const own = contentOnWish(keeper, { layer: OUTER, wishes, reader })
  await readEntries(reader, async (entry, file) => {
    const layer = file.ordinal + 1
    if (!wishes.has(layer)) return await own(entry, file)
    const start = Uint8Array.from(await reader.take(Math.min(entry.size, START)))
    const pieces = concat(start, reader.pieces(entry.size - start.length))
    const contentOf = (inner: ByteReader): ContentOf =>
      contentOnWish(keeper, { layer, wishes, reader: inner })
    await readLayer({ pieces, start, contentOf })
    return unread
  })
}

/** Enough for the header of a tar archive. */
const START = 512

/** `ID/layer.tar`, `HEX.tar`, `blobs/sha256/HEX`; one folder may lie around all of it. */
function mayBeLayer(path: string): boolean {
  return /^(?:[^/]+\/)?(?:[^/]+\/layer\.tar|[0-9a-f]{64}\.tar|blobs\/sha\d+\/[0-9a-f]+)$/.test(path)
}

/** Documents of an image lie at the top, under these names and those of their digests. */
function isDocument(path: string, size: number): boolean {
  return (
    size <= documentBytes && /^(?:[^/]+\/)?(?:oci-layout|(?:index|manifest|[0-9a-f]{64})\.json)$/.test(path)
  )
}

/** Bytes of documents of one archive, kept in memory. */
const MOST_DOCUMENTS = 32 * 1024 * 1024

async function takeDocument(
  reader: ByteReader,
  size: number,
  budget: { documents: number },
): Promise<Content> {
  if (size > documentBytes || size > budget.documents) return unread
  budget.documents -= size
  const bytes = Uint8Array.from(await reader.take(size))
  return { read: () => ok(bytes), head: (most) => ok(bytes.subarray(0, most)) }
}

const unread: Content = {
  read: () => err({ code: 'FAILED', message: 'it was read as a layer of an image' }),
  head: () => ok(new Uint8Array(0)),
}

async function* concat(first: Uint8Array, rest: Pieces): Pieces {
  yield first
  yield* rest
}
