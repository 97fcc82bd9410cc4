/**
 * OpenPGP as CSAF wants it (requirements 19 and 20): a key, detached armoured signatures. The only place that names the
 * library, which is loaded when it is needed and stays outside our bundle (docs/adr: signatures of CSAF documents).
 */
import { err, ok, type Result } from '@occtet/toolkit/base'
import type { Key, PrivateKey } from 'openpgp'

export interface SigningKey {
  /** Lower-case hex. */
  readonly fingerprint: string
  readonly userId: string
  /** Armoured. */
  readonly publicKey: string
  /** Armoured, without a passphrase: to be sealed. */
  readonly privateKey: string
  /** RFC 3339, UTC, whole seconds; undefined: never. */
  readonly expiresAt: string | undefined
}

export interface KeyError {
  readonly code:
    | 'KEY_UNREADABLE'
    | 'KEY_PUBLIC'
    | 'PASSPHRASE_NEEDED'
    | 'PASSPHRASE_WRONG'
    | 'KEY_EXPIRED'
    | 'KEY_WEAK'
    | 'KEY_UNABLE'
  readonly message: string
}

export interface NewKeyWish {
  /** Whom the key names: an organisation, not a person. */
  readonly name: string
  readonly email?: string | undefined
  readonly years: number
  readonly now: string
}

const YEAR = 31_557_600
const BITS = 4096

/** RSA, because every verifier of RFC 4880 knows it. No key for encryption: nobody here could read what was sent. */
export async function makeSigningKey({ name, email, years, now }: NewKeyWish): Promise<SigningKey> {
  const { generateKey } = await import('openpgp')
  const { privateKey } = await generateKey({
    type: 'rsa',
    rsaBits: BITS,
    userIDs: [{ name, ...(email === undefined ? {} : { email }) }],
    subkeys: [],
    keyExpirationTime: years * YEAR,
    date: new Date(now),
    format: 'object',
  })
  return describe(privateKey)
}

export interface BroughtKey {
  readonly armored: string
  readonly passphrase: string | undefined
  readonly now: string
}

/** Hostile until it has signed something that its own public part confirms. */
export async function readSigningKey(brought: BroughtKey): Promise<Result<SigningKey, KeyError>> {
  const unlocked = await unlock(brought)
  if (!unlocked.ok) return unlocked
  const fault = await findFault(unlocked.value, brought.now)
  if (fault !== undefined) return err(fault)
  try {
    const key = await describe(unlocked.value)
    await signDetached(key, new TextEncoder().encode('occtet'), brought.now)
    return ok(key)
  } catch {
    return refuse('KEY_UNABLE', 'expected a key that can sign')
  }
}

async function unlock({ armored, passphrase }: BroughtKey): Promise<Result<PrivateKey, KeyError>> {
  const { decryptKey, readKey } = await import('openpgp')
  const key = await readKey({ armoredKey: armored }).catch(() => undefined)
  if (key === undefined) return refuse('KEY_UNREADABLE', 'expected an armoured OpenPGP private key')
  if (!key.isPrivate()) return refuse('KEY_PUBLIC', 'this is the public part; expected the private key')
  if (key.isDecrypted()) return ok(key)
  if (passphrase === undefined || passphrase === '') {
    return refuse('PASSPHRASE_NEEDED', 'the key is locked: its passphrase is needed once, and not kept')
  }
  try {
    return ok(await decryptKey({ privateKey: key, passphrase }))
  } catch {
    return refuse('PASSPHRASE_WRONG', 'the passphrase does not open the key')
  }
}

/** Of the primary key and of the one that signs. */
async function findFault(key: PrivateKey, now: string): Promise<KeyError | undefined> {
  const date = new Date(now)
  const ends = await key.getExpirationTime()
  if (ends === null) return { code: 'KEY_UNABLE', message: 'the key was revoked, or names nobody' }
  if (ends !== Number.POSITIVE_INFINITY && ends <= date) {
    return { code: 'KEY_EXPIRED', message: 'the key has expired' }
  }
  try {
    await key.verifyPrimaryKey(date)
    const signing = await key.getSigningKey(undefined, date)
    return [key.getAlgorithmInfo(), signing.getAlgorithmInfo()].some(isWeak)
      ? { code: 'KEY_WEAK', message: 'expected RSA of at least 3072 bits, or an elliptic curve' }
      : undefined
  } catch {
    return { code: 'KEY_UNABLE', message: 'expected a key that can sign today' }
  }
}

/** BSI TR-02102-1: from 2024 on at least 3000 bits; DSA and ElGamal no more. */
function isWeak({ algorithm, bits }: ReturnType<Key['getAlgorithmInfo']>): boolean {
  if (algorithm.startsWith('rsa')) return (bits ?? 0) < 3072
  return !/^(?:ecdsa|eddsa|ed25519|ed448)/i.test(algorithm)
}

async function describe(key: PrivateKey): Promise<SigningKey> {
  const ends = await key.getExpirationTime()
  const user = await key.getPrimaryUser().catch(() => undefined)
  return {
    fingerprint: key.getFingerprint().toLowerCase(),
    userId: user?.user.userID?.userID ?? '',
    publicKey: withoutReturns(key.toPublic().armor()),
    privateKey: withoutReturns(key.armor()),
    expiresAt: ends instanceof Date ? `${ends.toISOString().slice(0, 19)}Z` : undefined,
  }
}

/** Armoured. Checked with the public part before anybody gets it: a faulty signature would give a key away. */
export async function signDetached(
  { privateKey, publicKey }: Pick<SigningKey, 'privateKey' | 'publicKey'>,
  bytes: Uint8Array,
  now: string,
): Promise<string> {
  const { createMessage, readKey, readPrivateKey, readSignature, sign, verify } = await import('openpgp')
  const date = new Date(now)
  const message = await createMessage({ binary: bytes })
  // Types of streams that nobody installs stand in the library's own; armoured is text.
  const armored = (await sign({
    message,
    signingKeys: await readPrivateKey({ armoredKey: privateKey }),
    detached: true,
    date,
    format: 'armored',
  })) as string
  const checked = await verify({
    message,
    signature: await readSignature({ armoredSignature: armored }),
    verificationKeys: await readKey({ armoredKey: publicKey }),
    date,
  })
  await checked.signatures[0]?.verified
  if (checked.signatures.length !== 1) throw new Error('a message that was not signed once')
  return withoutReturns(armored)
}

function withoutReturns(armored: string): string {
  return armored.replaceAll('\r\n', '\n')
}

function refuse(code: KeyError['code'], message: string): Result<never, KeyError> {
  return err({ code, message })
}
