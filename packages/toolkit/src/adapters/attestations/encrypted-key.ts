/**
 * A private key under a passphrase: EncryptedPrivateKeyInfo (RFC 5958) with PBES2 (RFC 8018), scrypt (RFC 7914, section 7) and
 * AES-256-CBC. OpenSSL and Node read it; Node itself would write PBKDF2 with few rounds.
 */
import { createCipheriv, randomBytes, scryptSync } from 'node:crypto'

/** About 0.3 s and 16 MiB a guess; OpenSSL refuses to use more than 32 MiB. */
const COST = { N: 16_384, r: 8, p: 5 }
const SALT_BYTES = 16
const KEY_BYTES = 32

const oids = {
  pbes2: '06092a864886f70d01050d',
  scrypt: '06092b06010401da47040b',
  aes256Cbc: '060960864801650304012a',
}

/** PEM of a DER PrivateKeyInfo. */
export function encryptPrivateKey(pkcs8: Uint8Array, passphrase: string): string {
  const salt = randomBytes(SALT_BYTES)
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-256-cbc', scryptSync(passphrase, salt, KEY_BYTES, COST), iv)
  const sealed = Buffer.concat([cipher.update(pkcs8), cipher.final()])
  const derivation = sequence(
    oid(oids.scrypt),
    sequence(octets(salt), integer(COST.N), integer(COST.r), integer(COST.p), integer(KEY_BYTES)),
  )
  const encryption = sequence(oid(oids.aes256Cbc), octets(iv))
  const der = sequence(sequence(oid(oids.pbes2), sequence(derivation, encryption)), octets(sealed))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN ENCRYPTED PRIVATE KEY-----', ...lines, '-----END ENCRYPTED PRIVATE KEY-----', ''].join(
    '\n',
  )
}

function oid(hex: string): Buffer {
  return Buffer.from(hex, 'hex')
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return encode(0x30, Buffer.concat(parts))
}

function octets(bytes: Uint8Array): Buffer {
  return encode(0x04, Buffer.from(bytes))
}

/** Positive, below 2^31. */
function integer(value: number): Buffer {
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
  return encode(0x02, (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), bytes]) : bytes)
}

/** X.690, section 8.1.3: contents below 64 KiB. */
function encode(tag: number, contents: Buffer): Buffer {
  const { length } = contents
  const head =
    length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from(head), contents])
}
