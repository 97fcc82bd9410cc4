/** The signature functions of Node for checking evidence packages. */
import { createPublicKey, verify } from 'node:crypto'
import type { Platform } from '../../evidence-package/index.ts'
import type { VerifyFunction } from '../../translog/index.ts'
import { nodeSignatureCheck } from '../attestations/index.ts'
import { toVerifier } from '../feddb/exchange/ed25519.ts'
import { createVerify } from '../ledger/events/event-key.ts'
import { toMlDsaVerifier } from '../ledger/ml-dsa.ts'

/** DER of both, SHA-256; P-256 alone, as in the page. */
const verifyEcdsa: VerifyFunction = (spki, message, signature) => {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' && verify('sha256', message, key, signature)
  } catch {
    // What is no key verifies nothing.
    return false
  }
}

export const nodePlatform: Platform = {
  toVerifier: (key) => {
    if (key.type === 'ecdsa') return { key, verify: verifyEcdsa }
    return key.type === 'ml-dsa-44' ? toMlDsaVerifier(key) : toVerifier(key)
  },
  verifyEvent: createVerify(),
  signatures: nodeSignatureCheck,
}
