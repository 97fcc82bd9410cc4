/** How AboutCode spells values inside paths: two percent-encodings, and a base32 of its own. */

/** Encodes all but `A-Za-z0-9_.-~` (RFC 6570 section 3.2.1, simple expansion). Throws URIError on a lone surrogate. */
export function encodeSegment(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Like `encodeSegment`, but `%` stays, so that encoded text is not encoded twice (a literal `100%` is ambiguous). */
export function quoteMore(text: string): string {
  return encodeSegment(text).replaceAll('%25', '%')
}

const DIGITS = 'abcdefghjkmnpqrstuvwxyz123456789'

/** Five bytes to eight digits, big-endian; a short last block is padded with zeros in front, not behind. */
export function formatBase32(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 5) {
    let block = 0
    for (const byte of bytes.subarray(start, start + 5)) block = block * 256 + byte
    let digits = ''
    for (let count = 0; count < 8; count++) {
      digits = DIGITS.charAt(block % 32) + digits
      block = Math.floor(block / 32)
    }
    text += digits
  }
  return text
}
