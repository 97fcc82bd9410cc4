/** JSON that decides something: strict UTF-8, I-JSON, no member twice, bounded. One reading, or none. */
import { err, ok, parseJson, type Result } from '../base/index.ts'

export interface StrictJsonError {
  readonly code: 'JSON_TOO_LARGE' | 'JSON_NOT_UTF8' | 'JSON_INVALID' | 'JSON_DUPLICATE_MEMBER'
  readonly message: string
}

/** `maxBytes` bounds the input. A byte-order mark is refused: canonical JSON has none, and digests would cover it. */
export function parseStrictJson(
  input: string | Uint8Array,
  maxBytes: number,
): Result<unknown, StrictJsonError> {
  if (input.length > maxBytes) return fault('JSON_TOO_LARGE', `expected at most ${maxBytes} bytes`)
  const text = typeof input === 'string' ? input : decode(input)
  if (text === undefined) return fault('JSON_NOT_UTF8', 'expected valid UTF-8')
  const parsed = parseJson(text)
  if (!parsed.ok) return fault('JSON_INVALID', `line ${parsed.error.line}: ${parsed.error.message}`)
  const { value, duplicates } = parsed.value
  const [twice] = duplicates
  if (twice !== undefined)
    return fault('JSON_DUPLICATE_MEMBER', `line ${twice.line}: a member is there twice`)
  return isInteroperable(value)
    ? ok(value)
    : fault('JSON_INVALID', 'expected finite numbers and whole surrogate pairs')
}

/** I-JSON (RFC 7493, sections 2.1 and 2.2): what two readers could take for two things has no canonical form. */
function isInteroperable(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value === 'string') return !/\p{Surrogate}/u.test(value)
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isInteroperable)
  return Object.entries(value).every(([name, member]) => isInteroperable(name) && isInteroperable(member))
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function fault(code: StrictJsonError['code'], message: string): Result<never, StrictJsonError> {
  return err({ code, message })
}
