/** The two forms of an ECDSA signature on P-256: DER (RFC 3279, section 2.2.3) and the two numbers side by side (IEEE P1363). */
import { joinBytes } from './bytes.ts'

const NUMBER_BYTES = 32
const SEQUENCE = 0x30
const INTEGER = 2

/** 64 bytes, or undefined for anything but the one DER text of two positive numbers below 2^256. */
export function derToRaw(der: Uint8Array): Uint8Array | undefined {
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2 || der.length > 72) return undefined
  const r = readNumber(der, 2)
  const s = r === undefined ? undefined : readNumber(der, r.end)
  return r === undefined || s === undefined || s.end !== der.length
    ? undefined
    : joinBytes([r.bytes, s.bytes])
}

/** Of 64 bytes. */
export function rawToDer(raw: Uint8Array): Uint8Array {
  const numbers = joinBytes([
    formatNumber(raw.subarray(0, NUMBER_BYTES)),
    formatNumber(raw.subarray(NUMBER_BYTES)),
  ])
  return joinBytes([Uint8Array.of(SEQUENCE, numbers.length), numbers])
}

function readNumber(der: Uint8Array, at: number): { bytes: Uint8Array; end: number } | undefined {
  const length = der[at + 1] ?? 0
  const end = at + 2 + length
  if (der[at] !== INTEGER || length === 0 || end > der.length) return undefined
  const digits = der.subarray(at + 2, end)
  // X.690, section 8.3.2: a number is positive, and a zero stands in front only where the sign needs it.
  const isPadded = digits[0] === 0 && length > 1
  const bare = isPadded ? digits.subarray(1) : digits
  const needsPadding = (bare[0] ?? 0) > 127
  if (isPadded !== needsPadding || bare.length > NUMBER_BYTES) return undefined
  const bytes = new Uint8Array(NUMBER_BYTES)
  bytes.set(bare, NUMBER_BYTES - bare.length)
  return { bytes, end }
}

function formatNumber(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0)
  const bare = first < 0 ? bytes.subarray(-1) : bytes.subarray(first)
  const digits = (bare[0] ?? 0) > 127 ? joinBytes([Uint8Array.of(0), bare]) : bare
  return joinBytes([Uint8Array.of(INTEGER, digits.length), digits])
}
