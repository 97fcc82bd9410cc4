/** Ids of events: 48 bits of time, 80 of chance, in 26 letters (the ULID specification). */

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const ULID_RANDOM_BYTES = 10

/** `time`: milliseconds since 1970, below 2^48. `random`: ten bytes. Ids of one millisecond are in no order. */
export function formatUlid(time: number, random: Uint8Array): string {
  let value = BigInt(time)
  for (const byte of random.subarray(0, ULID_RANDOM_BYTES)) value = (value << 8n) | BigInt(byte)
  let text = ''
  for (let at = 0; at < 26; at++) {
    text = `${LETTERS[Number(value & 31n)] ?? ''}${text}`
    value >>= 5n
  }
  return text
}

/** Only the canonical form: upper case, not beyond 128 bits. */
export function isUlid(text: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text)
}
