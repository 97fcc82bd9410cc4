/** Ed25519 for signed notes, by Node's own cryptography (RFC 8032; key forms of RFC 8410). */
import { createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto'
import {
  createVerifierKey,
  type KeyError,
  parseSigningKey,
  parseVerifierKey,
  type Signer,
  type SigningKey,
  type Verifier,
  type VerifierKey,
} from '../../../translog/index.ts'
import { type Result, sha256 } from '../../../base/index.ts'

const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex')

/** A new key whose name is the origin of a log. */
export function createSigningKey(origin: string): Result<SigningKey, KeyError> {
  const seed = new Uint8Array(randomBytes(32))
  const key = createVerifierKey(sha256, { name: origin, type: 'ed25519', publicKey: toPublicKey(seed) })
  return key.ok ? { ok: true, value: { key: key.value, seed } } : key
}

/** Reads `PRIVATE+KEY+name+id+base64`. */
export function readSigner(text: string): Result<Signer, KeyError> {
  const key = parseSigningKey({ hash: sha256, toPublicKey }, text.trim())
  return key.ok ? { ok: true, value: toSigner(key.value) } : key
}

export function toSigner({ key, seed }: SigningKey): Signer {
  const secret = privateKeyOf(seed)
  return { key, sign: (message) => new Uint8Array(sign(null, message, secret)) }
}

/** Reads `name+id+base64`. */
export function readVerifier(text: string): Result<Verifier, KeyError> {
  const key = parseVerifierKey(sha256, text.trim())
  return key.ok ? { ok: true, value: toVerifier(key.value) } : key
}

export function toVerifier(key: VerifierKey): Verifier {
  return { key, verify: verifyEd25519 }
}

function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, publicKey]), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' && verify(null, message, key, signature)
  } catch {
    // A point that is no key verifies nothing.
    return false
  }
}

function toPublicKey(seed: Uint8Array): Uint8Array {
  const spki = createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' })
  return new Uint8Array(spki.subarray(SPKI_HEAD.length))
}

function privateKeyOf(seed: Uint8Array): ReturnType<typeof createPrivateKey> {
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' })
}
