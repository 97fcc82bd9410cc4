/** What can be said about a product, and what cannot: zero from missing data is unknown, never none. */
import type { Component, FileReport, Finding, SourceStatus, UnknownComponent } from '../../model/index.ts'
import type { ReportInput } from '../input.ts'
import { isClosed } from './decided.ts'
import { rankFindings } from './rank.ts'

/** `clean`: nothing is open; said only when fresh, full data covered at least one component. */
export type Verdict = 'no-components' | 'no-data' | 'unknown' | 'clean' | 'found'

export interface Knowledge {
  readonly verdict: Verdict
  /** Something was not read or not covered: counts are a floor. */
  readonly isAtLeast: boolean
  /** Third-party components. */
  readonly components: readonly Component[]
  /** How many of them the data could say something about. */
  readonly checked: number
  readonly malicious: readonly Finding[]
  /** Open ones, ranked; without malicious packages and notices. */
  readonly vulnerabilities: readonly Finding[]
  /** Informational only: unmaintained, unsound, notice. */
  readonly notices: readonly Finding[]
  /** Of all three kinds: decided as not affected or fixed, in force. In no other list. */
  readonly closed: readonly Finding[]
  readonly unknown: readonly UnknownComponent[]
  readonly unresolved: readonly Component[]
  /** Files that gave less than all they hold. */
  readonly unreadFiles: readonly FileReport[]
  readonly sources: readonly SourceStatus[]
  readonly staleSources: readonly SourceStatus[]
}

export function toKnowledge(input: ReportInput): Knowledge {
  const components = input.inventory.components.filter((component) => !component.isFirstParty)
  const all = rankFindings(input.findings?.findings ?? [])
  const ranked = all.filter((finding) => !isClosed(finding))
  const unknown = input.findings?.unknown ?? []
  const sources = input.findings?.sources ?? []
  const parts = {
    components,
    checked: input.findings === undefined ? 0 : Math.max(0, components.length - unknown.length),
    malicious: ranked.filter((finding) => finding.isMalicious),
    vulnerabilities: ranked.filter((finding) => !finding.isMalicious && finding.informational === undefined),
    notices: ranked.filter((finding) => !finding.isMalicious && finding.informational !== undefined),
    closed: all.filter(isClosed),
    unknown,
    unresolved: components.filter((component) => !component.isVersionResolved),
    unreadFiles: input.inventory.files.filter(isUnread),
    sources,
    staleSources: sources.filter((source) => source.isStale),
  }
  return { ...parts, verdict: toVerdict(input, parts), isAtLeast: isFloor(input, parts) }
}

type Parts = Omit<Knowledge, 'verdict' | 'isAtLeast'>

function toVerdict(input: ReportInput, parts: Parts): Verdict {
  if (input.findings === undefined) return parts.components.length === 0 ? 'no-components' : 'no-data'
  if (parts.malicious.length + parts.vulnerabilities.length > 0) return 'found'
  if (parts.components.length === 0) return 'no-components'
  const isBlind = parts.sources.length === 0 || parts.staleSources.length === parts.sources.length
  return input.starterSetOnly || isBlind || parts.checked === 0 ? 'unknown' : 'clean'
}

function isFloor(input: ReportInput, parts: Parts): boolean {
  const lost = [parts.unknown, parts.unresolved, parts.unreadFiles, parts.staleSources]
  return input.starterSetOnly || lost.some((list) => list.length > 0)
}

function isUnread(file: FileReport): boolean {
  return file.status === 'partial' || file.status === 'unreadable' || file.status === 'unsupported'
}
