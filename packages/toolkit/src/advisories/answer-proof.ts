/** Proof of what one layer of a snapshot says about one key, or that it says nothing: checked against the root alone. */
import { err, ok, type Result, sha256 } from '../base/index.ts'
import { hashLeaf, type Inclusion, verifyInclusion } from '../translog/index.ts'
import { BUCKETS, type Place, placeOfId, placeOfPackage } from './bucket.ts'
import { digestOfBucket, toBlock } from './bucket-digest.ts'
import { type SegmentKind, SEGMENT_KINDS } from './layer.ts'
import { field } from './layer-shape.ts'
import { rootLeaf } from './manifest.ts'
import type { PackageKey } from './package-key.ts'
import { fromHex, toHex } from './segment-bytes.ts'

export interface AnswerQuestion {
  /** Name of the layer. */
  readonly layer: string
  readonly kind: SegmentKind
  readonly key: string
}

/** Plain JSON; hashes are lowercase hex. */
export interface AnswerProof extends AnswerQuestion {
  /** All entries of the key's bucket, ascending by fingerprint: the digest stands for key and value. */
  readonly bucket: readonly (readonly [fingerprint: number, digest: string])[]
  /** Entries that have the key's fingerprint, in their order. `value`: the stored text; of a record, the list of its digests. */
  readonly shown: readonly { readonly key: string; readonly value: string }[]
  /** From the bucket up to the root of the kind in the layer. */
  readonly bucketPath: readonly string[]
  readonly kindRoot: string
  /** From the kind's leaf up to the root of the snapshot. */
  readonly leaf: { readonly index: number; readonly size: number; readonly path: readonly string[] }
}

export interface AnswerProofError {
  readonly code: 'PROOF_MALFORMED' | 'PROOF_OF_SOMETHING_ELSE' | 'PROOF_INCOMPLETE' | 'PROOF_ROOT_MISMATCH'
  readonly message: string
}

declare const brand: unique symbol

/** Only `verifyAnswer` makes one. `value` is undefined when the layer says nothing about the key. */
export type VerifiedAnswer = AnswerQuestion & {
  readonly value: string | undefined
  readonly [brand]: 'VerifiedAnswer'
}

/** Where the key lies in its kind's segments. */
export function placeOfKey({ kind, key }: Pick<AnswerQuestion, 'key' | 'kind'>): Place {
  // `as`: any text has a place; one that is no key of a package is found nowhere.
  return kind === 'packages' ? placeOfPackage(key as PackageKey) : placeOfId(key)
}

/**
 * `root`: the snapshot's, lowercase hex, trusted. Whoever signed it may have put a key where nobody looks for it; that
 * shows when the whole snapshot is verified, not here.
 */
export function verifyAnswer(
  input: unknown,
  question: AnswerQuestion,
  root: string,
): Result<VerifiedAnswer, AnswerProofError> {
  const proof = parseProof(input)
  if (proof === undefined) return fault('PROOF_MALFORMED', 'expected a proof of an answer')
  const { layer, kind, key } = question
  if (proof.layer !== layer || proof.kind !== kind || proof.key !== key)
    return fault(
      'PROOF_OF_SOMETHING_ELSE',
      `the proof is about ${proof.kind} of ${proof.layer}: ${proof.key}`,
    )
  const place = placeOfKey(question)
  const gap = findGap(proof, place.fingerprint)
  if (gap !== undefined) return fault('PROOF_INCOMPLETE', gap)
  if (!leadsToRoot(proof, place.bucket, root))
    return fault('PROOF_ROOT_MISMATCH', 'the proof leads to another root')
  const value = proof.shown.find((entry) => entry.key === key)?.value
  // `as`: the one place where a proven answer comes from.
  return ok({ layer, kind, key, value } as VerifiedAnswer)
}

/** Entries of the fingerprint that are not shown, or shown as something else. */
function findGap({ bucket, shown }: AnswerProof, fingerprint: number): string | undefined {
  const isSorted = bucket.every(([own], at) => at === 0 || (bucket[at - 1]?.[0] ?? 0) <= own)
  if (!isSorted) return 'its entries do not ascend'
  const own = bucket.filter(([other]) => other === fingerprint)
  if (own.length !== shown.length) return `it shows ${shown.length} of ${own.length} entries`
  const encoder = new TextEncoder()
  for (const [at, { key, value }] of shown.entries()) {
    const digest = toHex(sha256(toBlock(encoder.encode(key), encoder.encode(value))))
    if (digest !== own[at]?.[1]) return `it shows ${key} as something else`
  }
  return undefined
}

function leadsToRoot(proof: AnswerProof, bucket: number, root: string): boolean {
  const entries = proof.bucket.map(([fingerprint, digest]) => ({ fingerprint, digest: fromHex(digest) }))
  const leaf = new TextEncoder().encode(rootLeaf(proof.layer, proof.kind, proof.kindRoot))
  return (
    isIncluded({
      index: BigInt(bucket),
      size: BigInt(BUCKETS),
      data: digestOfBucket(entries, sha256),
      path: proof.bucketPath,
      root: proof.kindRoot,
    }) &&
    isIncluded({
      index: BigInt(proof.leaf.index),
      size: BigInt(proof.leaf.size),
      data: leaf,
      path: proof.leaf.path,
      root,
    })
  )
}

interface Step extends Pick<Inclusion, 'index' | 'size'> {
  readonly data: Uint8Array
  readonly path: readonly string[]
  readonly root: string
}

function isIncluded({ index, size, data, path, root }: Step): boolean {
  const claim = { index, size, leafHash: hashLeaf(sha256, data), root: fromHex(root) }
  return verifyInclusion(sha256, claim, path.map(fromHex)).ok
}

/** Longest lists that are looked at: a bucket that somebody flooded, and 2^63 leaves. */
const MAX_ENTRIES = 1_000_000
const MAX_PATH = 64

function parseProof(input: unknown): AnswerProof | undefined {
  const leaf = field(input, 'leaf')
  const kinds: readonly unknown[] = SEGMENT_KINDS
  const isProof =
    typeof field(input, 'layer') === 'string' &&
    typeof field(input, 'key') === 'string' &&
    kinds.includes(field(input, 'kind')) &&
    isList(field(input, 'bucket'), MAX_ENTRIES, isEntry) &&
    isList(field(input, 'shown'), MAX_ENTRIES, isShown) &&
    isList(field(input, 'bucketPath'), MAX_PATH, isHash) &&
    isHash(field(input, 'kindRoot')) &&
    isSize(field(leaf, 'index')) &&
    isSize(field(leaf, 'size')) &&
    isList(field(leaf, 'path'), MAX_PATH, isHash)
  // `as`: every field was looked at above.
  return isProof ? (input as AnswerProof) : undefined
}

function isList(value: unknown, most: number, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= most && value.every(isItem)
}

function isEntry(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    isSize(value[0]) &&
    Number(value[0]) < 2 ** 32 &&
    isHash(value[1])
  )
}

function isShown(value: unknown): boolean {
  return typeof field(value, 'key') === 'string' && typeof field(value, 'value') === 'string'
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

function isSize(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function fault(code: AnswerProofError['code'], message: string): Result<never, AnswerProofError> {
  return err({ code, message })
}
