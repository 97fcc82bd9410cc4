/**
 * ML-DSA-44 for cosignatures (FIPS 204; tlog-cosignature, type 0x06). One implementation for every Node and browser, so
 * that no two of them disagree about a signature; Node has a native one from version 24 on only.
 */
import { randomBytes } from 'node:crypto'
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'
import type { Signer, SigningKey, Verifier, VerifierKey, VerifyFunction } from '../../translog/index.ts'

/** Checks signatures that were made in this context, of at most 255 bytes; cosignatures have the empty one. Never throws. */
export function verifyMlDsaIn(context: Uint8Array): VerifyFunction {
  return (publicKey, message, signature) => {
    try {
      return ml_dsa44.verify(signature, message, publicKey, { context })
    } catch {
      // Lengths that are none of ML-DSA-44 verify nothing.
      return false
    }
  }
}

/** Says no to keys of other types. */
export function toMlDsaVerifier(key: VerifierKey): Verifier {
  return { key, verify: key.type === 'ml-dsa-44' ? verifyMlDsaIn(new Uint8Array()) : () => false }
}

/** 1,312 bytes, from a seed of 32 bytes (FIPS 204, algorithm 6). */
export function toMlDsaPublicKey(seed: Uint8Array): Uint8Array {
  return Uint8Array.from(ml_dsa44.keygen(seed).publicKey)
}

/** Signs with fresh randomness (hedged, FIPS 204 section 3.4), so two signatures of one message differ. */
export function toMlDsaSigner({ key, seed }: SigningKey): Signer {
  const { secretKey } = ml_dsa44.keygen(seed)
  return {
    key,
    sign: (message) => Uint8Array.from(ml_dsa44.sign(message, secretKey, { extraEntropy: randomBytes(32) })),
  }
}
