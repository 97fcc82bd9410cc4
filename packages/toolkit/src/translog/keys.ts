/** Keys of signed notes and their text forms (C2SP signed-note, sections "Signature types" and "Verifier keys"). */
import { err, ok, type Result } from '../base/index.ts'
import { formatBase64, formatHex, joinBytes, parseBase64, toUtf8 } from './bytes.ts'
import type { HashFunction } from './hashing.ts'

/** How a key signs: over the text itself, or as a time-stamped cosigner (tlog-cosignature). */
export type KeyType = 'ed25519' | 'ecdsa' | 'cosignature'

export interface VerifierKey {
  /** Without spaces and `+`; the origin of a log, for the key of a log. */
  readonly name: string
  /** Eight lower-case hex digits; with the name, it names the key in a signature line. */
  readonly id: string
  readonly type: KeyType
  /** 32 bytes (RFC 8032) of Ed25519, or the DER SubjectPublicKeyInfo of ECDSA. */
  readonly publicKey: Uint8Array
}

/** Trusted and secret: whoever reads the seed signs as this key. */
export interface SigningKey {
  readonly key: VerifierKey
  /** 32 bytes, the private key of RFC 8032. */
  readonly seed: Uint8Array
}

export interface KeyError {
  readonly code:
    | 'KEY_MALFORMED'
    | 'KEY_NAME_INVALID'
    | 'KEY_TYPE_UNSUPPORTED'
    | 'KEY_LENGTH_WRONG'
    | 'KEY_ID_MISMATCH'
  readonly message: string
}

/** What the text of a signing key needs: SHA-256, and the Ed25519 public key of a seed. */
export interface SigningKeyFunctions {
  readonly hash: HashFunction
  readonly toPublicKey: (seed: Uint8Array) => Uint8Array
}

const typeBytes: Readonly<Record<KeyType, number>> = { ed25519: 1, ecdsa: 2, cosignature: 4 }
const types = new Map<number | undefined, KeyType>([
  [1, 'ed25519'],
  [2, 'ecdsa'],
  [4, 'cosignature'],
])
const ED25519_BYTES = 32
/** A P-521 key takes 158. */
const MAX_SPKI_BYTES = 256
/** An ML-DSA-44 key would take 1,752 letters; names are short. */
const MAX_KEY_LETTERS = 8192

export function isKeyName(name: string): boolean {
  return (
    /^[^\p{White_Space}\p{Surrogate}+]+$/u.test(name) && Array.from(name).every((letter) => letter >= ' ')
  )
}

export function createVerifierKey(
  hash: HashFunction,
  { name, type, publicKey }: Omit<VerifierKey, 'id'>,
): Result<VerifierKey, KeyError> {
  if (!isKeyName(name)) return fault('KEY_NAME_INVALID', 'expected a key name without spaces and plus signs')
  const isLengthRight =
    type === 'ecdsa'
      ? publicKey.length > 0 && publicKey.length <= MAX_SPKI_BYTES
      : publicKey.length === ED25519_BYTES
  if (!isLengthRight) {
    return fault('KEY_LENGTH_WRONG', `a public key of ${publicKey.length} bytes does not fit ${type}`)
  }
  return ok({ name, id: keyId(hash, { name, type, publicKey }), type, publicKey })
}

/** Reads `name+id+base64(type byte, public key)`. The id is recomputed, so a mistyped key is found here. */
export function parseVerifierKey(hash: HashFunction, text: string): Result<VerifierKey, KeyError> {
  const parts = splitKey(text)
  if (!parts.ok) return parts
  const { name, id, type, bytes } = parts.value
  return withId(createVerifierKey(hash, { name, type, publicKey: bytes }), id)
}

export function formatVerifierKey({ name, id, type, publicKey }: VerifierKey): string {
  return `${name}+${id}+${formatBase64(joinBytes([Uint8Array.of(typeBytes[type]), publicKey]))}`
}

const SECRET_PREFIX = 'PRIVATE+KEY+'

/** Reads `PRIVATE+KEY+name+id+base64(type byte, seed)`, the form of Go's note tools; Ed25519 only. */
export function parseSigningKey(
  { hash, toPublicKey }: SigningKeyFunctions,
  text: string,
): Result<SigningKey, KeyError> {
  if (!text.startsWith(SECRET_PREFIX)) {
    return fault('KEY_MALFORMED', `expected a signing key that starts with ${SECRET_PREFIX}`)
  }
  const parts = splitKey(text.slice(SECRET_PREFIX.length))
  if (!parts.ok) return parts
  const { name, id, type, bytes: seed } = parts.value
  if (type === 'ecdsa') return fault('KEY_TYPE_UNSUPPORTED', 'expected an Ed25519 signing key')
  if (seed.length !== ED25519_BYTES)
    return fault('KEY_LENGTH_WRONG', `expected a seed of ${ED25519_BYTES} bytes`)
  const key = withId(createVerifierKey(hash, { name, type, publicKey: toPublicKey(seed) }), id)
  return key.ok ? ok({ key: key.value, seed }) : key
}

export function formatSigningKey({ key, seed }: SigningKey): string {
  const secret = formatBase64(joinBytes([Uint8Array.of(typeBytes[key.type]), seed]))
  return `${SECRET_PREFIX}${key.name}+${key.id}+${secret}`
}

/** The first four bytes of a hash over name, line feed, type and key; ECDSA hashes the key alone. */
function keyId(hash: HashFunction, { name, type, publicKey }: Omit<VerifierKey, 'id'>): string {
  const input =
    type === 'ecdsa' ? publicKey : joinBytes([toUtf8(`${name}\n`), Uint8Array.of(typeBytes[type]), publicKey])
  return formatHex(hash(input).subarray(0, 4))
}

interface KeyParts {
  readonly name: string
  readonly id: string
  readonly type: KeyType
  readonly bytes: Uint8Array
}

function splitKey(text: string): Result<KeyParts, KeyError> {
  const match = text.length > MAX_KEY_LETTERS ? null : /^([^+]*)\+([0-9a-f]{8})\+(.+)$/s.exec(text)
  const [, name = '', id = '', base64 = ''] = match ?? []
  const bytes = parseBase64(base64)
  if (match === null || bytes === undefined || bytes.length === 0) {
    return fault('KEY_MALFORMED', 'expected name+id+key, with eight hex digits and base64')
  }
  const type = types.get(bytes[0])
  if (type === undefined) return fault('KEY_TYPE_UNSUPPORTED', `a key of type ${bytes[0]} is not supported`)
  return ok({ name, id, type, bytes: bytes.subarray(1) })
}

function withId(key: Result<VerifierKey, KeyError>, id: string): Result<VerifierKey, KeyError> {
  return key.ok && key.value.id !== id
    ? fault('KEY_ID_MISMATCH', `expected key id ${key.value.id}, found ${id}`)
    : key
}

function fault(code: KeyError['code'], message: string): Result<never, KeyError> {
  return err({ code, message })
}
