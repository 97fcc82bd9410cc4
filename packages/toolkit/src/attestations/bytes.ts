/** Bytes and text: base64 in both alphabets for what others wrote, base58btc for keys and proofs of credentials. */

const standard = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const codes = Uint8Array.from(standard, (letter) => letter.charCodeAt(0))
const PAD = 61
const values = new Int8Array(128).fill(-1)
for (const [value, code] of codes.entries()) values[code] = value
values[45] = 62
values[95] = 63

/** RFC 4648, section 4, with padding. */
export function toBase64(bytes: Uint8Array): string {
  const out = new Uint8Array(Math.ceil(bytes.length / 3) * 4).fill(PAD)
  let at = 0
  for (let from = 0; from < bytes.length; from += 3) {
    const group = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0)
    const letters = Math.min(bytes.length - from, 3) + 1
    for (let letter = 0; letter < letters; letter++) {
      out[at + letter] = codes[(group >> (18 - 6 * letter)) & 63] ?? PAD
    }
    at += 4
  }
  return new TextDecoder().decode(out)
}

/**
 * Standard or URL-safe (RFC 4648, sections 4 and 5; DSSE asks for both), with its padding or with none. Undefined where the
 * two alphabets are mixed, padding is half there, or unused bits are set: one value would have many texts.
 */
export function fromBase64(text: string): Uint8Array | undefined {
  const body = text.length % 4 === 0 ? text.replace(/={1,2}$/, '') : text
  const rest = body.length % 4
  if (rest === 1 || (/[+/]/.test(body) && /[-_]/.test(body))) return undefined
  const bytes = new Uint8Array(Math.floor((body.length * 3) / 4))
  let group = 0
  let at = 0
  for (let index = 0; index < body.length; index++) {
    const value = values[body.charCodeAt(index)] ?? -1
    if (value < 0) return undefined
    group = ((group << 6) | value) & 0xffffff
    if (index % 4 !== 0) bytes[at++] = (group >> (6 - 2 * (index % 4))) & 0xff
  }
  const unused = rest === 0 ? 0 : group & (rest === 2 ? 0b1111 : 0b11)
  return unused === 0 ? bytes : undefined
}

/** Undefined for anything that is not pairs of lower-case hex digits. */
export function fromLowerHex(hex: string): Uint8Array | undefined {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) return undefined
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

export function toUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
