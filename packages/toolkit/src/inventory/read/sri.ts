/** Subresource Integrity strings (W3C SRI, section 3.5) and plain hex digests as hashes. */
import type { Hash } from '../../model/index.ts'

type Algorithm = Hash['algorithm']

const algorithms = new Map<string, { readonly name: Algorithm; readonly bytes: number }>([
  ['md5', { name: 'MD5', bytes: 16 }],
  ['sha1', { name: 'SHA-1', bytes: 20 }],
  ['sha256', { name: 'SHA-256', bytes: 32 }],
  ['sha384', { name: 'SHA-384', bytes: 48 }],
  ['sha512', { name: 'SHA-512', bytes: 64 }],
])

/** `sha512-…= sha1-…=`; parts that are no digest of their algorithm's length are left out. */
export function parseSri(text: string): readonly Hash[] {
  const hashes: Hash[] = []
  for (const part of text.trim().split(/\s+/)) {
    const dash = part.indexOf('-')
    const algorithm = algorithms.get(part.slice(0, dash).toLowerCase())
    const base64 = part.slice(dash + 1).replace(/\?.*$/, '')
    if (algorithm === undefined || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) continue
    const value = toHex(base64)
    if (value.length === algorithm.bytes * 2) hashes.push({ algorithm: algorithm.name, value })
  }
  return hashes
}

/** `sha256:ab12…` or `sha256=ab12…`; undefined when it is no digest of that algorithm's length. */
export function parseHexDigest(text: string): Hash | undefined {
  const match = /^([a-z0-9]+)[:=]([0-9a-f]+)$/i.exec(text.trim())
  const algorithm = algorithms.get((match?.[1] ?? '').toLowerCase())
  const value = (match?.[2] ?? '').toLowerCase()
  return algorithm !== undefined && value.length === algorithm.bytes * 2
    ? { algorithm: algorithm.name, value }
    : undefined
}

function toHex(base64: string): string {
  const binary = atob(base64.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''))
  let hex = ''
  for (let at = 0; at < binary.length; at++) hex += binary.charCodeAt(at).toString(16).padStart(2, '0')
  return hex
}
