/** JSON with keys sorted by code unit and no white space (RFC 8785 for the values that we use). */
import { type JsonError, parseJson } from './json.ts'
import { err, ok, type Result } from './result.ts'

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined }

/** One byte sequence per value: what digests and snapshots are made of. Throws on NaN and infinities. */
export function formatCanonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return formatScalar(value)
  if (Array.isArray(value)) return `[${value.map((item: Json) => formatCanonicalJson(item)).join(',')}]`
  const record = value as { readonly [key: string]: Json | undefined }
  let text = ''
  for (const key of sortedKeys(record)) {
    const member = record[key]
    if (member === undefined) continue
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${formatCanonicalJson(member)}`
  }
  return `{${text}}`
}

/** By code unit. Sorting takes memory each time, and most objects are made in order. */
function sortedKeys(record: object): readonly string[] {
  const keys = Object.keys(record)
  for (let at = 1; at < keys.length; at++) {
    if ((keys[at - 1] ?? '') > (keys[at] ?? '')) return keys.sort()
  }
  return keys
}

function formatScalar(value: null | boolean | number | string): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`no canonical JSON for ${value}`)
  return JSON.stringify(value)
}

export interface CanonicalJsonError {
  readonly code: JsonError['code'] | 'NOT_I_JSON'
  readonly message: string
}

/**
 * The canonical form of a JSON text from outside. Refuses what RFC 8785 cannot give one form to: names that occur twice,
 * halves of surrogate pairs, numbers beyond a double (I-JSON, RFC 7493). Never throws.
 */
export function canonicalizeJson(text: string): Result<string, CanonicalJsonError> {
  const document = parseJson(text)
  if (!document.ok) return document
  const { value, duplicates } = document.value
  const [twice] = duplicates
  if (twice !== undefined) {
    return err({ code: 'NOT_I_JSON', message: `line ${twice.line}: ${twice.key} occurs twice` })
  }
  return isInteroperable(value)
    ? ok(formatCanonicalJson(value))
    : err({ code: 'NOT_I_JSON', message: 'expected finite numbers and whole surrogate pairs' })
}

function isInteroperable(value: unknown): value is Json {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value === 'string') return !/\p{Surrogate}/u.test(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, member]) => isInteroperable(key) && isInteroperable(member))
}
