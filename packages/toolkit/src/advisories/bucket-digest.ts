/**
 * What a layer says, as digests: of an entry, of a bucket, of all 1,024 buckets of a kind. Content only: the same for
 * one part that holds everything and for a base with changes laid over it.
 *
 *     entry  = SHA-256(key length u16, key, value)
 *     bucket = SHA-256(fingerprint u32, entry, fingerprint u32, entry, …), ascending by (fingerprint, key)
 *     kind   = RFC 6962 tree over the buckets' digests, bucket 0 to 1,023
 *
 * A bucket is hashed over its entries' digests, not their values: a change costs what changed, and a proof shows one
 * value beside the digests of its neighbours.
 */
import { createInclusionProof, hashLeaf, hashNode } from '../translog/index.ts'
import { BUCKETS } from './bucket.ts'
import { compareBytes } from './segment-bytes.ts'
import { type BucketEntries, DIGEST_BYTES, KEY_HEAD } from './segment-format.ts'

/** SHA-256. */
export type Hash = (bytes: Uint8Array) => Uint8Array

/** An entry that counts: where it lies, and what stands for it. */
export interface LiveEntry {
  /** Number of the part, oldest first. */
  readonly part: number
  /** Position within the part's entries of the bucket. */
  readonly at: number
  readonly fingerprint: number
  readonly digest: Uint8Array
}

/** The entries of a bucket with later parts laid over earlier ones, tombstones left out. `parts`: oldest first. */
export function mergeBucket(parts: readonly BucketEntries[]): readonly LiveEntry[] {
  const [only] = parts
  const entries = parts.length === 1 && only !== undefined ? listEntries(only, 0) : mergeParts(parts)
  return entries.filter(({ digest }) => !isTombstone(digest))
}

function listEntries(entries: BucketEntries, part: number): readonly LiveEntry[] {
  return Array.from({ length: entries.count }, (_, at) => toEntry(entries, part, at))
}

function toEntry(entries: BucketEntries, part: number, at: number): LiveEntry {
  return { part, at, fingerprint: entries.fingerprint(at), digest: entries.digest(at) }
}

/** Of each key the newest entry. */
function mergeParts(parts: readonly BucketEntries[]): readonly LiveEntry[] {
  const merged: LiveEntry[] = []
  const next = parts.map(() => 0)
  for (;;) {
    const fingerprint = lowest(parts, next)
    if (fingerprint === undefined) return merged
    const same: LiveEntry[] = []
    for (const [part, entries] of parts.entries()) {
      let at = next[part] ?? 0
      while (at < entries.count && entries.fingerprint(at) === fingerprint)
        same.push(toEntry(entries, part, at++))
      next[part] = at
    }
    merged.push(...(same.length === 1 ? same : newestByKey(parts, same)))
  }
}

function lowest(parts: readonly BucketEntries[], next: readonly number[]): number | undefined {
  let found: number | undefined
  for (const [part, entries] of parts.entries()) {
    const at = next[part] ?? 0
    if (at >= entries.count) continue
    const fingerprint = entries.fingerprint(at)
    if (found === undefined || fingerprint < found) found = fingerprint
  }
  return found
}

/** Of each key the newest entry, ascending by key. */
function newestByKey(parts: readonly BucketEntries[], same: readonly LiveEntry[]): readonly LiveEntry[] {
  const keyed = same.map((entry) => ({ entry, key: parts[entry.part]?.key(entry.at) ?? new Uint8Array() }))
  keyed.sort((a, b) => compareBytes(a.key, b.key) || a.entry.part - b.entry.part)
  return keyed.flatMap(({ entry, key }, at) => {
    const after = keyed[at + 1]
    return after !== undefined && compareBytes(after.key, key) === 0 ? [] : [entry]
  })
}

function isTombstone(digest: Uint8Array): boolean {
  return digest.every((byte) => byte === 0)
}

export function digestOfBucket(
  entries: readonly { readonly fingerprint: number; readonly digest: Uint8Array }[],
  hash: Hash,
): Uint8Array {
  const bytes = new Uint8Array((4 + DIGEST_BYTES) * entries.length)
  const view = new DataView(bytes.buffer)
  for (const [at, { fingerprint, digest }] of entries.entries()) {
    view.setUint32((4 + DIGEST_BYTES) * at, fingerprint, true)
    bytes.set(digest, (4 + DIGEST_BYTES) * at + 4)
  }
  return hash(bytes)
}

/** A block as it is hashed: length of the key, key, value. */
export function toBlock(key: Uint8Array, value: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(KEY_HEAD + key.length + value.length)
  bytes[0] = key.length & 255
  bytes[1] = key.length >> 8
  bytes.set(key, KEY_HEAD)
  bytes.set(value, KEY_HEAD + key.length)
  return bytes
}

/** Digests of the buckets that have content; the others are empty. */
export type BucketDigests = ReadonlyMap<number, Uint8Array>

/** Root of a kind. Most layers are small: subtrees without content are known beforehand. */
export function rootOfBuckets(digests: BucketDigests, hash: Hash): Uint8Array {
  const empty = hash(new Uint8Array())
  let nothing = hashLeaf(hash, empty)
  let level = new Map([...digests].map(([bucket, digest]) => [bucket, hashLeaf(hash, digest)]))
  for (let width = BUCKETS; width > 1; width /= 2) {
    const above = new Map<number, Uint8Array>()
    for (const at of level.keys()) {
      const parent = at >>> 1
      if (above.has(parent)) continue
      above.set(
        parent,
        hashNode(hash, level.get(2 * parent) ?? nothing, level.get(2 * parent + 1) ?? nothing),
      )
    }
    nothing = hashNode(hash, nothing, nothing)
    level = above
  }
  return level.get(0) ?? nothing
}

/** The siblings from a bucket up to the root of its kind. */
export function proveBucketInclusion(
  digests: BucketDigests,
  bucket: number,
  hash: Hash,
): readonly Uint8Array[] {
  const empty = hash(new Uint8Array())
  const leaves = Array.from({ length: BUCKETS }, (_, at) => hashLeaf(hash, digests.get(at) ?? empty))
  const proof = createInclusionProof(hash, leaves, bucket)
  if (!proof.ok) throw new Error(proof.error.message)
  return proof.value
}
