/** Names that documents and their parts get, made of content: same input, same bytes. */
import { formatCanonicalJson, type Json, sha256Hex } from '../../base/index.ts'

export function digestOf(value: Json): string {
  return sha256Hex(formatCanonicalJson(value))
}

/** A name-based UUID of version 8 over SHA-256 (RFC 9562, sections 5.8 and B.2). */
export function uuidOf(value: Json): string {
  const hex = sha256Hex(`occtet:vex\0${formatCanonicalJson(value)}`)
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`]
  return [...parts, hex.slice(20, 32)].join('-')
}

/** Two spaces a level, and a line break at the end. */
export function toText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
