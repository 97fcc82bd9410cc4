/** Reads a TimeStampResp and the signed token in it (RFC 3161, section 2.4.2; RFC 5652, section 5). Verifies nothing. */
import { err, ok, type Result } from '../base/index.ts'
import {
  type DigestAlgorithm,
  type Named,
  readDigestAlgorithm,
  readSignatureAlgorithm,
  type SignatureScheme,
} from './algorithms.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { type Cursor, type Faults, openNode, openSequence } from './der-cursor.ts'
import { contextTag, type DerError, type DerNode, readDer, tags } from './der.ts'
import { readInteger, readOid, readSmall, readText } from './der-values.ts'
import { readTstInfo, type TstInfo } from './tst-info.ts'

/** How the token says whose key signed it. */
export type SignerId =
  | { readonly kind: 'issuer'; readonly issuer: Uint8Array; readonly serial: bigint }
  | { readonly kind: 'key'; readonly identifier: Uint8Array }

export interface SignerInfo {
  readonly id: SignerId
  readonly digest: Named<DigestAlgorithm>
  readonly scheme: Named<SignatureScheme>
  /** Type and all values of each signed attribute. */
  readonly attributes: readonly { readonly type: string; readonly values: readonly DerNode[] }[]
  /** The signed attributes as they are signed: as a SET OF (RFC 5652, section 5.4). */
  readonly signed: Uint8Array
  readonly signature: Uint8Array
}

export interface Token {
  /** DER of the TSTInfo: what the message digest is of. */
  readonly content: Uint8Array
  readonly info: TstInfo
  readonly certificates: readonly Certificate[]
  readonly signer: SignerInfo
}

export type TimestampResponse =
  /** `modified`: granted, but not quite as asked (PKIStatus 1). */
  | { readonly kind: 'granted'; readonly modified: boolean; readonly token: Token }
  /** `text`: what the authority says, for people. */
  | { readonly kind: 'refused'; readonly status: number; readonly text: string }

const SIGNED_DATA = '1.2.840.113549.1.7.2'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'
const MAX_STATUS = 1000
const MAX_CERTIFICATES = 20
const MAX_ATTRIBUTES = 40

export function parseTimestampResponse(bytes: Uint8Array): Result<TimestampResponse, DerError> {
  const node = readDer(bytes)
  if (!node.ok) return node
  const faults: Faults = []
  const cursor = openSequence(node.value, 'response', faults)
  const status = readStatus(cursor.take(tags.sequence, 'a status'), faults)
  const response: TimestampResponse =
    status.status <= 1
      ? {
          kind: 'granted',
          modified: status.status === 1,
          token: readToken(cursor.take(tags.sequence, 'a token'), faults),
        }
      : { kind: 'refused', ...status }
  cursor.end()
  const [first] = faults
  return first === undefined ? ok(response) : err({ code: 'DER_MALFORMED', message: first })
}

function readStatus(node: DerNode, faults: Faults): { readonly status: number; readonly text: string } {
  const cursor = openNode(node, 'status', faults)
  const number = cursor.take(tags.integer, 'a number')
  const status = readSmall(number, { what: 'status', most: MAX_STATUS }, faults)
  const texts = cursor.maybe(tags.sequence)?.children ?? []
  cursor.maybe(tags.bitString)
  cursor.end()
  const lines = texts.slice(0, 3).map((text) => readText(text) ?? '?')
  return { status, text: lines.join(' ') }
}

