/** The key of a witness, in a file that only its owner may read. It cosigns and does nothing else. */
import { readFileSync, statSync } from 'node:fs'
import { sha256 } from '../../../base/index.ts'
import {
  createVerifierKey,
  formatSigningKey,
  formatVerifierKey,
  type Signer,
} from '../../../translog/index.ts'
import { createSigningKey, readSigner, toSigner } from '../../feddb/exchange/ed25519.ts'
import type { LedgerDisk } from '../disk.ts'
import { LedgerError, toLedgerError } from '../errors.ts'
import { replaceFile } from '../store.ts'

/** Durable when it returns; the public key lies beside it, `.pub`. The caller has made sure that there is none. */
export async function createWitnessKey(disk: LedgerDisk, path: string, name: string): Promise<Signer> {
  const made = createSigningKey(name)
  if (!made.ok) throw new LedgerError('KEY_INVALID', `${name}: ${made.error.message}`)
  const { publicKey } = made.value.key
  const key = createVerifierKey(sha256, { name, type: 'cosignature', publicKey })
  if (!key.ok) throw new LedgerError('KEY_INVALID', `${name}: ${key.error.message}`)
  const secret = { key: key.value, seed: made.value.seed }
  await replaceFile(disk, { path, bytes: Buffer.from(`${formatSigningKey(secret)}\n`) })
  await replaceFile(disk, { path: `${path}.pub`, bytes: Buffer.from(`${formatVerifierKey(key.value)}\n`) })
  return toSigner(secret)
}

/** Throws KEY_INVALID: missing, damaged, of another name or type, or readable by others. */
export function readWitnessKey(path: string, name: string): Signer {
  const { mode, text } = readPrivately(path)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new LedgerError('KEY_INVALID', `${path} can be read by others; set its mode to 0600`)
  }
  const signer = readSigner(text)
  if (!signer.ok) throw new LedgerError('KEY_INVALID', `${path}: ${signer.error.message}`)
  const { key } = signer.value
  if (key.name !== name)
    throw new LedgerError('KEY_INVALID', `${path}: the key of ${key.name}, not of ${name}`)
  if (key.type !== 'cosignature') {
    throw new LedgerError('KEY_INVALID', `${path}: expected a key that cosigns, found ${key.type}`)
  }
  return signer.value
}

function readPrivately(path: string): { readonly mode: number; readonly text: string } {
  try {
    return { mode: statSync(path).mode, text: readFileSync(path, 'utf8') }
  } catch (cause) {
    const { message } = toLedgerError(path, cause)
    throw new LedgerError('KEY_INVALID', message, cause)
  }
}
