/** Whose certificate signed a token, and whether the signed attributes tie the two together (RFC 5652, section 5.4; RFC 5816). */
import { ok, type Result } from '../base/index.ts'
import { type DigestAlgorithm, readDigestAlgorithm } from './algorithms.ts'
import { areSame } from './bytes.ts'
import type { Certificate } from './certificate.ts'
import { type Faults, openNode, openSequence } from './der-cursor.ts'
import { type DerNode, tags } from './der.ts'
import { readInteger, readOid } from './der-values.ts'
import { refuse, type TimestampError } from './errors.ts'
import { DIRECTORY_NAME } from './extensions.ts'
import { digestOf } from './public-key.ts'
import type { Token } from './response.ts'

const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'

/** The one among them that the token names. */
export function findSigner(token: Token, certificates: readonly Certificate[]): Certificate | undefined {
  const { id } = token.signer
  return certificates.find(({ issuer, serial, extensions }) =>
    id.kind === 'issuer'
      ? serial === id.serial && areSame(issuer.der, id.issuer)
      : extensions.subjectKeyIdentifier !== undefined &&
        areSame(extensions.subjectKeyIdentifier, id.identifier),
  )
}

/** Undefined when everything belongs together. `digest`: of the signer info. */
export async function checkAttributes(
  { content, signer }: Token,
  certificate: Certificate,
  digest: DigestAlgorithm,
): Promise<Result<undefined, TimestampError>> {
  const faults: Faults = []
  const single = (type: string): DerNode | undefined => {
    const found = signer.attributes.filter((attribute) => attribute.type === type)
    const values = found.flatMap((attribute) => attribute.values)
    if (found.length > 1 || (found.length === 1 && values.length !== 1))
      faults.push(`${type} stands there twice`)
    return values[0]
  }
  const type = single(CONTENT_TYPE)
  const messageDigest = single(MESSAGE_DIGEST)
  const signing = single(SIGNING_CERTIFICATE_V2)
  if (type?.tag !== tags.oid || readOid(type, 'content type', faults) !== TST_INFO || faults.length > 0) {
    return wrong(faults[0] ?? 'the signed content type is not that of a time stamp')
  }
  const expected = await digestOf(digest, content)
  if (messageDigest?.tag !== tags.octetString || !areSame(messageDigest.content, expected)) {
    return wrong('the signed digest is not that of the token: the token was changed')
  }
  if (signing === undefined) {
    return single(SIGNING_CERTIFICATE) === undefined
      ? wrong('the token does not say which certificate signed it')
      : refuse(
          'TIMESTAMP_DIGEST_WEAK',
          'the token names its certificate by SHA-1 alone (ESSCertID, not version 2)',
        )
  }
  return checkSigningCertificate(signing, certificate)
}

/** SigningCertificateV2 (RFC 5035, section 3): the first certificate named is the signer's. */
async function checkSigningCertificate(
  node: DerNode,
  certificate: Certificate,
): Promise<Result<undefined, TimestampError>> {
  const faults: Faults = []
  const named = readSigningCertificate(node, faults)
  if (faults[0] !== undefined) return wrong(faults[0])
  if (named.algorithm === undefined) {
    return refuse('TIMESTAMP_DIGEST_WEAK', 'the token names its certificate by a digest below SHA-256')
  }
  const hash = await digestOf(named.algorithm, certificate.der)
  const isSame =
    areSame(named.hash, hash) &&
    (named.issuer === undefined || areSame(named.issuer, certificate.issuer.der)) &&
    (named.serial === undefined || named.serial === certificate.serial)
  return isSame ? ok(undefined) : wrong('the token names another certificate than that of its signer')
}

interface NamedCertificate {
  readonly algorithm: DigestAlgorithm | undefined
  readonly hash: Uint8Array
  readonly issuer: Uint8Array | undefined
  readonly serial: bigint | undefined
}

function readSigningCertificate(node: DerNode, faults: Faults): NamedCertificate {
  const what = 'signing certificate'
  const outer = openSequence(node, what, faults)
  const [first] = outer.take(tags.sequence, 'a list').children
  outer.maybe(tags.sequence)
  outer.end()
  if (first?.tag !== tags.sequence) {
    faults.push(`${what}: expected at least one`)
    return { algorithm: undefined, hash: new Uint8Array(), issuer: undefined, serial: undefined }
  }
  const cursor = openNode(first, what, faults)
  const algorithm = cursor.maybe(tags.sequence)
  const hash = cursor.take(tags.octetString, 'a digest').content
  const place = cursor.maybe(tags.sequence)
  cursor.end()
  return {
    // RFC 5035, section 4: SHA-256 where none is named.
    algorithm: algorithm ? readDigestAlgorithm(algorithm, what, faults).algorithm : 'SHA-256',
    hash,
    ...readPlace(place, faults),
  }
}

/** IssuerSerial: the issuer as a GeneralName, then the serial number. */
function readPlace(node: DerNode | undefined, faults: Faults): Pick<NamedCertificate, 'issuer' | 'serial'> {
  if (node === undefined) return { issuer: undefined, serial: undefined }
  const what = 'issuer and serial number'
  const cursor = openNode(node, what, faults)
  const names = openNode(cursor.take(tags.sequence, 'an issuer'), what, faults)
  const name = openNode(names.take(DIRECTORY_NAME, 'a directory name'), what, faults)
  names.end()
  const issuer = name.take(tags.sequence, 'a name').whole
  name.end()
  const serial = readInteger(cursor.take(tags.integer, 'a serial number'), what, faults)
  cursor.end()
  return { issuer, serial }
}

/** RFC 3161, section 2.4.2: the hint at the authority must be one of the names of its certificate. */
export function isNamed(certificate: Certificate, tsa: Uint8Array): boolean {
  const { subject, extensions } = certificate
  const isSubject =
    tsa[0] === DIRECTORY_NAME && areSame(tsa.subarray(tsa.length - subject.der.length), subject.der)
  return isSubject || extensions.alternativeNames.some((name) => areSame(name, tsa))
}

function wrong(message: string): Result<never, TimestampError> {
  return refuse('TIMESTAMP_ATTRIBUTES_WRONG', message)
}
