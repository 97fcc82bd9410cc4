/** Signature functions of Node, and the shared ledger vectors, for the tests of this folder. */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { toMlDsaVerifier } from '../../../packages/toolkit/src/adapters/ledger/ml-dsa.ts'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import {
  type KeyError,
  type KeyOptions,
  parseVerifierKey,
  type Verifier,
  type VerifierKey,
} from '../../../packages/toolkit/src/translog/index.ts'
import { sharedPath } from '../../shared.ts'

const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

export const toBase64 = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('base64')
export const fromBase64 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'))
export const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))

export function readVectors<T>(name: string): T {
  return JSON.parse(readFileSync(sharedPath(`vectors/ledger/${name}.json`), 'utf8')) as T
}

export function signEd25519(seed: Uint8Array, message: Uint8Array): Uint8Array {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  return sign(null, message, key)
}

export function toPublicKey(seed: Uint8Array): Uint8Array {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length)
}

export function toVerifier(key: VerifierKey): Verifier {
  if (key.type === 'ml-dsa-44') return toMlDsaVerifier(key)
  const isEcdsa = key.type === 'ecdsa'
  return {
    key,
    verify: (publicKey, message, signature) =>
      verify(
        isEcdsa ? 'sha256' : null,
        message,
        createPublicKey({
          key: isEcdsa ? Buffer.from(publicKey) : Buffer.concat([SPKI, publicKey]),
          format: 'der',
          type: 'spki',
        }),
        signature,
      ),
  }
}

/** The verifiers of some verifier keys, and why the others are none. */
export function toVerifiers(
  vkeys: readonly string[],
  options?: KeyOptions,
): {
  readonly verifiers: readonly Verifier[]
  readonly errors: readonly KeyError['code'][]
} {
  const keys = vkeys.map((vkey) => parseVerifierKey(sha256, vkey, options))
  return {
    verifiers: keys.flatMap((key) => (key.ok ? [toVerifier(key.value)] : [])),
    errors: keys.flatMap((key) => (key.ok ? [] : [key.error.code])),
  }
}
