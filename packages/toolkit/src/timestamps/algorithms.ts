/** Digest and signature algorithms of CMS and X.509 that we accept: SHA-256 or better, RSA and ECDSA (RFC 5754, 5758, 4055). */
import { type Faults, openNode, openSequence } from './der-cursor.ts'
import { contextTag, type DerNode, tags } from './der.ts'
import { readOid, readSmall } from './der-values.ts'

/** As WebCrypto names them. */
export type DigestAlgorithm = 'SHA-256' | 'SHA-384' | 'SHA-512'

export type SignatureScheme =
  | { readonly kind: 'ecdsa'; readonly hash: DigestAlgorithm }
  | { readonly kind: 'rsa-pkcs1'; readonly hash: DigestAlgorithm }
  | { readonly kind: 'rsa-pss'; readonly hash: DigestAlgorithm; readonly saltLength: number }

/** What an AlgorithmIdentifier says; `undefined` as algorithm is one that we do not accept, such as SHA-1. */
export interface Named<T> {
  readonly oid: string
  readonly algorithm: T | undefined
}

const digests = new Map<string, DigestAlgorithm>([
  ['2.16.840.1.101.3.4.2.1', 'SHA-256'],
  ['2.16.840.1.101.3.4.2.2', 'SHA-384'],
  ['2.16.840.1.101.3.4.2.3', 'SHA-512'],
])

const plainSchemes = new Map<string, SignatureScheme>([
  ['1.2.840.10045.4.3.2', { kind: 'ecdsa', hash: 'SHA-256' }],
  ['1.2.840.10045.4.3.3', { kind: 'ecdsa', hash: 'SHA-384' }],
  ['1.2.840.10045.4.3.4', { kind: 'ecdsa', hash: 'SHA-512' }],
  ['1.2.840.113549.1.1.11', { kind: 'rsa-pkcs1', hash: 'SHA-256' }],
  ['1.2.840.113549.1.1.12', { kind: 'rsa-pkcs1', hash: 'SHA-384' }],
  ['1.2.840.113549.1.1.13', { kind: 'rsa-pkcs1', hash: 'SHA-512' }],
])
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1'
const RSA_PSS = '1.2.840.113549.1.1.10'
const MGF1 = '1.2.840.113549.1.1.8'

const oidsOfDigests = new Map(Array.from(digests, ([oid, name]) => [name, oid]))

export function oidOfDigest(algorithm: DigestAlgorithm): string {
  return oidsOfDigests.get(algorithm) ?? ''
}

export const digestBytes: Readonly<Record<DigestAlgorithm, number>> = {
  'SHA-256': 32,
  'SHA-384': 48,
  'SHA-512': 64,
}

export function readDigestAlgorithm(node: DerNode, what: string, faults: Faults): Named<DigestAlgorithm> {
  const cursor = openSequence(node, what, faults)
  const oid = readOid(cursor.take(tags.oid, 'an algorithm'), what, faults)
  const algorithm = digests.get(oid)
  // RFC 5754, section 2: parameters absent, or NULL. Of an algorithm that we refuse they may be anything.
  if (algorithm === undefined) cursor.rest()
  else takeNull(cursor.maybe(tags.null), what, faults)
  cursor.end()
  return { oid, algorithm }
}

/** `digest`: the digest algorithm beside it in CMS, for `rsaEncryption`, which names none (RFC 3370, section 3.2). */
export function readSignatureAlgorithm(
  node: DerNode,
  digest: DigestAlgorithm | undefined,
  faults: Faults,
): Named<SignatureScheme> {
  const what = 'signature algorithm'
  const cursor = openNode(node, what, faults)
  const oid = readOid(cursor.take(tags.oid, 'an algorithm'), what, faults)
  const plain = plainSchemes.get(oid)
  if (plain !== undefined || (oid === RSA_ENCRYPTION && digest !== undefined)) {
    if (plain?.kind !== 'ecdsa') takeNull(cursor.maybe(tags.null), what, faults)
    cursor.end()
    return { oid, algorithm: plain ?? (digest && { kind: 'rsa-pkcs1', hash: digest }) }
  }
  if (oid !== RSA_PSS) return { oid, algorithm: undefined }
  const parameters = cursor.take(tags.sequence, 'parameters')
  cursor.end()
  return { oid, algorithm: readPss(parameters, faults) }
}

/** RFC 4055, section 3.1. Its defaults are SHA-1, so all that says SHA-2 is written out. */
function readPss(node: DerNode, faults: Faults): SignatureScheme | undefined {
  const what = 'RSASSA-PSS parameters'
  const cursor = openNode(node, what, faults)
  const [hashes, masks, salts] = [0, 1, 2].map((number) => cursor.maybe(contextTag(number)))
  const hash = hashes && readDigestAlgorithm(openOne(hashes, what, faults), what, faults).algorithm
  const saltLength = salts ? readSmall(openInteger(salts, what, faults), { what, most: 512 }, faults) : 20
  const trailer = cursor.maybe(contextTag(3))
  cursor.end()
  if (
    trailer !== undefined &&
    readSmall(openInteger(trailer, what, faults), { what, most: 255 }, faults) !== 1
  ) {
    return undefined
  }
  if (hash === undefined || masks === undefined) return undefined
  const mask = openNode(openOne(masks, what, faults), what, faults)
  const isMgf1 = readOid(mask.take(tags.oid, 'a mask function'), what, faults) === MGF1
  const maskHash = readDigestAlgorithm(mask.take(tags.sequence, 'a digest algorithm'), what, faults).algorithm
  mask.end()
  return isMgf1 && maskHash === hash ? { kind: 'rsa-pss', hash, saltLength } : undefined
}

function openOne(node: DerNode, what: string, faults: Faults): DerNode {
  const cursor = openNode(node, what, faults)
  const inner = cursor.take(tags.sequence, 'one structure')
  cursor.end()
  return inner
}

function openInteger(node: DerNode, what: string, faults: Faults): DerNode {
  const cursor = openNode(node, what, faults)
  const inner = cursor.take(tags.integer, 'a number')
  cursor.end()
  return inner
}

function takeNull(node: DerNode | undefined, what: string, faults: Faults): void {
  if (node !== undefined && node.content.length > 0) faults.push(`${what}: expected empty parameters`)
}
