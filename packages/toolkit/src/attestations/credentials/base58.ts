/** base58btc, as multibase uses it (prefix `z`); for keys and proofs, so bounded. */

import { joinBytes } from '../bytes.ts'

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const MAX_CHARACTERS = 256

/** Undefined for other characters, or too many. */
export function parseBase58(text: string): Uint8Array | undefined {
  if (text.length > MAX_CHARACTERS) return undefined
  let value = 0n
  for (const letter of text) {
    const digit = alphabet.indexOf(letter)
    if (digit < 0) return undefined
    value = value * 58n + BigInt(digit)
  }
  const zeros = /^1*/.exec(text)?.[0].length ?? 0
  const hex = value === 0n ? '' : value.toString(16)
  const padded = hex.length % 2 === 0 ? hex : `0${hex}`
  const digits = (padded.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
  return joinBytes([new Uint8Array(zeros), Uint8Array.from(digits)])
}

export function formatBase58(bytes: Uint8Array): string {
  let value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  let text = ''
  while (value > 0n) {
    text = alphabet.charAt(Number(value % 58n)) + text
    value /= 58n
  }
  const zeros = bytes.findIndex((byte) => byte !== 0)
  return '1'.repeat(zeros < 0 ? bytes.length : zeros) + text
}
