/** Keys for tests, and the signatures of Node, which the module itself never imports. */
import { createPublicKey as importKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import type { KeyRecord } from '../../ledger/index.ts'
import {
  createPublicKey,
  parsePublicKey,
  type AttestationSigner,
  type SignatureCheck,
  type SigningAlgorithm,
} from '../public-key.ts'

export const testCheck: SignatureCheck = {
  ed25519: (key, message, signature) => verify(null, message, imported('ed25519', key), signature),
  ecdsaP256: (key, message, signature) =>
    verify('sha256', message, { key: imported('ecdsa-p256', key), dsaEncoding: 'ieee-p1363' }, signature),
}

function imported(algorithm: SigningAlgorithm, bytes: Uint8Array): KeyObject {
  const key = createPublicKey(algorithm, bytes)
  if (!key.ok) throw new Error(key.error.message)
  return importKey({ key: Buffer.from(key.value.spki, 'base64'), format: 'der', type: 'spki' })
}

export function createTestSigner(algorithm: SigningAlgorithm): AttestationSigner {
  const { privateKey, publicKey } =
    algorithm === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const key = parsePublicKey(publicKey.export({ type: 'spki', format: 'der' }).toString('base64'))
  if (!key.ok) throw new Error(key.error.message)
  return {
    publicKey: key.value,
    sign: (message) =>
      algorithm === 'ed25519'
        ? sign(null, message, privateKey)
        : sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  }
}

/** Added on 1 January 2026, without end, unless stated. */
export function recordOf({ publicKey }: AttestationSigner, more: Partial<KeyRecord> = {}): KeyRecord {
  const { keyid, algorithm, spki } = publicKey
  const addedAt = { index: 0n, time: '2026-01-01T00:00:00.000Z' }
  return { keyid, purpose: 'attestation', algorithm, spki, addedAt, ...more }
}
