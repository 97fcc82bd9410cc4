/** The signature check that belongs to each key of a policy. */
import type { Verifier, VerifierKey } from '../../../translog/index.ts'
import { toVerifier } from '../../feddb/exchange/ed25519.ts'
import { toMlDsaVerifier } from '../ml-dsa.ts'

export function toPolicyVerifier(key: VerifierKey): Verifier {
  return key.type === 'ml-dsa-44' ? toMlDsaVerifier(key) : toVerifier(key)
}
