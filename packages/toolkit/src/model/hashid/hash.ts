/** The two AboutCode package hashes: A (aboutcode.hashid 0.2) for reading old data, B (aboutcode.federated 1.x) for all else. */
import { sha256 } from '../../base/index.ts'
import type { PurlParts } from '../purl/purl.ts'
import { hashCorePurl } from './legacy-purl.ts'

export interface HashId {
  /** The text that is hashed. */
  readonly core: string
  /** Lowercase hex, as many digits as the type's bits need. */
  readonly a: string
  /** Four decimal digits, 0000 to 1023. */
  readonly b: string
}

/** Bits of hash A by type; every type that is absent has none. */
const BITS_A: ReadonlyMap<string, number> = new Map([
  ...listBits(10, 'github npm'),
  ...listBits(7, 'golang maven nuget perl php pypi ruby'),
  ...listBits(5, 'alpm bitbucket cocoapods composer deb docker gem generic huggingface mlflow pub rpm'),
])

/** Both hashes of a purl's text or parts; undefined when it has no scheme, type or name. */
export function hashPurl(purl: string | PurlParts): HashId | undefined {
  const core = hashCorePurl(purl)
  if (core === undefined) return undefined
  const digest = sha256(core)
  return { core, a: formatHashA(digest, core), b: formatBucket(bucketOfDigest(digest, 1024)) }
}

/** Bucket 0 to 1023 of a core purl, which must come from `hashCorePurl`. */
export function bucketOf(core: string): number {
  return bucketOfDigest(sha256(core), 1024)
}

/** Bucket below `count`, a power of two up to 8192. */
export function bucketAmong(core: string, count: number): number {
  return bucketOfDigest(sha256(core), count)
}

/** Hash A of a core purl, which must come from `hashCorePurl`. */
export function hashA(core: string): string {
  return formatHashA(sha256(core), core)
}

export function formatBucket(bucket: number): string {
  return String(bucket).padStart(4, '0')
}

/** The first two bytes, least significant first. */
function bucketOfDigest(digest: Uint8Array, count: number): number {
  return ((digest[0] ?? 0) + 256 * (digest[1] ?? 0)) % count
}

/** The digest as one big-endian number modulo 2^bits: its last bits. Two bytes hold all that a type uses. */
function formatHashA(digest: Uint8Array, core: string): string {
  const bits = BITS_A.get(core.slice(4, core.indexOf('/'))) ?? 0
  const tail = (digest.at(-1) ?? 0) + 256 * (digest.at(-2) ?? 0)
  return (tail % 2 ** bits).toString(16).padStart(Math.ceil(bits / 4), '0')
}

function listBits(bits: number, types: string): (readonly [string, number])[] {
  return types.split(' ').map((type) => [type, bits] as const)
}
