/** Names that a document gives itself, made from its content: same input, same bytes. */
import { sha256Hex } from '../base/index.ts'

/** UTC to the second, the only form that SPDX 2.3 (clause 6.9) allows; throws when the text is no date. */
export function toTimestamp(text: string): string {
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw new Error(`expected an RFC 3339 timestamp, found ${JSON.stringify(text)}`)
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/**
 * The document's text, two spaces a level, with the digest of all the rest appended to the text of `member`. Quotes
 * within JSON strings are escaped, so the first match is the member itself.
 */
export function toSealedText(document: object, member: string): string {
  const text = `${JSON.stringify(document, null, 2)}\n`
  const start = `"${member}": "`
  const end = text.indexOf('"', text.indexOf(start) + start.length)
  return text.slice(0, end) + toUuid(text) + text.slice(end)
}

/** A name-based UUID of version 8 over SHA-256 (RFC 9562, sections 5.8 and B.2). */
export function toUuid(content: string): string {
  const hex = sha256Hex(`occtet:sbom\0${content}`)
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
