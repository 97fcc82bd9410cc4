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
  /** Where tables wait that come after the blocks; absent: in memory, 48 bytes for each block. */
  readonly createAside?: () => Aside
}

export interface Aside {
  /** The bytes are the caller's again when it returns. */
  readonly write: (bytes: Uint8Array) => void
  /** Hands over all that was written, once, in its order. */
  readonly drain: (emit: (bytes: Uint8Array) => void) => void
}

export function createSegmentWriter(output: SegmentOutput): SegmentWriter {
  const { emit, hash, earlier = [], createAside = createMemory } = output
  const buckets = createBuckets(hash, earlier)
  const directory = createAside()
  const digests = createAside()
  const scratch = createScratch()
  let offset = 0
  let count = 0
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
      const digest = isTombstone ? TOMBSTONE : hash(said)
      directory.write(toBytes(Uint32Array.of(place.fingerprint, length, ...toPair(offset))))
      digests.write(digest)
      buckets.add(place, key, digest)
      count++
      if (content === undefined) put(said)
      else for (const piece of [scratch.join(key, []), ...value]) put(piece)
    },
    finish: () => {
      const start = offset
      const written = buckets.finish()
      directory.drain(put)
      digests.drain(put)
      for (const { digest } of written) put(digest)
      put(toBytes(Uint32Array.from(written.flatMap(({ bucket, end }) => [bucket, end]))))
      put(toBytes(Uint32Array.of(...toPair(start), count, written.length, 0, 0)))
      put(encoder.encode(MAGIC))
      return { count, buckets: written }
    },
  }
}

/** Low and high. */
function toPair(offset: number): readonly [number, number] {
  return [offset >>> 0, Math.floor(offset / 2 ** 32)]
}

const encoder = new TextEncoder()
const TOMBSTONE = new Uint8Array(DIGEST_BYTES)

function createMemory(): Aside {
  const pieces: Uint8Array[] = []
  return { write: (bytes) => pieces.push(bytes.slice()), drain: (emit) => pieces.splice(0).forEach(emit) }
}

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

interface WrittenBucket {
  readonly bucket: number
  readonly digest: Uint8Array
  /** Number of blocks up to and with the bucket. */
  readonly end: number
}

interface Buckets {
  readonly add: (place: Place, key: Uint8Array, digest: Uint8Array) => void
  readonly finish: () => readonly WrittenBucket[]
}

/** Each bucket is hashed when the next one begins, and forgotten. */
function createBuckets(hash: Hash, earlier: readonly BucketSource[]): Buckets {
  const written: WrittenBucket[] = []
  let open = createBucket(0)
  let count = 0
  const close = (next: number): void => {
    const { bucket, entries } = open
    if (entries.count > 0) {
      const sources = [...earlier.map((part) => part.entriesOf(bucket)), entries]
      written.push({ bucket, end: count, digest: digestOfBucket(mergeBucket(sources), hash) })
    }
    open = createBucket(next)
  }
  return {
    add: ({ bucket, fingerprint }, key, digest) => {
      if (bucket !== open.bucket) close(bucket)
      // Keys tell entries of several parts apart.
      open.add(fingerprint, digest, earlier.length === 0 ? NO_KEY : key.slice())
      count++
    },
    finish: () => {
      close(0)
      return written
    },
  }
}

const NO_KEY = new Uint8Array()

interface OpenBucket {
  readonly bucket: number
  readonly entries: BucketEntries
  readonly add: (fingerprint: number, digest: Uint8Array, key: Uint8Array) => void
}

function createBucket(bucket: number): OpenBucket {
  const fingerprints: number[] = []
  const digests: Uint8Array[] = []
  const keys: Uint8Array[] = []
  return {
    bucket,
    entries: {
      get count() {
        return fingerprints.length
      },
      fingerprint: (at) => fingerprints[at] ?? 0,
      digest: (at) => digests[at] ?? TOMBSTONE,
      key: (at) => keys[at] ?? NO_KEY,
    },
    add: (fingerprint, digest, key) => {
      fingerprints.push(fingerprint)
      digests.push(digest)
      keys.push(key)
    },
  }
}
