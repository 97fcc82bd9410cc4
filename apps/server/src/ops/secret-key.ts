/** The server's own key: from a setting, from a file that a setting names, or made in the data folder. Never in the database. */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { VAULT_KEY_BYTES, VaultError } from '../kernel/vault.ts'

export interface SecretKeyPlace {
  readonly dataDir: string
  /** The key itself: 64 hex digits, or base64 of 32 bytes. */
  readonly secretKey?: string | undefined
  /** A file that holds it. */
  readonly secretKeyFile?: string | undefined
}

export function keyFileOf({ dataDir }: Pick<SecretKeyPlace, 'dataDir'>): string {
  return join(dataDir, 'secret.key')
}

/** Undefined: nobody gave one, and none was made yet. Throws VaultError. */
export function readSecretKey(place: SecretKeyPlace): Uint8Array | undefined {
  if (place.secretKey !== undefined) return parseKey(place.secretKey, 'secretKey')
  if (place.secretKeyFile !== undefined) return readKeyFile(place.secretKeyFile)
  const own = keyFileOf(place)
  if (!existsSync(own)) return undefined
  if (process.platform !== 'win32' && (statSync(own).mode & 0o077) !== 0) {
    throw new VaultError('SECRET_KEY_INVALID', `${own}: others may read it; make it yours alone (chmod 600)`)
  }
  return readKeyFile(own)
}

function readKeyFile(path: string): Uint8Array {
  try {
    return parseKey(readFileSync(path, 'utf8'), path)
  } catch (cause) {
    if (cause instanceof VaultError) throw cause
    throw new VaultError('SECRET_KEY_INVALID', `${path}: it cannot be read`, { cause })
  }
}

/** The text is never repeated in a message. */
function parseKey(text: string, where: string): Uint8Array {
  const plain = text.trim()
  const isHex = /^[0-9a-f]{64}$/i.test(plain)
  const isBase64 = /^[A-Za-z0-9+/_-]{43}=?$/.test(plain)
  const key = isHex ? Buffer.from(plain, 'hex') : Buffer.from(isBase64 ? plain : '', 'base64')
  if (key.length === VAULT_KEY_BYTES) return key
  throw new VaultError('SECRET_KEY_INVALID', `${where}: expected 64 hex digits, or base64 of 32 bytes`)
}

/** On the disk when it returns; of two servers that start at once, both read the one that came first. */
export function makeSecretKey(place: Pick<SecretKeyPlace, 'dataDir'>): Uint8Array {
  mkdirSync(place.dataDir, { recursive: true, mode: 0o700 })
  const path = keyFileOf(place)
  try {
    const file = openSync(path, 'wx', 0o600)
    writeSync(file, `${randomBytes(VAULT_KEY_BYTES).toString('hex')}\n`)
    fsyncSync(file)
    closeSync(file)
  } catch (cause) {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    if (!isThere) throw cause
  }
  return readKeyFile(path)
}
