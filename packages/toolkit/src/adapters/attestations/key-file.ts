/** Attestation keys in files: PKCS #8 in PEM, under a passphrase or readable by their owner alone. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { closeSync, fsyncSync, lstatSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import {
  type AttestationSigner,
  parsePublicKey,
  type PublicKey,
  type SigningAlgorithm,
} from '../../attestations/index.ts'
import { encryptPrivateKey } from './encrypted-key.ts'
import { AttestationFileError, toFileError } from './errors.ts'

export interface NewKeyFile {
  readonly path: string
  /** ECDSA on P-256 where absent: what cosign and the public transparency log take. */
  readonly algorithm?: SigningAlgorithm
  readonly passphrase?: string
}

/** Never replaces a file: KEY_EXISTS. Durable, with mode 0600, before it returns. */
export function createAttestationKey({ path, algorithm, passphrase }: NewKeyFile): AttestationSigner {
  if (passphrase === '') throw new AttestationFileError('PASSPHRASE_NEEDED', 'the passphrase is empty')
  const { privateKey } =
    algorithm === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const der = privateKey.export({ type: 'pkcs8', format: 'der' })
  const pem =
    passphrase === undefined
      ? String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
      : encryptPrivateKey(der, passphrase)
  writeNew(path, pem)
  return toSigner(privateKey, path)
}

/** Throws an AttestationFileError whose code says what to do. */
export function readAttestationKey(path: string, passphrase?: string): AttestationSigner {
  const pem = readPem(path)
  const isEncrypted = pem.includes('-----BEGIN ENCRYPTED PRIVATE KEY-----')
  if (isEncrypted && passphrase === undefined) {
    throw new AttestationFileError('PASSPHRASE_NEEDED', `${path} is under a passphrase`)
  }
  if (!isEncrypted) refuseExposed(path)
  try {
    const key = createPrivateKey({ key: pem, format: 'pem', ...(isEncrypted ? { passphrase } : {}) })
    return toSigner(key, path)
  } catch (cause) {
    if (cause instanceof AttestationFileError) throw cause
    const expected = isEncrypted ? 'another passphrase, or a whole file' : 'a private key (PKCS #8, PEM)'
    throw new AttestationFileError('KEY_UNREADABLE', `${path}: expected ${expected}`, cause)
  }
}

function toSigner(privateKey: KeyObject, path: string): AttestationSigner {
  const publicKey = toPublicKey(privateKey)
  if (publicKey === undefined) {
    throw new AttestationFileError('KEY_TYPE_UNSUPPORTED', `${path}: expected ECDSA on P-256, or Ed25519`)
  }
  const isEcdsa = publicKey.algorithm === 'ecdsa-p256'
  return {
    publicKey,
    sign: (message) =>
      isEcdsa
        ? sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
        : sign(null, message, privateKey),
  }
}

function toPublicKey(privateKey: KeyObject): PublicKey | undefined {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const key = parsePublicKey(spki.toString('base64'))
  return key.ok ? key.value : undefined
}

function readPem(path: string): string {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false })
    if (stat === undefined) throw new AttestationFileError('KEY_MISSING', `${path} is not there`)
    if (!stat.isFile() || stat.size > 65_536) {
      throw new AttestationFileError('KEY_UNREADABLE', `${path}: expected a small file`)
    }
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw toFileError('FILE_UNREADABLE', path, cause)
  }
}

function refuseExposed(path: string): void {
  if (process.platform !== 'win32' && (lstatSync(path).mode & 0o077) !== 0) {
    throw new AttestationFileError('KEY_EXPOSED', `${path} can be read by others; set its mode to 0600`)
  }
}

function writeNew(path: string, text: string): void {
  try {
    const file = openSync(path, 'wx', 0o600)
    try {
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') {
      throw new AttestationFileError('KEY_EXISTS', `${path} is there already; keys are never replaced`, cause)
    }
    throw toFileError('FILE_UNWRITABLE', path, cause)
  }
}
