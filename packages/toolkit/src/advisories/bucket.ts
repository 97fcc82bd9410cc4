/** Where a key lies in a segment: AboutCode's bucket for packages, and a fingerprint that saves reading other keys. */
import { sha256 } from '../base/index.ts'
import type { PackageKey } from './package-key.ts'

export interface Place {
  /** 0 to 1023. */
  readonly bucket: number
  /** 32 bits, unsigned. */
  readonly fingerprint: number
}

export const BUCKETS = 1024

/** Types whose name AboutCode lowercases after encoding it, so that escapes have lowercase digits (feddb.md, Q1). */
const lowercased = new Set(['apk', 'bitnami', 'composer', 'github', 'hex', 'npm', 'pub', 'pypi'])

/** Hash B of AboutCode's federated layout: the digest's first two bytes, least significant first, modulo 1,024. `hash` is SHA-256. */
export function placeOfPackage(key: PackageKey, hash: (text: string) => Uint8Array = sha256): Place {
  const digest = hash(hashedText(key))
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = digest
  return { bucket: (a + 256 * b) % BUCKETS, fingerprint: (c | (d << 8) | (e << 16) | (f << 24)) >>> 0 }
}

/** FNV-1a over UTF-16 units: ids need no agreement with anybody, only speed. Crowded buckets are searched, not walked. */
export function placeOfId(id: string): Place {
  let hash = 0x811c9dc5
  let highest = 0
  for (let at = 0; at < id.length; at++) {
    const unit = id.charCodeAt(at)
    if (unit > highest) highest = unit
    hash = Math.imul(hash ^ unit, 0x01000193)
  }
  // Half a pair of surrogates is stored as U+FFFD: its place is that of what is stored.
  if (highest >= 0xd800 && HALF_PAIR.test(id))
    return placeOfId(new TextDecoder().decode(new TextEncoder().encode(id)))
  const fingerprint = hash >>> 0
  return { bucket: (((fingerprint >>> 20) ^ fingerprint) >>> 0) % BUCKETS, fingerprint }
}

const HALF_PAIR = /\p{Surrogate}/u

function hashedText(key: PackageKey): string {
  const type = key.slice(4, key.indexOf('/'))
  if (!lowercased.has(type)) return key
  const cut = key.lastIndexOf('/') + 1
  return key.slice(0, cut) + key.slice(cut).toLowerCase()
}
