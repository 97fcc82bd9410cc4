/** Reads X.509 certificates (RFC 5280, section 4.1). Verifies nothing: whatever a certificate says is its own claim. */
import { err, ok, type Result } from '../base/index.ts'
import { type Named, readSignatureAlgorithm, type SignatureScheme } from './algorithms.ts'
import { areSame } from './bytes.ts'
import { type Cursor, type Faults, openNode, openSequence } from './der-cursor.ts'
import { contextTag, type DerNode, readDer, tags } from './der.ts'
import { type DerTime, readBytesOfBits, readInteger, readSmall, readTime } from './der-values.ts'
import { type Extensions, readExtensions } from './extensions.ts'
import { type Name, readName } from './names.ts'

export interface Certificate {
  /** DER of the whole certificate. */
  readonly der: Uint8Array
  /** The bytes that its issuer signed. */
  readonly signed: Uint8Array
  readonly signature: Uint8Array
  readonly scheme: Named<SignatureScheme>
  readonly serial: bigint
  readonly issuer: Name
  readonly subject: Name
  readonly notBefore: DerTime
  readonly notAfter: DerTime
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array
  readonly extensions: Extensions
}

export interface CertificateError {
  readonly code: 'CERTIFICATE_MALFORMED'
  readonly message: string
}

/** Version 3 alone: older ones cannot say what they are for. */
export function parseCertificate(bytes: Uint8Array): Result<Certificate, CertificateError> {
  const node = readDer(bytes)
  if (!node.ok) return err({ code: 'CERTIFICATE_MALFORMED', message: node.error.message })
  const faults: Faults = []
  const certificate = readCertificate(node.value, faults)
  const [first] = faults
  return first === undefined ? ok(certificate) : err({ code: 'CERTIFICATE_MALFORMED', message: first })
}

export function readCertificate(node: DerNode, faults: Faults): Certificate {
  const what = 'certificate'
  const outer = openSequence(node, what, faults)
  const body = outer.take(tags.sequence, 'a body')
  const algorithm = outer.take(tags.sequence, 'a signature algorithm')
  const signature = readBytesOfBits(outer.take(tags.bitString, 'a signature'), what, faults)
  outer.end()
  return {
    der: node.whole,
    signed: body.whole,
    signature,
    scheme: readSignatureAlgorithm(algorithm, undefined, faults),
    ...readBody(body, algorithm, faults),
  }
}

type Body = Omit<Certificate, 'der' | 'signed' | 'signature' | 'scheme'>

function readBody(node: DerNode, algorithm: DerNode, faults: Faults): Body {
  const what = 'certificate body'
  const cursor = openNode(node, what, faults)
  readVersion(cursor, faults)
  const serial = readInteger(cursor.take(tags.integer, 'a serial number'), 'serial number', faults)
  // RFC 5280, section 4.1.1.2: the algorithm stands inside and outside of what is signed.
  if (!areSame(cursor.take(tags.sequence, 'an algorithm').whole, algorithm.whole)) {
    faults.push('certificate: two different signature algorithms')
  }
  const issuer = readName(cursor.take(tags.sequence, 'an issuer'), 'issuer', faults)
  const validity = openNode(cursor.take(tags.sequence, 'a validity'), 'validity', faults)
  const notBefore = readTime(takeTime(validity), 'notBefore', faults)
  const notAfter = readTime(takeTime(validity), 'notAfter', faults)
  validity.end()
  const subject = readName(cursor.take(tags.sequence, 'a subject'), 'subject', faults)
  const spki = cursor.take(tags.sequence, 'a public key').whole
  cursor.maybe(contextTag(1, 'primitive'))
  cursor.maybe(contextTag(2, 'primitive'))
  const extensions = readExtensions(cursor.take(contextTag(3), 'extensions'), faults)
  cursor.end()
  return { serial, issuer, subject, notBefore, notAfter, spki, extensions }
}

function readVersion(cursor: Cursor, faults: Faults): void {
  const version = openNode(cursor.take(contextTag(0), 'version 3'), 'version', faults)
  const number = readSmall(version.take(tags.integer, 'a number'), { what: 'version', most: 2 }, faults)
  version.end()
  if (number !== 2) faults.push('certificate: expected version 3')
}

function takeTime(validity: Cursor): DerNode {
  return validity.maybe(tags.utcTime) ?? validity.take(tags.generalizedTime, 'a time')
}
