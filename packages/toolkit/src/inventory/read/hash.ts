/** Hashes as lock files write them, turned into lowercase hex. */
import type { Hash } from '../../model/index.ts'

type Algorithm = Hash['algorithm']

const digits: Readonly<Record<Algorithm, number>> = {
  MD5: 32,
  'SHA-1': 40,
  'SHA-256': 64,
  'SHA-384': 96,
  'SHA-512': 128,
}

/** Empty unless the text has exactly the algorithm's number of hex digits. */
export function hexHash(algorithm: Algorithm, value: unknown): readonly Hash[] {
  if (typeof value !== 'string' || value.length !== digits[algorithm] || !/^[0-9a-fA-F]+$/.test(value))
    return []
  return [{ algorithm, value: value.toLowerCase() }]
}

/** Empty unless the text is base64 of exactly the algorithm's number of bytes. */
export function base64Hash(algorithm: Algorithm, value: unknown): readonly Hash[] {
  if (typeof value !== 'string' || value.length > 200 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return []
  return hexHash(algorithm, hexOfBase64(value))
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Value of each letter by its code: a lock file has thousands of digests, so nothing is searched. */
const values = new Uint8Array(128)
for (let value = 0; value < alphabet.length; value++) values[alphabet.charCodeAt(value)] = value

const bytes = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'))

/** `text` holds letters of the alphabet and padding only. */
function hexOfBase64(text: string): string {
  const length = text.indexOf('=') < 0 ? text.length : text.indexOf('=')
  let hex = ''
  let bits = 0
  let count = 0
  for (let at = 0; at < length; at++) {
    bits = ((bits << 6) | (values[text.charCodeAt(at)] ?? 0)) & 0xfff
    count += 6
    if (count < 8) continue
    count -= 8
    hex += bytes[(bits >> count) & 0xff] ?? ''
  }
  return hex
}
