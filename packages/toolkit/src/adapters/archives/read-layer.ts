/** One layer of an image: its entries, the digests of its bytes, and what was lost. */
import type { Issue } from '../../base/index.ts'
import { type ArchiveLayer, digestIssue, isTar, type LayerRef, tarBlock } from '../../inventory/index.ts'
import { type ByteReader, streamReader } from './byte-reader.ts'
import { type ArchiveFailure, toFailure } from './failure.ts'
import { hashed } from './hashed.ts'
import { type ContentOf, type EntryDraft, readEntries } from './read-entries.ts'
import { type Packing, packingOf, type Pieces, unpack } from './unpack.ts'

/** The bytes of a layer as they lie in the archive, and what is to be found out about them. */
export interface LayerBytes {
  readonly pieces: Pieces
  /** The first ones, to tell how they are packed. */
  readonly start: Uint8Array
  /** How the bytes of files are come by; `isPacked`: only while they stream by. */
  readonly contentOf: (reader: ByteReader, isPacked: boolean) => ContentOf
  readonly algorithm?: 'sha256' | 'sha512'
  /** Entries that may be read; `limits.archiveEntries` by default. */
  readonly mostEntries?: number
  /** Whether the digest of the unpacked bytes is asked for. */
  readonly withDiffId?: boolean
}

/** What was read of the bytes, before it is known what the image says of them. */
export interface LayerRead {
  readonly entries: ArchiveLayer['entries']
  readonly issues: readonly Issue[]
  readonly failure?: ArchiveFailure
  /** Whether the blocks that close a tar archive were there. */
  readonly isClosed: boolean
  readonly digest: string
  readonly diffId?: string
}

/** A layer in its place. `loss`: in words, where not all of it was read. */
export interface PlacedLayer extends ArchiveLayer {
  readonly issues: readonly Issue[]
  readonly loss?: string
}

/** Never throws for what the bytes are: what was read before a failure counts, and the failure is told. */
export async function readLayer(bytes: LayerBytes): Promise<LayerRead> {
  const packing = packingOf(bytes.start)
  const raw = hashed(bytes.pieces, bytes.algorithm ?? 'sha256')
  const { mostEntries } = bytes
  const draft: EntryDraft = { entries: [], issues: [], ...(mostEntries === undefined ? {} : { mostEntries }) }
  let read: Unpacked = { isClosed: true }
  let failure: ArchiveFailure | undefined
  try {
    if (bytes.start.length > 0) read = await readUnpacked(raw.pieces, { packing, bytes, draft })
  } catch (cause) {
    failure = toFailure(cause, 'it is damaged')
  }
  const digest = await raw.finish()
  const diffId = packing === 'plain' ? digest : read.diffId
  return {
    entries: draft.entries,
    issues: draft.issues,
    isClosed: read.isClosed,
    digest,
    ...(failure === undefined ? {} : { failure }),
    ...(diffId === undefined ? {} : { diffId }),
  }
}

interface Unpacked {
  readonly isClosed: boolean
  readonly diffId?: string
}

interface Around {
  readonly packing: Packing
  readonly bytes: LayerBytes
  readonly draft: EntryDraft
}

async function readUnpacked(raw: Pieces, { packing, bytes, draft }: Around): Promise<Unpacked> {
  const unpacked = unpack(raw, packing)
  const isPacked = packing !== 'plain'
  const plain = isPacked && bytes.withDiffId === true ? hashed(unpacked, 'sha256') : undefined
  const reader = streamReader(plain?.pieces ?? unpacked)
  const { isClosed } = await readEntries(reader, bytes.contentOf(reader, isPacked), draft)
  return plain === undefined ? { isClosed } : { isClosed, diffId: await plain.finish() }
}

/** Puts a layer in its place, once its bytes were compared with what the image says of them. */
export function placeLayer(read: LayerRead, ref: LayerRef): PlacedLayer {
  const path = layerName(ref)
  const { failure } = read
  const issues: Issue[] =
    failure === undefined ? [] : [{ code: failure.code, level: 'error', path, message: failure.message }]
  const wrong = mismatch(read, ref)
  issues.push(...wrong)
  const isProven = wrong.length === 0 && (ref.digest ?? ref.diffId) !== undefined
  const unclosed =
    read.isClosed || isProven ? undefined : 'it ends without the blocks that close a tar archive'
  if (unclosed !== undefined && failure === undefined)
    issues.push({ code: 'SYNTAX_INVALID', level: 'warning', path, message: unclosed })
  const loss = issues[0]?.message
  return {
    number: ref.number,
    entries: read.entries,
    issues: [...issues, ...read.issues],
    ...(loss === undefined ? {} : { loss }),
  }
}

/** For issues and reports: a layer is no file of the image. */
export function layerName({ number, digest, diffId }: LayerRef): string {
  const name = digest ?? diffId
  return name === undefined ? `layer ${number}` : `layer ${number} (${name})`
}

/** The digest of the bytes as they lie there decides; where none is stated, that of the tar archive in them. */
function mismatch(read: LayerRead, ref: LayerRef): readonly Issue[] {
  const path = layerName(ref)
  if (ref.digest !== undefined)
    return ref.digest === read.digest ? [] : [digestIssue(path, ref.digest, read.digest)]
  if (ref.diffId === undefined || read.diffId === undefined || ref.diffId === read.diffId) return []
  return [digestIssue(path, ref.diffId, read.diffId)]
}

/** Whether bytes look like a layer: packed, or a tar archive, one without entries too (steps that change no file leave it). */
export function looksLikeLayer(start: Uint8Array): boolean {
  const packing = packingOf(start)
  const block = start.subarray(0, tarBlock)
  const isEmpty = block.length === tarBlock && block.every((byte) => byte === 0)
  return packing === 'gzip' || packing === 'zstd' || isEmpty || isTar(block)
}

/** A layer that is not there. */
export function missingLayer(ref: LayerRef): PlacedLayer {
  const message = ref.isForeign
    ? 'it is left out of the archive on purpose and lies elsewhere'
    : 'it is not in the archive'
  const hint = 'save the image with all of its layers'
  return {
    number: ref.number,
    entries: [],
    loss: message,
    issues: [{ code: 'REFERENCE_MISSING', level: 'error', path: layerName(ref), message, hint }],
  }
}
