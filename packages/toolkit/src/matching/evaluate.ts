/** One claim against one version: hit with the very statement that matched, miss, or cannot be told. */
import type { AdvisoryClaim, AffectedRange, EventRange, Match, RangeEvent } from '../model/index.ts'
import { compileOsvRange, evaluateCompiledRange, type OsvRangeProblem } from '../versions/index.ts'
import { evaluateNotation, formatNotation, type RangeVerdict } from './notations.ts'
import { firstNumber, mayBeSamePoint } from './first-number.ts'
import { type ParsedVersion, parseListed } from './parsed-version.ts'

export type Verdict =
  | { readonly kind: 'hit'; readonly match: Match }
  | { readonly kind: 'miss' }
  /** A bound or the version cannot be ordered, so the claim can be neither confirmed nor ruled out. */
  | { readonly kind: 'unclear'; readonly reason: string }

export interface VersionAsked {
  /** As the product states it. */
  readonly text: string
  /** Undefined when the ecosystem's order cannot read it; listed versions are still compared. */
  readonly parsed: ParsedVersion | undefined
}

/** Listed versions longer than this are not compared by order: no ecosystem has such versions. */
const longestVersion = 256

/** OSV schema 1.7.5, evaluation: listed versions win, then any range; GIT ranges never reach this point. */
export function evaluateClaim(claim: AdvisoryClaim, version: VersionAsked): Verdict {
  const listed = findListed(claim.versions, version)
  if (listed !== undefined) return { kind: 'hit', match: toMatch(claim, { kind: 'versions', range: listed }) }
  if (claim.ranges.length === 0) return { kind: 'miss' }
  if (version.parsed === undefined)
    return { kind: 'unclear', reason: `the version ${version.text} cannot be ordered` }
  return evaluateRanges(claim, version.parsed)
}

function evaluateRanges(claim: AdvisoryClaim, version: ParsedVersion): Verdict {
  let unclear: string | undefined
  for (const range of claim.ranges) {
    const verdict = evaluateRange(range, version)
    if (verdict.kind === 'affected') {
      return {
        kind: 'hit',
        match: toMatch(claim, { kind: 'range', range: formatRange(range), ...verdict.interval }),
      }
    }
    if (verdict.kind === 'unclear') unclear ??= verdict.reason
  }
  return unclear === undefined ? { kind: 'miss' } : { kind: 'unclear', reason: unclear }
}

function evaluateRange(range: AffectedRange, version: ParsedVersion): RangeVerdict {
  if (range.type === 'NATIVE' || range.type === 'VERS') return evaluateNotation(range, version.text)
  return evaluateEvents(range, version)
}

function evaluateEvents(range: EventRange, version: ParsedVersion): RangeVerdict {
  const compiled = compileOsvRange(version.scheme, range.events)
  if (!compiled.ok) return { kind: 'unclear', reason: compiled.error.message }
  const verdict = evaluateCompiledRange(compiled.value, version.value)
  if (verdict.kind === 'affected') return verdict
  if (verdict.kind === 'unknown') return { kind: 'unclear', reason: verdict.error.message }
  const broken = compiled.value.problems.find(isBroken)
  return broken === undefined ? { kind: 'outside' } : { kind: 'unclear', reason: broken.message }
}

/** Bounds that contain nothing were meant to contain something; what, nobody can tell. */
export function isBroken(problem: OsvRangeProblem): boolean {
  return problem.code !== 'CLOSED_TWICE'
}

/** The listed version as written, when it is the same text or the same point in the ecosystem's order. */
function findListed(versions: readonly string[], asked: VersionAsked): string | undefined {
  if (versions.includes(asked.text)) return asked.text
  const { parsed } = asked
  if (parsed === undefined) return undefined
  const first = firstNumber(asked.text)
  return versions.find(
    (listed) =>
      listed.length <= longestVersion && mayBeSamePoint(first, listed) && isSamePoint(parsed, listed),
  )
}

function isSamePoint(version: ParsedVersion, text: string): boolean {
  const other = parseListed(version.scheme, text)
  return other !== undefined && version.scheme.compare(version.value, other.value) === 0
}

/** `>=1.2.0 <1.2.5 || >=2.0.0`: events in one line; other notations as the source wrote them. */
export function formatRange(range: AffectedRange): string {
  if (range.type === 'NATIVE' || range.type === 'VERS') return formatNotation(range)
  const parts = range.events.map(formatEvent).filter((part) => part !== '')
  return parts.length === 0 ? '*' : parts.join(' ').replaceAll(' >=', ' || >=')
}

function formatEvent(event: RangeEvent): string {
  if ('introduced' in event) return `>=${event.introduced}`
  if ('fixed' in event) return `<${event.fixed}`
  if ('lastAffected' in event) return `<=${event.lastAffected}`
  return event.limit === '*' ? '' : `<${event.limit}`
}

function toMatch(claim: AdvisoryClaim, found: Omit<Match, 'source' | 'record' | 'digest'>): Match {
  return { source: claim.source, record: claim.record, digest: claim.digest, ...found }
}