function readToken(node: DerNode, faults: Faults): Token {
  const outer = openNode(node, 'token', faults)
  const type = readOid(outer.take(tags.oid, 'a content type'), 'token', faults)
  if (type !== SIGNED_DATA) faults.push('token: expected signed data')
  const explicit = openNode(outer.take(contextTag(0), 'a content'), 'token', faults)
  outer.end()
  const data = openNode(explicit.take(tags.sequence, 'signed data'), 'signed data', faults)
  explicit.end()
  readVersion(data, [3], faults)
  for (const item of data.take(tags.set, 'digest algorithms').children) {
    readDigestAlgorithm(item, 'digest algorithms', faults)
  }
  const content = readContent(data.take(tags.sequence, 'a content'), faults)
  const certificates = data.maybe(contextTag(0))?.children ?? []
  data.maybe(contextTag(1))
  const signers = data.take(tags.set, 'signers').children
  data.end()
  if (certificates.length > MAX_CERTIFICATES) faults.push(`token: more than ${MAX_CERTIFICATES} certificates`)
  const [signer, ...others] = signers
  // RFC 3161, section 2.4.2: no signature but that of the authority.
  if (signer === undefined || others.length > 0) faults.push('token: expected exactly one signer')
  return {
    content,
    info: readTstInfo(content, faults),
    certificates: certificates.slice(0, MAX_CERTIFICATES).flatMap(readCandidate),
    signer: readSigner(signer ?? node, faults),
  }
}

/** Certificates are offered, not signed: one that we cannot read is one that we do not use. */
function readCandidate(node: DerNode): readonly Certificate[] {
  const faults: Faults = []
  const certificate = readCertificate(node, faults)
  return faults.length === 0 ? [certificate] : []
}

function readVersion(cursor: Cursor, allowed: readonly number[], faults: Faults): number {
  const version = readSmall(cursor.take(tags.integer, 'a version'), { what: 'version', most: 255 }, faults)
  if (!allowed.includes(version)) faults.push(`expected version ${allowed.join(' or ')}, found ${version}`)
  return version
}

function readContent(node: DerNode, faults: Faults): Uint8Array {
  const cursor = openNode(node, 'content', faults)
  const type = readOid(cursor.take(tags.oid, 'a type'), 'content', faults)
  if (type !== TST_INFO) faults.push('content: expected a TSTInfo')
  const explicit = openNode(cursor.take(contextTag(0), 'a TSTInfo'), 'content', faults)
  cursor.end()
  const { content } = explicit.take(tags.octetString, 'bytes')
  explicit.end()
  return content
}

function readSigner(node: DerNode, faults: Faults): SignerInfo {
  const what = 'signer'
  const cursor = openSequence(node, what, faults)
  const version = readVersion(cursor, [1, 3], faults)
  const id = readSignerId(cursor, version, faults)
  const digest = readDigestAlgorithm(cursor.take(tags.sequence, 'a digest algorithm'), what, faults)
  const attributes = cursor.take(contextTag(0), 'signed attributes')
  const scheme = readSignatureAlgorithm(
    cursor.take(tags.sequence, 'a signature algorithm'),
    digest.algorithm,
    faults,
  )
  const signature = cursor.take(tags.octetString, 'a signature').content
  cursor.maybe(contextTag(1))
  cursor.end()
  if (attributes.children.length > MAX_ATTRIBUTES)
    faults.push(`${what}: more than ${MAX_ATTRIBUTES} attributes`)
  const signed = Uint8Array.from(attributes.whole)
  signed[0] = tags.set
  return {
    id,
    digest,
    scheme,
    attributes: attributes.children.slice(0, MAX_ATTRIBUTES).map((one) => readAttribute(one, faults)),
    signed,
    signature,
  }
}

/** RFC 5652, section 5.3: version 1 goes with issuer and serial number, version 3 with the key identifier. */
function readSignerId(cursor: Cursor, version: number, faults: Faults): SignerId {
  if (version === 3) {
    return { kind: 'key', identifier: cursor.take(contextTag(0, 'primitive'), 'a key identifier').content }
  }
  const pair = openNode(cursor.take(tags.sequence, 'issuer and serial number'), 'signer', faults)
  const issuer = pair.take(tags.sequence, 'an issuer').whole
  const serial = readInteger(pair.take(tags.integer, 'a serial number'), 'signer', faults)
  pair.end()
  return { kind: 'issuer', issuer, serial }
}

function readAttribute(node: DerNode, faults: Faults): SignerInfo['attributes'][number] {
  const cursor = openSequence(node, 'attribute', faults)
  const type = readOid(cursor.take(tags.oid, 'a type'), 'attribute', faults)
  const values = cursor.take(tags.set, 'values').children
  cursor.end()
  return { type, values }
}
