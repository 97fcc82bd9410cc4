/** Writes a keyed segment, block by block; its form is told in segment-format.ts. */
import type { Place } from './bucket.ts'
import { digestOfBucket, type Hash, mergeBucket } from './bucket-digest.ts'
import { type BucketEntries, type BucketSource, DIGEST_BYTES, KEY_HEAD, MAGIC } from './segment-format.ts'
import { toBytes } from './segment-bytes.ts'

export interface SegmentWriter {
  /**
   * Keys (UTF-8, at most 65,535 bytes) ascend by (bucket, fingerprint, key), each once. Pieces of the value follow each
   * other; none, or empty ones: the key is taken back. `content`: what the value says, where it says it in other words.
   */
  readonly add: (block: {
    readonly place: Place
    readonly key: Uint8Array
    readonly value: readonly Uint8Array[]
    readonly content?: Uint8Array
  }) => void
  /** Emits everything after the blocks; nothing may be added afterwards. */
  readonly finish: () => WrittenSegment
}

export interface WrittenSegment {
  /** Number of keys, those taken back included. */
  readonly count: number
  /** Buckets with keys, ascending, each with the digest of its content in the whole layer. */
  readonly buckets: readonly { readonly bucket: number; readonly digest: Uint8Array }[]
}

export interface SegmentOutput {
  readonly emit: (bytes: Uint8Array) => void
  /** SHA-256. */
  readonly hash: Hash
  /** Parts of the layer that this one is laid over, oldest first. */
  readonly earlier?: readonly BucketSource[]
}

export function createSegmentWriter({ emit, hash, earlier = [] }: SegmentOutput): SegmentWriter {
  const table = createTable()
  const scratch = createScratch()
  let offset = 0
  const put = (bytes: Uint8Array): void => {
    offset += bytes.length
    emit(bytes)
  }
  put(encoder.encode(MAGIC))
  return {
    add: ({ place, key, value, content }) => {
      const length = value.reduce((sum, piece) => sum + piece.length, KEY_HEAD + key.length)
      const isTombstone = length === KEY_HEAD + key.length
      const said = scratch.join(key, content === undefined ? value : [content])
      table.add({ place, key, offset, length }, isTombstone ? TOMBSTONE : hash(said))
      if (content === undefined) put(said)
      else for (const piece of [scratch.join(key, []), ...value]) put(piece)
    },
    finish: () => {
      const start = offset
      const buckets = table.buckets().map(({ bucket, entries, end }) => {
        const sources = [...earlier.map((part) => part.entriesOf(bucket)), entries]
        return { bucket, end, digest: digestOfBucket(mergeBucket(sources), hash) }
      })
      put(toBytes(table.directory()))
      put(table.digests())
      for (const { digest } of buckets) put(digest)
      put(toBytes(Uint32Array.from(buckets.flatMap(({ bucket, end }) => [bucket, end]))))
      put(
        toBytes(
          Uint32Array.of(start >>> 0, Math.floor(start / 2 ** 32), table.count(), buckets.length, 0, 0),
        ),
      )
      put(encoder.encode(MAGIC))
      return { count: table.count(), buckets }
    },
  }
}

const encoder = new TextEncoder()
const TOMBSTONE = new Uint8Array(DIGEST_BYTES)

/** A block in one piece, so that it is hashed in one call. What it returns is valid until the next call. */
function createScratch(): { readonly join: (key: Uint8Array, value: readonly Uint8Array[]) => Uint8Array } {
  let bytes = new Uint8Array(1 << 16)
  return {
    join: (key, value) => {
      const length = value.reduce((sum, piece) => sum + piece.length, KEY_HEAD + key.length)
      if (length > bytes.length) bytes = new Uint8Array(2 * length)
      bytes[0] = key.length & 255
      bytes[1] = key.length >> 8
      bytes.set(key, KEY_HEAD)
      let at = KEY_HEAD + key.length
      for (const piece of value) {
        bytes.set(piece, at)
        at += piece.length
      }
      return bytes.subarray(0, length)
    },
  }
}

interface TableEntry {
  readonly place: Place
  readonly key: Uint8Array
  readonly offset: number
  readonly length: number
}

interface Table {
  readonly add: (entry: TableEntry, digest: Uint8Array) => void
  readonly count: () => number
  readonly directory: () => Uint32Array
  readonly digests: () => Uint8Array
  /** `end`: number of entries up to and with the bucket. */
  readonly buckets: () => readonly {
    readonly bucket: number
    readonly entries: BucketEntries
    readonly end: number
  }[]
}

function createTable(): Table {
  let directory = new Uint32Array(4096)
  let digests = new Uint8Array(8 * 4096)
  const keys: Uint8Array[] = []
  const runs: { readonly bucket: number; readonly from: number; end: number }[] = []
  return {
    add: ({ place, key, offset, length }, digest) => {
      const count = keys.length
      if (4 * count === directory.length) {
        directory = grow(directory, new Uint32Array(2 * directory.length))
        digests = grow(digests, new Uint8Array(2 * digests.length))
      }
      directory[4 * count] = place.fingerprint
      directory[4 * count + 1] = length
      directory[4 * count + 2] = offset >>> 0
      directory[4 * count + 3] = Math.floor(offset / 2 ** 32)
      digests.set(digest, DIGEST_BYTES * count)
      keys.push(key)
      const last = runs.at(-1)
      if (last?.bucket === place.bucket) last.end = count + 1
      else runs.push({ bucket: place.bucket, from: count, end: count + 1 })
    },
    count: () => keys.length,
    directory: () => directory.subarray(0, 4 * keys.length),
    digests: () => digests.subarray(0, DIGEST_BYTES * keys.length),
    buckets: () =>
      runs.map(({ bucket, from, end }) => ({
        bucket,
        end,
        entries: {
          count: end - from,
          fingerprint: (at) => directory[4 * (from + at)] ?? 0,
          digest: (at) => digests.subarray(DIGEST_BYTES * (from + at), DIGEST_BYTES * (from + at + 1)),
          key: (at) => keys[from + at] ?? new Uint8Array(),
        },
      })),
  }
}

function grow<T extends Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
