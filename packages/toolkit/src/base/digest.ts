/** SHA-256 of bytes or text, as lowercase hex. */
import { createHash } from 'node:crypto'

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

export function sha256(data: string | Uint8Array): Uint8Array {
  return createHash('sha256').update(data).digest()
}
