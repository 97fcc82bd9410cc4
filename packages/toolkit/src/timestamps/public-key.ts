/** Public keys and signatures through WebCrypto, the one cryptography that Node and browsers share. */
import type { DigestAlgorithm, SignatureScheme } from './algorithms.ts'
import { type Faults, openNode, readNested } from './der-cursor.ts'
import { readDer, tags } from './der.ts'
import { readBytesOfBits, readInteger, readOid } from './der-values.ts'

type KeyKind =
  | { readonly kind: 'ec'; readonly curve: string; readonly bytes: number }
  | { readonly kind: 'rsa' }

const curves = new Map([
  ['1.2.840.10045.3.1.7', { kind: 'ec', curve: 'P-256', bytes: 32 }],
  ['1.3.132.0.34', { kind: 'ec', curve: 'P-384', bytes: 48 }],
  ['1.3.132.0.35', { kind: 'ec', curve: 'P-521', bytes: 66 }],
] as const)
const EC_KEY = '1.2.840.10045.2.1'
const RSA_KEY = '1.2.840.113549.1.1.1'
/** Shorter moduli are too weak; longer ones, and long exponents, only serve to keep us busy. */
const RSA_BITS = { least: 2048, most: 8192, exponent: 33 } as const

/** What kind of key it is; undefined for a kind or a size that we do not accept (RFC 5480, section 2; RFC 3279, section 2.3.1). */
function readKeyKind(spki: Uint8Array): KeyKind | undefined {
  const node = readDer(spki)
  if (!node.ok) return undefined
  const faults: Faults = []
  const outer = openNode(node.value, 'key', faults)
  const algorithm = openNode(outer.take(tags.sequence, 'an algorithm'), 'key', faults)
  const bits = readBytesOfBits(outer.take(tags.bitString, 'a key'), 'key', faults)
  outer.end()
  const oid = readOid(algorithm.take(tags.oid, 'an algorithm'), 'key', faults)
  if (oid === EC_KEY) {
    const curve = readOid(algorithm.take(tags.oid, 'a curve'), 'key', faults)
    algorithm.end()
    return faults.length === 0 ? curves.get(curve as never) : undefined
  }
  if (oid !== RSA_KEY) return undefined
  algorithm.take(tags.null, 'empty parameters')
  algorithm.end()
  const numbers = openNode(readNested(bits, 'key', faults), 'key', faults)
  const modulus = readInteger(numbers.take(tags.integer, 'a modulus'), 'key', faults)
  const exponent = readInteger(numbers.take(tags.integer, 'an exponent'), 'key', faults)
  numbers.end()
  const size = modulus.toString(2).length
  const isFit =
    modulus > 0n &&
    size >= RSA_BITS.least &&
    size <= RSA_BITS.most &&
    exponent >= 3n &&
    exponent.toString(2).length <= RSA_BITS.exponent
  return isFit && faults.length === 0 ? { kind: 'rsa' } : undefined
}

export interface SignedBytes {
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array
  readonly scheme: SignatureScheme
  readonly signed: Uint8Array
  readonly signature: Uint8Array
}

/** Whether the key made the signature. False, too, for keys and forms of signatures that we do not accept; never throws. */
export async function isSignedBy({ spki, scheme, signed, signature }: SignedBytes): Promise<boolean> {
  const key = readKeyKind(spki)
  if (key === undefined || (key.kind === 'ec') !== (scheme.kind === 'ecdsa')) return false
  const bytes = key.kind === 'ec' ? toFixedSignature(signature, key.bytes) : signature
  if (bytes === undefined) return false
  try {
    const { subtle } = globalThis.crypto
    const algorithm = toAlgorithm(scheme, key)
    const imported = await subtle.importKey('spki', copy(spki), algorithm, false, ['verify'])
    return await subtle.verify(algorithm, imported, copy(bytes), copy(signed))
  } catch {
    // WebCrypto throws for what is no key at all, such as a point beside the curve: nobody can have signed with it.
    return false
  }
}

export async function digestOf(algorithm: DigestAlgorithm, bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await globalThis.crypto.subtle.digest(algorithm, copy(bytes)))
}

interface WebAlgorithm {
  readonly name: string
  readonly hash: DigestAlgorithm
  readonly namedCurve: string
  readonly saltLength: number
}

function toAlgorithm(scheme: SignatureScheme, key: KeyKind): WebAlgorithm {
  const names = { ecdsa: 'ECDSA', 'rsa-pkcs1': 'RSASSA-PKCS1-v1_5', 'rsa-pss': 'RSA-PSS' } as const
  return {
    name: names[scheme.kind],
    hash: scheme.hash,
    namedCurve: key.kind === 'ec' ? key.curve : '',
    saltLength: scheme.kind === 'rsa-pss' ? scheme.saltLength : 0,
  }
}

/** ECDSA-Sig-Value (RFC 3279, section 2.2.3) as WebCrypto wants it: r and s, each as long as the curve's order. */
function toFixedSignature(der: Uint8Array, size: number): Uint8Array | undefined {
  const node = readDer(der)
  if (!node.ok || node.value.tag !== tags.sequence) return undefined
  const faults: Faults = []
  const cursor = openNode(node.value, 'signature', faults)
  const numbers = ['r', 's'].map((name) => readInteger(cursor.take(tags.integer, name), name, faults))
  cursor.end()
  const isFit = numbers.every((number) => number > 0n && number < 1n << BigInt(8 * size))
  if (faults.length > 0 || !isFit) return undefined
  const digits = numbers.map((number) => number.toString(16).padStart(2 * size, '0')).join('')
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

/** WebCrypto's types want bytes whose memory nobody shares. */
function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes)
}
