/** Writes the little DER that a request takes (ITU-T X.690, section 10). */
import { tags } from './der.ts'

/** Identifier, shortest length, content. Content below 2^24 bytes. */
export function writeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const digits = [length >> 16, (length >> 8) & 0xff, length & 0xff]
  const significant = digits.slice(digits.findIndex((byte) => byte > 0))
  const header = length < 0x80 ? [length] : [0x80 | significant.length, ...significant]
  return Uint8Array.from([tag, ...header, ...parts.flatMap((part) => Array.from(part))])
}

/** Not negative. */
export function writeInteger(value: bigint): Uint8Array {
  const digits = value.toString(16)
  const even = digits.padStart(digits.length + (digits.length % 2), '0')
  const bytes = (even.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
  const isNegative = (bytes[0] ?? 0) >= 0x80
  return writeDer(tags.integer, Uint8Array.from(isNegative ? [0, ...bytes] : bytes))
}

/** Of dotted decimal that `isOid` takes. */
export function writeOid(dotted: string): Uint8Array {
  const [first = 0n, second = 0n, ...others] = dotted.split('.').map(BigInt)
  return writeDer(tags.oid, Uint8Array.from([first * 40n + second, ...others].flatMap(toBase128)))
}

export function isOid(text: string): boolean {
  return (
    text.length <= 128 && /^(?:[01]\.(?:[0-9]|[1-3][0-9])|2\.(?:0|[1-9]\d*))(?:\.(?:0|[1-9]\d*))*$/.test(text)
  )
}

function toBase128(arc: bigint): number[] {
  const bytes = [Number(arc & 0x7fn)]
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) bytes.unshift(Number(rest & 0x7fn) | 0x80)
  return bytes
}
