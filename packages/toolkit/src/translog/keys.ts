/** Keys of signed notes and their text forms (C2SP signed-note, sections "Signature types" and "Verifier keys"). */
import { err, ok, type Result } from '../base/index.ts'
import { formatBase64, formatHex, joinBytes, parseBase64, toUtf8 } from './bytes.ts'
import type { HashFunction } from './hashing.ts'

/** How a key signs: over the text itself, or as a time-stamped cosigner, with Ed25519 or with ML-DSA-44 (tlog-cosignature). */
export type KeyType = 'ed25519' | 'ecdsa' | 'cosignature' | 'ml-dsa-44'

/** What a caller can do beyond Ed25519 and ECDSA. */
export interface KeyOptions {
  /** Takes ML-DSA-44 keys (type 0x06) as well; only for callers whose verifiers know FIPS 204. Without it they are unsupported. */
  readonly mlDsa?: boolean
}

export interface VerifierKey {
  /** Without spaces and `+`; the origin of a log, for the key of a log. */
  readonly name: string
  /** Eight lower-case hex digits; with the name, it names the key in a signature line. */
  readonly id: string
  readonly type: KeyType
  /** 32 bytes of Ed25519 (RFC 8032), 1,312 of ML-DSA-44 (FIPS 204), or the DER SubjectPublicKeyInfo of ECDSA. */
  readonly publicKey: Uint8Array
}

/** Trusted and secret: whoever reads the seed signs as this key. */
export interface SigningKey {
  readonly key: VerifierKey
  /** 32 bytes: the private key of RFC 8032, or the seed of FIPS 204, algorithm 6. */
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

/** What the text of a signing key needs: SHA-256, and the public key of a seed. */
export interface SigningKeyFunctions {
  readonly hash: HashFunction
  /** Of Ed25519. */
  readonly toPublicKey: (seed: Uint8Array) => Uint8Array
  /** Of ML-DSA-44; without it such a key is unsupported. */
  readonly toMlDsaPublicKey?: (seed: Uint8Array) => Uint8Array
}

const typeBytes: Readonly<Record<KeyType, number>> = { ed25519: 1, ecdsa: 2, cosignature: 4, 'ml-dsa-44': 6 }
const types = new Map<number | undefined, KeyType>([
  [1, 'ed25519'],
  [2, 'ecdsa'],
  [4, 'cosignature'],
  [6, 'ml-dsa-44'],
])
const ED25519_BYTES = 32
const ML_DSA_BYTES = 1312
const SEED_BYTES = 32
/** A P-521 key takes 158. */
const MAX_SPKI_BYTES = 256
/** An ML-DSA-44 key takes 1,752 letters; names are short. */
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
  if (!isKeyLength(type, publicKey.length)) {
    return fault('KEY_LENGTH_WRONG', `a public key of ${publicKey.length} bytes does not fit ${type}`)
  }
  return ok({ name, id: keyId(hash, { name, type, publicKey }), type, publicKey })
}

/** Whether a key of this type signs as a cosigner, never as a log. */
export function isCosigner({ type }: Pick<VerifierKey, 'type'>): boolean {
  return type === 'cosignature' || type === 'ml-dsa-44'
}

/** Reads `name+id+base64(type byte, public key)`. The id is recomputed, so a mistyped key is found here. */
export function parseVerifierKey(
  hash: HashFunction,
  text: string,
  { mlDsa = false }: KeyOptions = {},
): Result<VerifierKey, KeyError> {
  const parts = splitKey(text)
  if (!parts.ok) return parts
  const { name, id, type, bytes } = parts.value
  if (type === 'ml-dsa-44' && !mlDsa) return unsupported(typeBytes[type])
  return withId(createVerifierKey(hash, { name, type, publicKey: bytes }), id)
}

export function formatVerifierKey({ name, id, type, publicKey }: VerifierKey): string {
  return `${name}+${id}+${formatBase64(joinBytes([Uint8Array.of(typeBytes[type]), publicKey]))}`
}

const SECRET_PREFIX = 'PRIVATE+KEY+'

/** Reads `PRIVATE+KEY+name+id+base64(type byte, seed)`, the form of Go's note tools. */
export function parseSigningKey(functions: SigningKeyFunctions, text: string): Result<SigningKey, KeyError> {
  if (!text.startsWith(SECRET_PREFIX)) {
    return fault('KEY_MALFORMED', `expected a signing key that starts with ${SECRET_PREFIX}`)
  }
  const parts = splitKey(text.slice(SECRET_PREFIX.length))
  if (!parts.ok) return parts
  const { name, id, type, bytes: seed } = parts.value
  const toPublicKey = publicKeyFunctionOf(functions, type)
  if (toPublicKey === undefined) return unsupported(typeBytes[type])
  if (seed.length !== SEED_BYTES) return fault('KEY_LENGTH_WRONG', `expected a seed of ${SEED_BYTES} bytes`)
  const key = withId(createVerifierKey(functions.hash, { name, type, publicKey: toPublicKey(seed) }), id)
  return key.ok ? ok({ key: key.value, seed }) : key
}

function publicKeyFunctionOf(
  { toPublicKey, toMlDsaPublicKey }: SigningKeyFunctions,
  type: KeyType,
): SigningKeyFunctions['toMlDsaPublicKey'] {
  switch (type) {
    case 'ed25519':
    case 'cosignature':
      return toPublicKey
    case 'ml-dsa-44':
      return toMlDsaPublicKey
    case 'ecdsa':
      return undefined
    default:
      return type satisfies never
  }
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
  if (type === undefined) return unsupported(bytes[0])
  return ok({ name, id, type, bytes: bytes.subarray(1) })
}

function isKeyLength(type: KeyType, length: number): boolean {
  switch (type) {
    case 'ed25519':
    case 'cosignature':
      return length === ED25519_BYTES
    case 'ml-dsa-44':
      return length === ML_DSA_BYTES
    case 'ecdsa':
      return length > 0 && length <= MAX_SPKI_BYTES
    default:
      return type satisfies never
  }
}

function withId(key: Result<VerifierKey, KeyError>, id: string): Result<VerifierKey, KeyError> {
  return key.ok && key.value.id !== id
    ? fault('KEY_ID_MISMATCH', `expected key id ${key.value.id}, found ${id}`)
    : key
}

function unsupported(typeByte: number | undefined): Result<never, KeyError> {
  return fault('KEY_TYPE_UNSUPPORTED', `a key of type ${typeByte} is not supported here`)
}

function fault(code: KeyError['code'], message: string): Result<never, KeyError> {
  return err({ code, message })
}
