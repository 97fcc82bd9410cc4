/** The text form of signed notes: a text and its signature lines (C2SP signed-note, section "Format"). Verifies nothing. */
import { err, ok, type Result } from '../base/index.ts'
import {
  decodeStrictUtf8,
  formatBase64,
  formatHex,
  fromHex,
  joinBytes,
  parseBase64,
  toUtf8,
} from './bytes.ts'
import { isKeyName } from './keys.ts'

/** One signature line. */
export interface NoteSignature {
  readonly name: string
  /** Eight lower-case hex digits. */
  readonly keyId: string
  /** The bytes after the key id, at least one. */
  readonly signature: Uint8Array
}

export interface Note {
  /** Ends in a line feed. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

export interface NoteError {
  readonly code:
    | 'NOTE_TOO_LARGE'
    | 'NOTE_NOT_UTF8'
    | 'NOTE_CONTROL_CHARACTER'
    | 'NOTE_SIGNATURES_MISSING'
    | 'NOTE_SIGNATURES_TOO_MANY'
    | 'NOTE_SIGNATURE_MALFORMED'
  readonly message: string
}

/** Post-quantum lines take 3.3 kB each, so this holds some 40 of them. */
const MAX_NOTE_BYTES = 128 * 1024
const MAX_SIGNATURES = 100
const KEY_ID_BYTES = 4
const SEPARATOR = '\n\n'

/** At most 128 KiB and 100 signature lines. */
export function parseNote(input: string | Uint8Array): Result<Note, NoteError> {
  const decoded = decodeNote(input)
  if (!decoded.ok) return decoded
  // The text may hold empty lines itself, so the last one counts.
  const at = decoded.value.lastIndexOf(SEPARATOR)
  const [text, tail] = [decoded.value.slice(0, at + 1), decoded.value.slice(at + SEPARATOR.length)]
  if (at < 0 || tail === '' || !tail.endsWith('\n')) {
    return fault('NOTE_SIGNATURES_MISSING', 'expected an empty line and complete signature lines at the end')
  }
  const lines = tail.slice(0, -1).split('\n')
  if (lines.length > MAX_SIGNATURES) {
    return fault(
      'NOTE_SIGNATURES_TOO_MANY',
      `expected at most ${MAX_SIGNATURES} signatures, found ${lines.length}`,
    )
  }
  const signatures = lines.map(parseSignatureLine)
  const complete = signatures.filter((signature) => signature !== undefined)
  return complete.length === signatures.length
    ? ok({ text, signatures: complete })
    : fault('NOTE_SIGNATURE_MALFORMED', `signature ${signatures.indexOf(undefined) + 1} is malformed`)
}

/** Refuses what `parseNote` would not give back unchanged. */
export function formatNote({ text, signatures }: Note): Result<string, NoteError> {
  const lines = signatures.map(
    ({ name, keyId, signature }) => `— ${name} ${formatBase64(joinBytes([fromHex(keyId), signature]))}\n`,
  )
  const formatted = `${text}\n${lines.join('')}`
  const parsed = parseNote(formatted)
  if (!parsed.ok) return parsed
  const isSame =
    parsed.value.text === text &&
    parsed.value.signatures.length === signatures.length &&
    parsed.value.signatures.every(({ keyId }, at) => keyId === signatures[at]?.keyId)
  return isSame
    ? ok(formatted)
    : fault('NOTE_SIGNATURE_MALFORMED', 'expected a text that ends in a line feed, and key ids in hex')
}

/** Strict UTF-8 that keeps a byte-order mark, since the signature covers it. */
function decodeNote(input: string | Uint8Array): Result<string, NoteError> {
  // A text has at least as many bytes as code units.
  if (input.length > MAX_NOTE_BYTES) return tooLarge()
  const text = typeof input === 'string' ? input : decodeStrictUtf8(input)
  if (text === undefined || /\p{Surrogate}/u.test(text)) {
    return fault('NOTE_NOT_UTF8', 'expected valid UTF-8')
  }
  const bytes = typeof input === 'string' ? toUtf8(text) : input
  if (bytes.length > MAX_NOTE_BYTES) return tooLarge()
  const control = bytes.findIndex((byte) => byte < 0x20 && byte !== 0x0a)
  return control < 0
    ? ok(text)
    : fault('NOTE_CONTROL_CHARACTER', `a control character stands at byte ${control}`)
}

function parseSignatureLine(line: string): NoteSignature | undefined {
  const match = /^— ([^ ]+) ([A-Za-z0-9+/=]+)$/.exec(line)
  const [, name = '', base64 = ''] = match ?? []
  const bytes = parseBase64(base64)
  if (!isKeyName(name) || bytes === undefined || bytes.length <= KEY_ID_BYTES) return undefined
  return { name, keyId: formatHex(bytes.subarray(0, KEY_ID_BYTES)), signature: bytes.subarray(KEY_ID_BYTES) }
}

function tooLarge(): Result<never, NoteError> {
  return fault('NOTE_TOO_LARGE', `expected at most ${MAX_NOTE_BYTES} bytes`)
}

function fault(code: NoteError['code'], message: string): Result<never, NoteError> {
  return err({ code, message })
}
