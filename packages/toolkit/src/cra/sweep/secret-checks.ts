/** Tells a real key from a placeholder: checksums of tokens, randomness of their characters. Values never leave here. */
import type { PatternHit } from './pattern.ts'

/** Whether a match of the group `secrets` looks like a key that works, or once did. */
export function isLikelySecret(hit: PatternHit): boolean {
  const value = hit.text
  if (isPlaceholder(value)) return false
  switch (hit.kind) {
    case 'github-token':
    case 'npm-token':
      return hasTokenChecksum(value.slice(4))
    case 'private-key':
      return !/\.(pub|crt|cer)$/i.test(hit.path) && standsAsKey(hit)
    case 'aws-access-key':
      return shannon(value) >= 3
    case 'random-value':
      // Keys of Google's browser interfaces are public, and limited by origin instead.
      return !/^AIza[\w-]{35}$/.test(value) && isRandom(value)
    default:
      return shannon(value) >= 3.5
  }
}

function isPlaceholder(value: string): boolean {
  return /example|placeholder|your|xxxx|0000|1234567|abcdef|dummy|fake|sample|changeme|redacted|insert|replace|(.)\1{5}/i.test(
    value,
  )
}

/** A key begins its own line or its own string; in code that parses keys the words stand between other words. */
function standsAsKey(hit: PatternHit): boolean {
  const before = hit.code.slice(0, hit.code.indexOf('-----BEGIN'))
  const rest = hit.code.slice(hit.code.indexOf('KEY-----') + 'KEY-----'.length)
  if (/^\s*$/.test(before) && /^\s*$/.test(rest)) return hit.language === 'yaml' || hit.language === 'conf'
  return /^\s*(?:\\[rn]){1,2}[A-Za-z0-9+/=]{24}/.test(rest)
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/**
 * The last six characters are the CRC-32 of those before, in base 62, padded with zeros (GitHub, "Behind GitHub's
 * new authentication token formats", 2021; npm uses the same form).
 */
export function hasTokenChecksum(token: string): boolean {
  const body = token.slice(0, -6)
  let rest = crc32(body)
  let text = ''
  for (let digit = 0; digit < 6; digit++) {
    text = base62.charAt(rest % 62) + text
    rest = Math.floor(rest / 62)
  }
  return text === token.slice(-6)
}

/** ISO 3309, reflected polynomial EDB88320; of ASCII text. */
function crc32(text: string): number {
  let value = ~0
  for (let at = 0; at < text.length; at++) {
    value ^= text.charCodeAt(at) & 255
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0)
  }
  return ~value >>> 0
}

/** Capitals, small letters and digits, mixed as no name or word is. */
function isRandom(value: string): boolean {
  const isHex = /^[a-f0-9]{32,}$/.test(value) || /^[A-F0-9]{32,}$/.test(value)
  if (isHex) return shannon(value) >= 3.3
  if (!/[a-z]/.test(value) || !/[A-Z]/.test(value) || (value.match(/\d/g)?.length ?? 0) < 3) return false
  // Names are words of letters, joined by signs or capitals: few changes between kinds of characters.
  let changes = 0
  for (let at = 1; at < value.length; at++)
    if (kindOf(value.charCodeAt(at)) !== kindOf(value.charCodeAt(at - 1))) changes++
  return shannon(value) >= 4 && changes / value.length > 0.4
}

function kindOf(code: number): number {
  if (code >= 48 && code <= 57) return 0
  if (code >= 65 && code <= 90) return 1
  return code >= 97 && code <= 122 ? 2 : 3
}

/** Bits per character. */
function shannon(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const number of counts.values()) bits -= (number / text.length) * Math.log2(number / text.length)
  return bits
}
