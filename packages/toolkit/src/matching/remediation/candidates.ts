/** Versions that a component could move to: known to exist or named as fixed, and covered by nothing that did not hit before. */
import { type AdvisoryClaim, type Component, corePurl, type Purl, splitPurl } from '../../model/index.ts'
import { schemeOfPurlType } from '../../versions/index.ts'
import { evaluateClaim } from '../evaluate.ts'
import { fixedBoundsOf } from '../notations.ts'
import { compareParsed, type ParsedVersion, parseVersion } from '../parsed-version.ts'
import type { VersionCatalog } from './catalog.ts'
import { isPreRelease } from './jump.ts'
import { type Existence, existences } from './model.ts'

/** All claims about a package, withdrawn ones included; the version of the purl does not matter. */
export type ClaimsFor = (purl: Purl) => readonly AdvisoryClaim[]

export interface Candidate {
  readonly version: ParsedVersion
  readonly existence: Existence
  readonly isPreRelease: boolean
  /** Ids of the records that still cover it: some of those that cover the version found. */
  readonly covered: ReadonlySet<string>
}

export interface Candidates {
  /** The version found; undefined where nobody can order it. */
  readonly from: ParsedVersion | undefined
  /** Above the version found, lowest first. */
  readonly versions: readonly Candidate[]
  /** Records that cover the version found. */
  readonly covered: ReadonlySet<string>
  /** Whether a version was set aside because other records cover it. */
  readonly wouldBeAffected: boolean
  /** Whether there were more than are looked at. */
  readonly isCut: boolean
}

/** Versions of one component that are looked at. */
const maxCandidates = 1_000

export function findCandidates(
  component: Component,
  claimsFor: ClaimsFor,
  catalog: VersionCatalog,
): Candidates {
  const from = readVersion(component.purl)
  if (from === undefined)
    return { from, versions: [], covered: new Set(), wouldBeAffected: false, isCut: false }
  const { type } = splitPurl(component.purl)
  const all = claimsFor(component.purl)
  const live = all.filter((claim) => claim.withdrawn === undefined)
  const before = verdictsOf(live, from)
  const versions: Candidate[] = []
  let wouldBeAffected = false
  for (const { version: to, existence } of versionsAbove(
    from,
    all,
    catalog.versionsOf(corePurl(component.purl)),
  )) {
    const after = verdictsOf(live, to)
    const isNoWorse = after.every((verdict, at) => verdict === 'miss' || verdict === before[at])
    if (!isNoWorse) wouldBeAffected = true
    else
      versions.push({
        version: to,
        existence,
        isPreRelease: isPreRelease(type, to.text),
        covered: hitsOf(live, after),
      })
  }
  const isCut = versions.length > maxCandidates
  return {
    from,
    versions: versions.slice(0, maxCandidates),
    covered: hitsOf(live, before),
    wouldBeAffected,
    isCut,
  }
}

function readVersion(purl: Purl): ParsedVersion | undefined {
  const { type, version } = splitPurl(purl)
  const scheme = schemeOfPurlType(type)
  const parsed = scheme === undefined || version === undefined ? undefined : parseVersion(scheme, version)
  return parsed?.ok === true ? parsed.value : undefined
}

type Word = 'hit' | 'miss' | 'unclear'

function verdictsOf(claims: readonly AdvisoryClaim[], version: ParsedVersion): readonly Word[] {
  return claims.map((claim) => evaluateClaim(claim, { text: version.text, parsed: version }).kind)
}

function hitsOf(claims: readonly AdvisoryClaim[], verdicts: readonly Word[]): ReadonlySet<string> {
  return new Set(claims.flatMap((claim, at) => (verdicts[at] === 'hit' ? [claim.record] : [])))
}

interface Known {
  readonly version: ParsedVersion
  readonly existence: Existence
}

/** Each point of the order once, with the strongest proof that it exists. */
function versionsAbove(
  from: ParsedVersion,
  claims: readonly AdvisoryClaim[],
  known: ReturnType<VersionCatalog['versionsOf']>,
): readonly Known[] {
  const found: Known[] = []
  const add = (text: string, existence: Existence): void => {
    const version = parseVersion(from.scheme, spell(text, from))
    if (version.ok && compareParsed(version.value, from) > 0)
      found.push({ version: version.value, existence })
  }
  for (const { version, existence } of known) add(version, existence)
  for (const claim of claims) {
    for (const text of claim.patched ?? []) add(text, 'named-by-advisory')
    for (const text of claim.versions) add(text, 'named-by-advisory')
    for (const text of boundsOf(claim)) add(text, 'fixed-bound')
  }
  found.sort(
    (a, b) =>
      compareParsed(a.version, b.version) ||
      existences.indexOf(a.existence) - existences.indexOf(b.existence),
  )
  return found.filter((one, at) => {
    const before = found[at - 1]
    return before === undefined || compareParsed(before.version, one.version) !== 0
  })
}

function boundsOf(claim: AdvisoryClaim): readonly string[] {
  return claim.ranges.flatMap((range) => {
    if (range.type === 'NATIVE' || range.type === 'VERS') return fixedBoundsOf(range)
    return range.events.flatMap((event) => ('fixed' in event ? [event.fixed] : []))
  })
}

/** Go's records leave out the `v`, and the mark of modules without go.mod (Go Modules Reference, "+incompatible"). */
function spell(text: string, { scheme, text: from }: ParsedVersion): string {
  if (scheme.id !== 'golang' || !/^\d/.test(text)) return text
  const isMarked = from.endsWith('+incompatible') && !text.includes('+') && !/^[01]\./.test(text)
  return `v${text}${isMarked ? '+incompatible' : ''}`
}

/** Whether no record covers the version of the purl, nor might cover it. */
export function isUncovered(purl: Purl, claimsFor: ClaimsFor): boolean {
  const version = readVersion(purl)
  const live = claimsFor(purl).filter((claim) => claim.withdrawn === undefined)
  return version !== undefined && verdictsOf(live, version).every((verdict) => verdict === 'miss')
}
