/** The way out: the nearest version that no claim of the group covers, and the dependency that must move for it. */
import type { AdvisoryClaim, AffectedRange, Fix, Purl } from '../model/index.ts'
import { evaluateClaim } from './evaluate.ts'
import { fixedBoundsOf } from './notations.ts'
import { compareParsed, type ParsedVersion, parseVersion } from './parsed-version.ts'

export interface FixQuestion {
  readonly claims: readonly AdvisoryClaim[]
  readonly version: ParsedVersion | undefined
  readonly isDirect: boolean
  /** First dependency on the shortest path to the component. */
  readonly via: Purl | undefined
}

export function findFix(question: FixQuestion): Fix {
  if (question.claims.some((claim) => claim.isMalicious)) return { kind: 'remove' }
  const nearest = findNearest(question.claims, question.version)
  if (nearest === undefined) return { kind: 'none-known' }
  if (question.isDirect || question.via === undefined) return { nearest, kind: 'upgrade' }
  return { nearest, direct: question.via, kind: 'upgrade-direct' }
}

/** Of the versions named as fixed, else of the fixed bounds: those above the version, lowest first; one that another branch or record still covers is passed over. */
function findNearest(
  claims: readonly AdvisoryClaim[],
  version: ParsedVersion | undefined,
): string | undefined {
  if (version === undefined) return undefined
  // A version that a source names as fixed exists; a bound may never have been released.
  const named = claims.flatMap((claim) => claim.patched ?? [])
  return findClear(claims, version, named) ?? findClear(claims, version, fixedBounds(claims))
}

function findClear(
  claims: readonly AdvisoryClaim[],
  version: ParsedVersion,
  texts: readonly string[],
): string | undefined {
  const above = [...new Set(texts)]
    .map((text) => parseVersion(version.scheme, text))
    .flatMap((parsed) => (parsed.ok && compareParsed(parsed.value, version) > 0 ? [parsed.value] : []))
    .sort((a, b) => compareParsed(a, b))
  return above.find((candidate) => claims.every((claim) => isClear(claim, candidate)))?.text
}

function fixedBounds(claims: readonly AdvisoryClaim[]): readonly string[] {
  return claims.flatMap((claim) => claim.ranges.flatMap(boundsOf))
}

function boundsOf(range: AffectedRange): readonly string[] {
  if (range.type === 'NATIVE' || range.type === 'VERS') return fixedBoundsOf(range)
  return range.events.flatMap((event) => ('fixed' in event ? [event.fixed] : []))
}

/** Listed versions may contradict the range (data-pitfalls 12); by the OSV rule the list wins, so it blocks the fix. */
function isClear(claim: AdvisoryClaim, candidate: ParsedVersion): boolean {
  return evaluateClaim(claim, { text: candidate.text, parsed: candidate }).kind !== 'hit'
}
