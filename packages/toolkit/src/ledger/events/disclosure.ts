/** Personal fields of an event: each under a salt of its own, so that it can be erased alone (ledger reference, section 1.3). */
import { formatCanonicalJson, ok, parseJson, type Result, sha256 } from '../../base/index.ts'
import { formatBase64, parseBase64 } from '../../translog/index.ts'
import { eventError, type EventError } from './errors.ts'
import { findValueFault } from './i-json.ts'
import type { Disclosure, EventValue } from './model.ts'

export const DISCLOSURE_SALT_BYTES = 16
const MAX_LETTERS = 16 * 1024

/** `salt`: 16 random bytes, used once. */
export function createDisclosure(name: string, value: EventValue, salt: Uint8Array): Disclosure {
  return { name, value, text: formatCanonicalJson([formatBase64(salt), name, value]) }
}

/** Base64 of the SHA-256 of the text: what the event holds of it. */
export function digestDisclosure({ text }: Pick<Disclosure, 'text'>): string {
  return formatBase64(sha256(text))
}

/** Untrusted: the text is read as it was hashed, and refused unless it is canonical. */
export function parseDisclosure(text: string): Result<Disclosure, EventError> {
  const value = readJson(text)
  if (!Array.isArray(value) || value.length !== 3) return malformed('[salt, name, value]')
  const [salt, name, content] = value as readonly unknown[]
  if (typeof salt !== 'string' || parseBase64(salt)?.length !== DISCLOSURE_SALT_BYTES) {
    return malformed(`a salt of ${DISCLOSURE_SALT_BYTES} bytes in base64`)
  }
  if (typeof name !== 'string' || !isDisclosureName(name)) return malformed('a name of letters')
  if (findValueFault(content, 'value') !== undefined) return malformed('I-JSON')
  const disclosure = { name, value: content as EventValue, text }
  return formatCanonicalJson([salt, name, disclosure.value]) === text
    ? ok(disclosure)
    : malformed('canonical JSON')
}

function readJson(text: string): unknown {
  const document = text.length > MAX_LETTERS ? undefined : parseJson(text)
  return document?.ok === true ? document.value.value : undefined
}

export function isDisclosureName(name: string): boolean {
  return /^[a-z][A-Za-z0-9]{0,63}$/.test(name)
}

function malformed(expected: string): Result<never, EventError> {
  return eventError('DISCLOSURE_MALFORMED', `a disclosure: expected ${expected}`)
}
