/**
 * The form of a keyed segment: what one import wrote of one kind of one layer.
 *
 *     magic | blocks: key length u16, key, value | directory: 16 bytes per block | digests: 32 bytes per block
 *           | digest of each bucket | bucket u32, end u32 per bucket | footer
 *
 * Little-endian. Blocks ascend by (bucket, fingerprint, bytes of the key); only buckets with blocks are listed, `end`
 * being the number of blocks up to and with it. A directory entry is fingerprint, length and offset (low, high) of the
 * block. Footer: offset of the directory (low, high), blocks, buckets, two zeros, magic.
 *
 * A value may be a patch of what earlier parts say (value-rows.ts). An empty value takes the key back (a tombstone, digest of zeros). The digest of a bucket is that of its content in
 * the layer as a whole: this part laid over all earlier ones (bucket-digest.ts).
 * A client with range requests needs the tail, one bucket of the directory and one block.
 */
import type { Place } from './bucket.ts'

export const MAGIC = 'OCTSEG02'
export const ENTRY_BYTES = 16
export const DIGEST_BYTES = 32
export const BUCKET_BYTES = 8
export const FOOTER_BYTES = 32
/** Bytes of the length before each key. */
export const KEY_HEAD = 2

/** Blocks of one bucket, by position; ascending by (fingerprint, key). */
export interface BucketEntries {
  readonly count: number
  readonly fingerprint: (at: number) => number
  /** 32 bytes; zeros for a tombstone. */
  readonly digest: (at: number) => Uint8Array
  /** Read when it is asked for: only entries with one fingerprint need their keys compared. */
  readonly key: (at: number) => Uint8Array
}

/** A part of a layer, as far as its buckets are concerned. */
export interface BucketSource {
  readonly entriesOf: (bucket: number) => BucketEntries
}

export interface Block {
  readonly key: Uint8Array
  readonly value: Uint8Array
  /** Where the value begins in the file. */
  readonly offset: number
}

export interface KeyedSegment extends BucketSource {
  /** Number of keys, those taken back included. */
  readonly count: number
  /** The value; empty for a key that was taken back, undefined for one that the segment says nothing about. */
  readonly find: (place: Place, key: string) => Uint8Array | undefined
  /** Like `find`, with the block's position among those of the bucket. */
  readonly locate: (place: Place, key: Uint8Array) => (Block & { readonly at: number }) | undefined
  /** Buckets with keys, ascending. */
  readonly buckets: readonly number[]
  /** Content digest of each of `buckets`, in their order; read when asked for. */
  readonly bucketDigests: () => readonly Uint8Array[]
  /** Number of blocks before those of the bucket. */
  readonly firstOf: (bucket: number) => number
  readonly blockAt: (bucket: number, at: number) => Block
  /** Entries of the directory: four words for each block. */
  readonly directoryOf: (bucket: number) => Uint32Array
}
