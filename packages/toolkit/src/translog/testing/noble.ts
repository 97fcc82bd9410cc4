/** Signatures and hashes in JavaScript alone, as the offline page checks with; for tests, since translog takes its cryptography as arguments. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'
import type { HashFunction, VerifierKey, VerifyFunction } from '../index.ts'

export const hash: HashFunction = (bytes) => sha256(bytes)

/** Strict (RFC 8032, section 5.1.7), not the lenient ZIP 215. */
export const verifyEd25519: VerifyFunction = (publicKey, message, signature) =>
  orNo(() => ed25519.verify(signature, message, publicKey, { zip215: false }))

const P256_HEAD = '3059301306072a8648ce3d020106082a8648ce3d030107034200'
const P256_HEAD_BYTES = P256_HEAD.length / 2

/** Keys of type 0x02 are a SubjectPublicKeyInfo; of its curves, P-256 alone. */
export const verifyEcdsa: VerifyFunction = (spki, message, signature) => {
  const head = Array.from(spki.subarray(0, P256_HEAD_BYTES), (byte) => byte.toString(16).padStart(2, '0'))
  const point = spki.subarray(P256_HEAD_BYTES)
  return (
    head.join('') === P256_HEAD &&
    orNo(() => p256.verify(signature, message, point, { format: 'der', lowS: false }))
  )
}

export function verifyMlDsaIn(context: Uint8Array): VerifyFunction {
  return (publicKey, message, signature) =>
    orNo(() => ml_dsa44.verify(signature, message, publicKey, { context }))
}

export function verifyFunctionOf({ type }: VerifierKey): VerifyFunction {
  switch (type) {
    case 'ed25519':
    case 'cosignature':
      return verifyEd25519
    case 'ml-dsa-44':
      return verifyMlDsaIn(new Uint8Array())
    case 'ecdsa':
      return verifyEcdsa
    default:
      return type satisfies never
  }
}

/** What cannot be read verifies nothing. */
function orNo(verify: () => boolean): boolean {
  try {
    return verify()
  } catch {
    return false
  }
}
