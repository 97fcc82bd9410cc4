/** Ids of events: 48 bits of time, 80 of chance, in 26 letters (the ULID specification). */

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const ULID_RANDOM_BYTES = 10

/** `time`: milliseconds since 1970, below 2^48. `random`: ten bytes. Ids of one millisecond are in no order. */
export function formatUlid(time: number, random: Uint8Array): string {
  return (
    formatNumber(time, 10) + formatNumber(readNumber(random, 0), 8) + formatNumber(readNumber(random, 5), 8)
  )
}

/** Five bytes, the first one the highest: exact in a double. */
function readNumber(bytes: Uint8Array, from: number): number {
  return bytes.subarray(from, from + 5).reduce((number, byte) => number * 256 + byte, 0)
}

function formatNumber(number: number, letters: number): string {
  let text = ''
  let rest = number
  for (let at = 0; at < letters; at++) {
    text = LETTERS.charAt(rest % 32) + text
    rest = Math.floor(rest / 32)
  }
  return text
}

/** Only the canonical form: upper case, not beyond 128 bits. */
export function isUlid(text: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text)
}
