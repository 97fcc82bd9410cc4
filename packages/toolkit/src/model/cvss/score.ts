/** CVSS scores of a vector string, of every version in use. */
import { ok, type Result } from '../../base/index.ts'
import type { SeverityLevel } from '../finding.ts'
import type { CvssVersion } from './metrics.ts'
import { type CvssError, type CvssVector, parseCvssVector } from './read-vector.ts'
import { scoreV2 } from './score-v2.ts'
import { scoreV3 } from './score-v3.ts'
import { scoreV4 } from './score-v4.ts'

export interface CvssScore {
  readonly version: CvssVersion
  readonly base: number
  /** Of 2.0 and 3.x; metrics that are not given count as "not defined". */
  readonly temporal?: number
  /** Of 2.0 and 3.x. The equation of 3.1 may differ from `temporal` by 0.1 even without environmental metrics. */
  readonly environmental?: number
  /** 4.0: with all threat and environmental metrics. Else the base score. */
  readonly score: number
  /** Of `score`, on the scale of 3.x and 4.0; version 2.0 defines none. */
  readonly severity: Exclude<SeverityLevel, 'unknown'>
}

/** Checks the vector strictly, since a wrong one has no score: unknown, doubled, missing or (4.0) misplaced metrics are errors. */
export function scoreCvss(vector: string): Result<CvssScore, CvssError> {
  const parsed = parseCvssVector(vector)
  return parsed.ok ? ok(scoreVector(parsed.value)) : parsed
}

function scoreVector(vector: CvssVector): CvssScore {
  const { version } = vector
  if (version === '4.0') {
    const { base, score } = scoreV4(vector)
    return { version, base, score, severity: severityOf(score) }
  }
  const scores = version === '2.0' ? scoreV2(vector) : scoreV3(vector)
  return { version, ...scores, score: scores.base, severity: severityOf(scores.base) }
}

/** Qualitative severity rating scale (3.1 section 5, 4.0 section 6). */
function severityOf(score: number): CvssScore['severity'] {
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : 'none'
}
