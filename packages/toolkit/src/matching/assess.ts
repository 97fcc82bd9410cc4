/** One component against everything that the store says of its package. */
import { type AdvisoryStore, packageKeyOf, sourceOf } from '../advisories/index.ts'
import { type AdvisoryClaim, type Match, type Purl, splitPurl, type UnknownReason } from '../model/index.ts'
import { schemeOfPurlType } from '../versions/index.ts'
import { evaluateClaim, type VersionAsked } from './evaluate.ts'
import { type ParsedVersion, parseVersion } from './parsed-version.ts'

/** What matching needs of a store. */
export type Store = Pick<AdvisoryStore, 'claimsFor' | 'sources' | 'covering'>

export interface Hit {
  readonly claim: AdvisoryClaim
  readonly match: Match
}

export interface Unclear {
  readonly claim: AdvisoryClaim
  readonly reason: string
}

export interface Assessment {
  readonly purl: Purl
  readonly version: ParsedVersion | undefined
  readonly hits: readonly Hit[]
  /** Claims that could be neither confirmed nor ruled out. */
  readonly unclear: readonly Unclear[]
  /** Live claims about the package, whatever the version. */
  readonly claims: readonly AdvisoryClaim[]
  /** Set when the absence of a hit means nothing. */
  readonly unknown: { readonly reason: UnknownReason; readonly detail: string } | undefined
}

export function assessPurl(store: Store, purl: Purl): Assessment {
  const claims = store.claimsFor(purl).filter((claim) => claim.withdrawn === undefined)
  const asked = askVersion(purl)
  const askedOf = askBySource(purl, asked)
  const hits: Hit[] = []
  const unclear: Unclear[] = []
  for (const claim of asked === undefined ? [] : claims) {
    const verdict = evaluateClaim(claim, askedOf(claim) as VersionAsked)
    if (verdict.kind === 'hit') hits.push({ claim, match: verdict.match })
    else if (verdict.kind === 'unclear') unclear.push({ claim, reason: verdict.reason })
  }
  const unknown = findUnknown(store, { purl, asked, unclear, claims })
  return { purl, version: asked?.parsed, hits, unclear, claims, unknown }
}

/** A claim about the source package is compared with the version of the source, where the purl says that it is another. */
function askBySource(
  purl: Purl,
  asked: VersionAsked | undefined,
): (claim: AdvisoryClaim) => VersionAsked | undefined {
  const source = sourceOf(purl)
  if (source?.version === undefined) return () => asked
  const ofSource = toAsked(splitPurl(purl).type, source.version)
  return (claim) => (packageKeyOf(claim.ecosystem, claim.name) === source.key ? ofSource : asked)
}

/** Undefined where the purl states no version. An RPM's epoch stands beside its version, in a qualifier (purl type rpm). */
function askVersion(purl: Purl): VersionAsked | undefined {
  const { type, version, qualifiers } = splitPurl(purl)
  if (version === undefined) return undefined
  const epoch = type === 'rpm' && !version.includes(':') ? qualifiers?.['epoch'] : undefined
  const text = epoch === undefined ? version : `${epoch}:${version}`
  return toAsked(type, text)
}

/** Half of all commits begin with a digit, and many schemes would read `51b7f2ab…` as a release after all others. */
const commit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

function toAsked(type: string, text: string): VersionAsked {
  const scheme = schemeOfPurlType(type)
  const parsed = scheme === undefined || commit.test(text) ? undefined : parseVersion(scheme, text)
  return { text, parsed: parsed?.ok === true ? parsed.value : undefined }
}

interface Facts {
  readonly purl: Purl
  readonly asked: VersionAsked | undefined
  readonly unclear: readonly Unclear[]
  readonly claims: readonly AdvisoryClaim[]
}

/** Design 10.2: only a loaded, fresh source that covers the ecosystem lets silence mean something. */
function findUnknown(store: Store, facts: Facts): Assessment['unknown'] {
  if (facts.asked === undefined) {
    const known = facts.claims.length
    return {
      reason: 'VERSION_MISSING',
      detail: `no version is stated; ${known} advisories exist for the package`,
    }
  }
  const covering = store.covering(facts.purl)
  if (covering.length === 0)
    return { reason: 'NO_SOURCE_FOR_TYPE', detail: 'no loaded source covers this ecosystem' }
  if (facts.asked.parsed === undefined) {
    return { reason: 'VERSION_UNPARSABLE', detail: `${facts.asked.text} is not a version of this ecosystem` }
  }
  const first = facts.unclear[0]
  if (first !== undefined)
    return { reason: 'VERSION_UNPARSABLE', detail: `${first.claim.record}: ${first.reason}` }
  const fresh = covering.filter((source) => !source.isStale)
  if (fresh.length > 0) return undefined
  const newest =
    covering
      .map((source) => source.asOf)
      .sort()
      .at(-1) ?? 'unknown'
  return { reason: 'SOURCE_STALE', detail: `the newest data is of ${newest.slice(0, 10)}` }
}
