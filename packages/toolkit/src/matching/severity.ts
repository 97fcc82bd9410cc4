/** How bad a group is: every vector that a source gave, scored; the highest score names the level. */
import { compareCodeUnits } from '../base/index.ts'
import { type AdvisoryClaim, scoreCvss, type Severity, type SeverityLevel } from '../model/index.ts'

export interface GroupSeverity {
  readonly severity: readonly Severity[]
  readonly level: SeverityLevel
  readonly score?: number
}

/** Null is not zero: without a vector the level is `unknown`; known malicious code is `critical` whatever is missing. */
export function rateGroup(claims: readonly AdvisoryClaim[]): GroupSeverity {
  const severity = collectVectors(claims)
  const scores = severity.flatMap((item) => (item.score === undefined ? [] : [item.score]))
  const score = scores.length === 0 ? undefined : Math.max(...scores)
  const isMalicious = claims.some((claim) => claim.isMalicious)
  const level = isMalicious ? 'critical' : levelOf(score)
  return { severity, level, ...(score === undefined ? {} : { score }) }
}

/** CVSS qualitative scale (CVSS 3.1 section 5, CVSS 4.0 section 6). */
export function levelOf(score: number | undefined): SeverityLevel {
  if (score === undefined) return 'unknown'
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : 'none'
}

function collectVectors(claims: readonly AdvisoryClaim[]): readonly Severity[] {
  const seen = new Map<string, Severity>()
  for (const claim of claims) {
    for (const { score: vector } of claim.severity) {
      const scored = scoreCvss(vector)
      const item = { source: claim.source, vector, ...(scored.ok ? { score: scored.value.score } : {}) }
      seen.set(`${claim.source}\0${vector}`, item)
    }
  }
  return [...seen].sort(([a], [b]) => compareCodeUnits(a, b)).map(([, item]) => item)
}
