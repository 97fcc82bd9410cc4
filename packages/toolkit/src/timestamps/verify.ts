/**
 * Verifies time stamps (RFC 3161, section 2.2, last paragraph; ledger reference, section 1.10). Trusted: the anchors and the
 * runtime's WebCrypto, nothing else. Revocation is not looked at: the answer says so.
 */
import { ok, type Result } from '../base/index.ts'
import { type DigestAlgorithm, digestBytes, type SignatureScheme } from './algorithms.ts'
import { areSame, formatHex } from './bytes.ts'
import { type Certificate, parseCertificate } from './certificate.ts'
import { findChain, findSignerFault, isValidAt } from './chain.ts'
import { refuse, type TimestampError } from './errors.ts'
import { isSignedBy } from './public-key.ts'
import { parseTimestampResponse, type Token } from './response.ts'
import { checkAttributes, findSigner, isNamed } from './signer.ts'
import type { Accuracy, TstInfo } from './tst-info.ts'

/** A digest of what is stamped. */
export interface Imprint {
  readonly algorithm: DigestAlgorithm
  readonly digest: Uint8Array
}

export interface TimestampQuestion {
  /** What must have been stamped. */
  readonly imprint: Imprint
  /** Of the request; undefined where a stored stamp is looked at later. */
  readonly nonce?: bigint
  /** Dotted decimal; undefined accepts every policy of the authority. */
  readonly policy?: string
  /** DER certificates. Trusted: whoever holds one of their keys can stamp any time on anything. */
  readonly trustAnchors: readonly Uint8Array[]
  /** DER certificates of signer and intermediate authorities that the token may lack. Not trusted. */
  readonly certificates?: readonly Uint8Array[]
}

export interface Timestamp {
  /** RFC 3339, UTC: the imprint existed then. As fine as the authority says. */
  readonly genTime: string
  /** How far `genTime` may be off, each way; undefined where the authority does not say. */
  readonly accuracy: Accuracy | undefined
  /** Rules of the authority, dotted decimal. */
  readonly policy: string
  /** Lower-case hex, without leading zeros; unique for the authority. */
  readonly serial: string
  /** Subject of the signer's certificate, for people. */
  readonly tsaName: string
  /** DER, from the signer to the anchor. */
  readonly chain: readonly Uint8Array[]
  /** RFC 3339: the first end of a certificate in the chain. Renew before it. */
  readonly validUntil: string
  readonly imprint: Imprint
  /** Granted, but not quite as asked (PKIStatus 1). */
  readonly modified: boolean
  readonly revocation: 'not-checked'
}

declare const brand: unique symbol

/** Only `verifyTimestamp` makes one. */
export type VerifiedTimestamp = Timestamp & { readonly [brand]: 'VerifiedTimestamp' }

/** Of a whole TimeStampResp in DER, as the authority sent it and as a `.tsr` file holds it. Never throws for hostile bytes. */
export async function verifyTimestamp(
  response: Uint8Array,
  question: TimestampQuestion,
): Promise<Result<VerifiedTimestamp, TimestampError>> {
  const known = readKnown(question)
  if (!known.ok) return known
  const parsed = parseTimestampResponse(response)
  if (!parsed.ok) return refuse('TIMESTAMP_MALFORMED', `not a time-stamp response: ${parsed.error.message}`)
  if (parsed.value.kind === 'refused') {
    const { status, text } = parsed.value
    return refuse('TIMESTAMP_REFUSED', `the authority refused (status ${status})${text && `: ${text}`}`)
  }
  const { token, modified } = parsed.value
  const claim = checkClaim(token.info, question)
  if (!claim.ok) return claim
  const signer = await checkSigner(token, [...token.certificates, ...known.value.offered])
  if (!signer.ok) return signer
  const chain = await findChain({
    signer: signer.value,
    anchors: known.value.anchors,
    offered: [...token.certificates, ...known.value.offered],
    at: token.info.genTime.ms,
  })
  if (!chain.ok) return chain
  return ok(describe(token.info, { chain: chain.value, modified, imprint: question.imprint }))
}

interface Known {
  readonly anchors: readonly Certificate[]
  readonly offered: readonly Certificate[]
}

function readKnown({ trustAnchors, certificates = [] }: TimestampQuestion): Result<Known, TimestampError> {
  const lists: Certificate[][] = []
  for (const list of [trustAnchors, certificates]) {
    const read: Certificate[] = []
    for (const der of list) {
      const certificate = parseCertificate(der)
      if (!certificate.ok) {
        const { message } = certificate.error
        return refuse('TIMESTAMP_ANCHOR_MALFORMED', `certificate ${read.length + 1} of yours: ${message}`)
      }
      read.push(certificate.value)
    }
    lists.push(read)
  }
  const [anchors = [], offered = []] = lists
  return ok({ anchors, offered })
}

