/** The order of findings: what is in the product before what builds it, then severity, then direct before transitive. */
import { rankOfSeverity } from '@occtet/ui'
import { compareCodeUnits } from '../../base/index.ts'
import type { Finding } from '../../model/index.ts'

/** Malicious packages first; a total order, so that equal input gives equal bytes. */
export function rankFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(compareFindings)
}

/**
 * Negative when `a` comes first: by the rank of the queue where both have one (matching/priority). Without, an unknown
 * severity stands between high and medium: it may be either.
 */
export function compareFindings(a: Finding, b: Finding): number {
  if (a.priority !== undefined && b.priority !== undefined) return a.priority.rank - b.priority.rank
  return (
    Number(b.isMalicious) - Number(a.isMalicious) ||
    Number(isShipped(b)) - Number(isShipped(a)) ||
    weightOf(b) - weightOf(a) ||
    Number(b.relation === 'direct') - Number(a.relation === 'direct') ||
    (b.score ?? 0) - (a.score ?? 0) ||
    compareCodeUnits(a.key, b.key)
  )
}

/** Whether the component may be part of what users get; unknown counts as yes, the careful choice. */
export function isShipped(finding: Pick<Finding, 'scope'>): boolean {
  return finding.scope !== 'development' && finding.scope !== 'build'
}

function weightOf(finding: Finding): number {
  return finding.level === 'unknown' ? 2.5 : rankOfSeverity(finding.level)
}
