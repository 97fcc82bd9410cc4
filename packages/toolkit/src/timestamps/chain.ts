/**
 * Finds a way from a signer's certificate to a pinned anchor (RFC 5280, section 6.1, without policies and names
 * constraints: a certificate that demands those is refused). Revocation is not looked at.
 */
import { ok, type Result } from '../base/index.ts'
import { areSame } from './bytes.ts'
import type { Certificate } from './certificate.ts'
import { refuse, type TimestampError } from './errors.ts'
import { keyUsages } from './extensions.ts'
import { isSignedBy } from './public-key.ts'

export interface ChainQuestion {
  readonly signer: Certificate
  /** Offered by whoever sent the token; not trusted. */
  readonly offered: readonly Certificate[]
  /** Trusted: whoever holds one of these keys can stamp any time on anything. */
  readonly anchors: readonly Certificate[]
  /** Milliseconds since 1970. */
  readonly at: number
}

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
const ANY_PURPOSE = '2.5.29.37.0'
/** Certificates in a chain. */
const MAX_LENGTH = 8
/** Signatures that one token may make us check. */
const MAX_CHECKS = 40

interface Search extends ChainQuestion {
  checks: number
  /** Why the first issuer that fits by name was not taken: most tokens have only one. */
  reason: string | undefined
}

/** From the signer to an anchor, both included; just the signer where it is itself pinned. */
export async function findChain(
  question: ChainQuestion,
): Promise<Result<readonly Certificate[], TimestampError>> {
  const search: Search = { ...question, checks: 0, reason: undefined }
  const chain = await extend(search, [question.signer])
  if (chain !== undefined) return ok(chain)
  const why = search.reason ?? `no certificate of "${question.signer.issuer.text}" is at hand`
  return refuse('TIMESTAMP_UNTRUSTED', `the signer's chain does not lead to a trusted anchor: ${why}`)
}

async function extend(
  search: Search,
  chain: readonly Certificate[],
): Promise<readonly Certificate[] | undefined> {
  const last = chain.at(-1)
  if (last === undefined) return undefined
  if (search.anchors.some(({ der }) => areSame(der, last.der))) return chain
  if (chain.length === MAX_LENGTH) return undefined
  const isNew = ({ der }: Certificate): boolean => !chain.some((known) => areSame(known.der, der))
  for (const issuer of [...search.anchors, ...search.offered].filter(isNew)) {
    if (!areSame(issuer.subject.der, last.issuer.der)) continue
    const fault = await findFault(search, chain, issuer)
    if (fault === undefined) {
      const whole = await extend(search, [...chain, issuer])
      if (whole !== undefined) return whole
    } else search.reason ??= `"${issuer.subject.text}" ${fault}`
  }
  return undefined
}

/** What keeps `issuer` from having issued the last certificate of the chain. The signature comes last: it costs most. */
async function findFault(
  search: Search,
  chain: readonly Certificate[],
  issuer: Certificate,
): Promise<string | undefined> {
  const fault = findIssuerFault(issuer, chain, search.at)
  if (fault !== undefined) return fault
  const last = chain.at(-1)
  if (last?.scheme.algorithm === undefined) return `signed with ${last?.scheme.oid}, which is not accepted`
  if (++search.checks > MAX_CHECKS) return 'was not tried: too many certificates are offered'
  const isSigned = await isSignedBy({
    spki: issuer.spki,
    scheme: last.scheme.algorithm,
    signed: last.signed,
    signature: last.signature,
  })
  return isSigned ? undefined : `did not sign the certificate of "${last.subject.text}"`
}

/** RFC 5280, section 6.1.4, steps k to n. */
function findIssuerFault(issuer: Certificate, chain: readonly Certificate[], at: number): string | undefined {
  const { basicConstraints, keyUsage, unknownCritical } = issuer.extensions
  if (basicConstraints?.isCa !== true) return 'is not the certificate of an authority'
  if (keyUsage !== undefined && !keyUsage.has(keyUsages.keyCertSign)) return 'may not sign certificates'
  // The signer is not counted, and neither is who renews his own key.
  const between = chain.slice(1).filter(({ subject, issuer: by }) => !areSame(subject.der, by.der)).length
  if (basicConstraints.pathLength !== undefined && between > basicConstraints.pathLength) {
    return `allows ${basicConstraints.pathLength} authorities below it, found ${between}`
  }
  if (!mayServeStamps(issuer)) return 'is not for time stamps'
  if (unknownCritical.length > 0) return `demands ${unknownCritical.join(', ')}, which is not understood here`
  return isValidAt(issuer, at) ? undefined : 'was not valid at the stamped time'
}

/** Purposes of an authority, where it names any, limit what lies below it, as common validators read them. */
function mayServeStamps({ extensions }: Certificate): boolean {
  const purposes = extensions.extendedKeyUsage?.purposes
  return purposes === undefined || purposes.includes(TIME_STAMPING) || purposes.includes(ANY_PURPOSE)
}

export function isValidAt(
  { notBefore, notAfter }: Pick<Certificate, 'notBefore' | 'notAfter'>,
  at: number,
): boolean {
  return notBefore.ms <= at && at <= notAfter.ms
}

/** RFC 3161, section 2.3: the one purpose, and critical. Key usage as OpenSSL asks it: signatures and nothing else. */
export function findSignerFault({ extensions }: Certificate): string | undefined {
  const { extendedKeyUsage, keyUsage, unknownCritical } = extensions
  const purposes = extendedKeyUsage?.purposes ?? []
  if (purposes.length !== 1 || purposes[0] !== TIME_STAMPING) {
    return 'is not made for time stamps alone (extended key usage)'
  }
  if (extendedKeyUsage?.isCritical !== true) return 'does not mark its purpose as critical'
  const signs = new Set<number>([keyUsages.digitalSignature, keyUsages.nonRepudiation])
  const isFit = keyUsage === undefined || (keyUsage.size > 0 && [...keyUsage].every((bit) => signs.has(bit)))
  if (!isFit) return 'has a key for other things than signatures (key usage)'
  if (unknownCritical.length > 0) return `demands ${unknownCritical.join(', ')}, which is not understood here`
  return undefined
}