/** What the token says, before anybody looks at who says it. */
function checkClaim(
  { imprint, nonce, policy, unknownCritical }: TstInfo,
  question: TimestampQuestion,
): Result<undefined, TimestampError> {
  const { algorithm } = imprint.algorithm
  if (algorithm === undefined) {
    return refuse(
      'TIMESTAMP_DIGEST_WEAK',
      `the imprint is a digest of type ${imprint.algorithm.oid}, not SHA-256 or better`,
    )
  }
  const isSame = algorithm === question.imprint.algorithm && areSame(imprint.digest, question.imprint.digest)
  if (!isSame || imprint.digest.length !== digestBytes[algorithm]) {
    return refuse('TIMESTAMP_IMPRINT_MISMATCH', 'the stamp is for other data')
  }
  if (question.nonce !== undefined && nonce !== question.nonce) {
    return refuse('TIMESTAMP_NONCE_MISMATCH', 'the stamp answers another request: its nonce differs')
  }
  if (question.policy !== undefined && policy !== question.policy) {
    return refuse('TIMESTAMP_POLICY_MISMATCH', `expected policy ${question.policy}, found ${policy}`)
  }
  if (unknownCritical.length > 0) {
    return refuse(
      'TIMESTAMP_UNSUPPORTED',
      `the token demands ${unknownCritical.join(', ')}, which is not understood here`,
    )
  }
  return ok(undefined)
}

/** The signer's certificate, once it is the one that signed this token and was made to. */
async function checkSigner(
  token: Token,
  certificates: readonly Certificate[],
): Promise<Result<Certificate, TimestampError>> {
  const { signer, info } = token
  const algorithms = checkAlgorithms(token)
  if (!algorithms.ok) return algorithms
  const certificate = findSigner(token, certificates)
  if (certificate === undefined) {
    return refuse(
      'TIMESTAMP_SIGNER_MISSING',
      'the certificate of the signer is neither in the token nor at hand',
    )
  }
  const name = `the certificate of "${certificate.subject.text}"`
  const fault = findSignerFault(certificate)
  if (fault !== undefined) return refuse('TIMESTAMP_SIGNER_UNFIT', `${name} ${fault}`)
  if (info.tsa !== undefined && !isNamed(certificate, info.tsa)) {
    return refuse('TIMESTAMP_ATTRIBUTES_WRONG', `the token names another authority than ${name} does`)
  }
  const { digest, scheme } = algorithms.value
  const attributes = await checkAttributes(token, certificate, digest)
  if (!attributes.ok) return attributes
  const isSigned = await isSignedBy({
    spki: certificate.spki,
    scheme,
    signed: signer.signed,
    signature: signer.signature,
  })
  if (!isSigned) return refuse('TIMESTAMP_SIGNATURE_INVALID', `the signature is not by ${name}`)
  return isValidAt(certificate, info.genTime.ms)
    ? ok(certificate)
    : refuse(
        'TIMESTAMP_SIGNER_NOT_VALID',
        `${name} is valid from ${certificate.notBefore.text} to ${certificate.notAfter.text}, the stamp says ${info.genTime.text}`,
      )
}

function checkAlgorithms({
  signer,
}: Token): Result<{ digest: DigestAlgorithm; scheme: SignatureScheme }, TimestampError> {
  const { digest, scheme } = signer
  if (digest.algorithm === undefined) {
    return refuse(
      'TIMESTAMP_DIGEST_WEAK',
      `the token is signed over a digest of type ${digest.oid}, not SHA-256 or better`,
    )
  }
  if (scheme.algorithm === undefined) {
    return refuse('TIMESTAMP_UNSUPPORTED', `the signature algorithm ${scheme.oid} is not accepted`)
  }
  return ok({ digest: digest.algorithm, scheme: scheme.algorithm })
}

function describe(
  info: TstInfo,
  found: { readonly chain: readonly Certificate[]; readonly modified: boolean; readonly imprint: Imprint },
): VerifiedTimestamp {
  const { chain, modified, imprint } = found
  const ends = chain.map(({ notAfter }) => notAfter).sort((a, b) => a.ms - b.ms)
  const timestamp: Timestamp = {
    genTime: info.genTime.text,
    accuracy: info.accuracy,
    policy: info.policy,
    serial: info.serial.toString(16),
    tsaName: chain[0]?.subject.text ?? '',
    chain: chain.map(({ der }) => Uint8Array.from(der)),
    validUntil: ends[0]?.text ?? '',
    imprint: { algorithm: imprint.algorithm, digest: Uint8Array.from(imprint.digest) },
    modified,
    revocation: 'not-checked',
  }
  return timestamp as VerifiedTimestamp
}

/** For people and file names: the digest of an imprint. */
export function formatImprint({ digest }: Imprint): string {
  return formatHex(digest)
}
