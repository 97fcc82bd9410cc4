/** Secrets that the server must be able to use again, sealed before they reach the database: AES-256-GCM, one key a server. */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

export type VaultErrorCode =
  /** Sealed values are in the database, and the key that opens them is not here. */
  | 'SECRET_KEY_MISSING'
  /** The key is another one than the values were sealed with. */
  | 'SECRET_KEY_WRONG'
  /** A key that is none: not 32 bytes, or a file that others may read. */
  | 'SECRET_KEY_INVALID'
  /** A value that was changed, or moved here from another place. */
  | 'SECRET_DAMAGED'

export class VaultError extends Error {
  override readonly name = 'VaultError'
  readonly code: VaultErrorCode

  constructor(code: VaultErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/**
 * Trusted: whoever has the key and the database has the secrets; whoever has only the database has none, and cannot
 * put a value into another place than it was sealed for.
 */
export interface Vault {
  /** Names the key, opens nothing: 16 hex digits. */
  readonly keyId: string
  /** `place`: whose secret it is and which; the same words are needed to open it. */
  readonly seal: (secret: string, place: string) => string
  /** Throws VaultError. */
  readonly open: (sealed: string, place: string) => string
}

export const VAULT_KEY_BYTES = 32
const NONCE = 12
const TAG = 16
const PREFIX = 'sealed1'

export function createVault(key: Uint8Array): Vault {
  if (key.length !== VAULT_KEY_BYTES) {
    throw new VaultError('SECRET_KEY_INVALID', `expected a key of ${VAULT_KEY_BYTES} bytes`)
  }
  const keyId = createHmac('sha256', key).update('occtet key id').digest('hex').slice(0, 16)
  return {
    keyId,
    seal: (secret, place) => {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place, 'utf8'))
      const body = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${PREFIX}:${keyId}:${body.toString('base64url')}`
    },
    open: (sealed, place) => openSealed(key, { sealed, place, keyId }),
  }
}

interface Sealed {
  readonly sealed: string
  readonly place: string
  readonly keyId: string
}

function openSealed(key: Uint8Array, { sealed, place, keyId }: Sealed): string {
  const [prefix, id, text = '', ...more] = sealed.split(':')
  const body = Buffer.from(text, 'base64url')
  if (prefix !== PREFIX || more.length > 0 || body.length < NONCE + TAG) throw damaged()
  if (id !== keyId) {
    throw new VaultError('SECRET_KEY_WRONG', `sealed with the key ${id ?? ''}, and this one is ${keyId}`)
  }
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(place, 'utf8')).setAuthTag(body.subarray(-TAG))
  try {
    return Buffer.concat([decipher.update(body.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw damaged(cause)
  }
}

function damaged(cause?: unknown): VaultError {
  return new VaultError('SECRET_DAMAGED', 'a sealed secret was changed, or belongs to another place', {
    cause,
  })
}

/** Tells what was sealed from what older versions kept plain; says nothing about whether it opens. */
export function isSealed(text: string): boolean {
  return text.startsWith(`${PREFIX}:`)
}

/** Where each secret belongs. The two columns of a pair share a place, as a value moves from one to the other. */
export const places = {
  totp: (account: string) => `account.totp:${account}`,
  webhook: (org: string, id: string) => `webhook.secret:${org}/${id}`,
  model: (org: string) => `assistant_model.key:${org}`,
  openpgp: (org: string, fingerprint: string) => `openpgp.private:${org}/${fingerprint}`,
} as const
