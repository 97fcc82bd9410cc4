/** The two kinds of key that sign attestations: Ed25519 (RFC 8032, 8410) and ECDSA on P-256 (RFC 5480). */
import { err, ok, type Result, sha256Hex } from '../base/index.ts'
import type { KeyRecord } from '../ledger/index.ts'
import { areEqual, fromBase64, fromLowerHex, joinBytes, toBase64 } from './bytes.ts'

export type SigningAlgorithm = KeyRecord['algorithm']

declare const brand: unique symbol

/** Only `parsePublicKey` and `createPublicKey` make one: its form is checked, its point is not. */
export interface PublicKey {
  readonly algorithm: SigningAlgorithm
  /** 32 bytes of Ed25519; 65 bytes `04 x y` of P-256. */
  readonly bytes: Uint8Array
  /** DER SubjectPublicKeyInfo, base64. */
  readonly spki: string
  /** Lower-case hex of the SHA-256 of the SubjectPublicKeyInfo. */
  readonly keyid: string
  readonly [brand]: 'PublicKey'
}

export interface PublicKeyError {
  readonly code: 'KEY_MALFORMED' | 'KEY_TYPE_UNSUPPORTED'
  readonly message: string
}

interface KeyForm {
  readonly algorithm: SigningAlgorithm
  readonly prefix: Uint8Array
  readonly length: number
}

/** DER up to the key itself: the length is fixed, so there is exactly one text for each key. */
const forms: readonly KeyForm[] = [
  { algorithm: 'ed25519', prefix: hex('302a300506032b6570032100'), length: 32 },
  {
    algorithm: 'ecdsa-p256',
    prefix: hex('3059301306072a8648ce3d020106082a8648ce3d030107034200'),
    length: 65,
  },
]
const UNCOMPRESSED = 4

/** Of base64 of a DER SubjectPublicKeyInfo. Compressed points, other curves and RSA are refused. */
export function parsePublicKey(spki: string): Result<PublicKey, PublicKeyError> {
  const der = spki.length > 1024 ? undefined : fromBase64(spki)
  if (der === undefined || der.length < 2) {
    return fault('KEY_MALFORMED', 'expected a SubjectPublicKeyInfo in base64')
  }
  for (const { algorithm, prefix, length } of forms) {
    if (der.length === prefix.length + length && areEqual(der.subarray(0, prefix.length), prefix)) {
      return createPublicKey(algorithm, der.subarray(prefix.length))
    }
  }
  return fault('KEY_TYPE_UNSUPPORTED', 'expected a key of Ed25519 or of ECDSA on P-256')
}

/** Of the bare key: 32 bytes of Ed25519, or an uncompressed point of P-256. */
export function createPublicKey(
  algorithm: SigningAlgorithm,
  bytes: Uint8Array,
): Result<PublicKey, PublicKeyError> {
  const form = forms.find((known) => known.algorithm === algorithm)
  if (form === undefined || bytes.length !== form.length) {
    return fault('KEY_MALFORMED', `a key of ${bytes.length} bytes does not fit ${algorithm}`)
  }
  if (algorithm === 'ecdsa-p256' && bytes[0] !== UNCOMPRESSED) {
    return fault('KEY_MALFORMED', 'expected an uncompressed point')
  }
  const der = joinBytes([form.prefix, bytes])
  const key = { algorithm, bytes: Uint8Array.from(bytes), spki: toBase64(der), keyid: sha256Hex(der) }
  return ok(key as PublicKey)
}

/**
 * Whether the signature of the message is by the key; never throws. Both get 64 bytes: `R S` of RFC 8032, `r s` of ECDSA with
 * SHA-256, high `s` allowed. Trusted: whoever can change these functions can forge every attestation.
 */
export interface SignatureCheck {
  readonly ed25519: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean
  readonly ecdsaP256: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean
}

/** Trusted and secret: whoever can call `sign` signs as this key. Gives 64 bytes, as `SignatureCheck` takes them. */
export interface AttestationSigner {
  readonly publicKey: PublicKey
  readonly sign: (message: Uint8Array) => Uint8Array
}

function hex(digits: string): Uint8Array {
  return fromLowerHex(digits) ?? new Uint8Array()
}

function fault(code: PublicKeyError['code'], message: string): Result<never, PublicKeyError> {
  return err({ code, message })
}
