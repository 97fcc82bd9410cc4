/** The key with which an organisation signs its events: PKCS #8 in PEM, mode 0600; Ed25519. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import type { EventSigner, KeyRecord, VerifySignature } from '../../../ledger/index.ts'
import { formatBase64 } from '../../../translog/index.ts'
import type { LedgerDisk } from '../disk.ts'
import { LedgerError } from '../errors.ts'
import { replaceFile } from '../store.ts'
import { readPrivateFile } from './private-file.ts'

export interface EventKey extends EventSigner {
  readonly algorithm: 'ed25519'
  /** DER, base64. */
  readonly spki: string
}

/** A new key, durable at `path` before it is used. */
export async function createEventKey(disk: LedgerDisk, path: string): Promise<EventKey> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
  await replaceFile(disk, { path, bytes: Buffer.from(pem) })
  return toEventKey(privateKey)
}

/** Undefined where there is no file. Throws KEY_INVALID. */
export function readEventKey(path: string): EventKey | undefined {
  const bytes = readPrivateFile(path)
  if (bytes === undefined) return undefined
  try {
    const key = createPrivateKey({ key: Buffer.from(bytes), format: 'pem' })
    if (key.asymmetricKeyType === 'ed25519') return toEventKey(key)
  } catch (cause) {
    throw new LedgerError('KEY_INVALID', `${path}: expected an Ed25519 private key (PKCS #8, PEM)`, cause)
  }
  throw new LedgerError('KEY_INVALID', `${path}: expected an Ed25519 private key`)
}

/** Signs in the threads of Node's pool, so that many signatures are made side by side. */
export function toEventKey(privateKey: KeyObject): EventKey {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  return {
    algorithm: 'ed25519',
    spki: formatBase64(spki),
    keyid: createHash('sha256').update(spki).digest('hex'),
    sign: (message) =>
      new Promise((resolve, reject) => {
        sign(null, message, privateKey, (cause, signature) => {
          if (cause === null) resolve(new Uint8Array(signature))
          else reject(cause)
        })
      }),
  }
}

/** With Node's own cryptography; ECDSA signatures in DER. Public keys are parsed once. */
export function createVerify(): VerifySignature {
  const keys = new Map<string, KeyObject | undefined>()
  return ({ algorithm, spki }, message, signature) => {
    if (!keys.has(spki)) keys.set(spki, toPublicKey(spki, algorithm))
    const key = keys.get(spki)
    if (key === undefined) return false
    return verify(algorithm === 'ed25519' ? null : 'sha256', message, key, signature)
  }
}

function toPublicKey(spki: string, algorithm: KeyRecord['algorithm']): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' })
    const isRight =
      algorithm === 'ed25519'
        ? key.asymmetricKeyType === 'ed25519'
        : key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1'
    return isRight ? key : undefined
  } catch {
    // What is no key verifies nothing.
    return undefined
  }
}
