/** SHA-256 in JavaScript: takes the place of the ground floor's digests, which are those of Node, when the page is built. */
import { sha256 as hash } from '@noble/hashes/sha2.js'

export function sha256(data: string | Uint8Array): Uint8Array {
  return hash(typeof data === 'string' ? new TextEncoder().encode(data) : data)
}

export function sha256Hex(data: string | Uint8Array): string {
  return Array.from(sha256(data), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
