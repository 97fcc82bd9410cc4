/** The signature check of Node for attestations: OpenSSL's Ed25519, and ECDSA on P-256 with SHA-256. */
import { createPublicKey as importKey, type KeyObject, verify } from 'node:crypto'
import { createPublicKey, type SignatureCheck, type SigningAlgorithm } from '../../attestations/index.ts'

export const nodeSignatureCheck: SignatureCheck = {
  ed25519: (publicKey, message, signature) => {
    const key = toKeyObject('ed25519', publicKey)
    return key !== undefined && verify(null, message, key, signature)
  },
  ecdsaP256: (publicKey, message, signature) => {
    const key = toKeyObject('ecdsa-p256', publicKey)
    return key !== undefined && verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature)
  },
}

/** Undefined for bytes that are no point of the curve. */
function toKeyObject(algorithm: SigningAlgorithm, bytes: Uint8Array): KeyObject | undefined {
  const key = createPublicKey(algorithm, bytes)
  if (!key.ok) return undefined
  try {
    return importKey({ key: Buffer.from(key.value.spki, 'base64'), format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}
