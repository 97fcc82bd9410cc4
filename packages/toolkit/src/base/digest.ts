/** SHA-256 of bytes or text, as lowercase hex. */
import { createHash, hash } from 'node:crypto'

export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex')
}

export function sha256(data: string | Uint8Array): Uint8Array {
  return hash('sha256', data, 'buffer')
}

/** SHA-1 names artefacts in repositories of Java; it proves nothing. */
export function sha1Hex(data: Uint8Array): string {
  return hash('sha1', data, 'hex')
}

/** Of a text that comes in pieces. */
export function sha256HexOf(pieces: Iterable<string>): string {
  const digest = createHash('sha256')
  for (const piece of pieces) digest.update(piece)
  return digest.digest('hex')
}
