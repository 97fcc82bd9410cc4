/** Digest texts that name their algorithm: Subresource Integrity (W3C SRI, section 3.5) and `sha256:hex`. */
import type { Hash } from '../../model/index.ts'
import { base64Hash, hexHash } from './hash.ts'

const algorithms = new Map<string, Hash['algorithm']>([
  ['md5', 'MD5'],
  ['sha1', 'SHA-1'],
  ['sha256', 'SHA-256'],
  ['sha384', 'SHA-384'],
  ['sha512', 'SHA-512'],
])

/** `sha512-…= sha1-…=`; parts that are no digest of their algorithm's length are left out. */
export function parseSri(text: string): readonly Hash[] {
  return text
    .trim()
    .split(/\s+/)
    .flatMap((part) => {
      const dash = part.indexOf('-')
      const algorithm = algorithms.get(part.slice(0, dash).toLowerCase())
      return algorithm === undefined ? [] : base64Hash(algorithm, part.slice(dash + 1).replace(/\?.*$/, ''))
    })
}

/** `sha256:ab12…` or `sha256=ab12…`; empty when it is no digest of that algorithm's length. */
export function parseHexDigest(text: string): readonly Hash[] {
  const match = /^([a-z0-9]+)[:=]([0-9a-f]+)$/i.exec(text.trim())
  const algorithm = algorithms.get((match?.[1] ?? '').toLowerCase())
  return algorithm === undefined ? [] : hexHash(algorithm, match?.[2])
}
