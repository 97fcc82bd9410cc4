/** Ratings of the model as assessment relationships of the security profile, and back. */
import { present } from '../document/present.ts'
import type { BomRating } from '../document/vulnerability.ts'
import { textOf } from '../read/values.ts'
import { toSpdxDate } from '../spdx/document/encoding.ts'

/** `members` are those of the class, without the ends, the supplier and the time. */
export interface Assessment {
  readonly type: string
  readonly members: Readonly<Record<string, unknown>>
}

export const cvssTypes = {
  2: 'security_CvssV2VulnAssessmentRelationship',
  3: 'security_CvssV3VulnAssessmentRelationship',
  4: 'security_CvssV4VulnAssessmentRelationship',
} as const
export const epssType = 'security_EpssVulnAssessmentRelationship'
export const ssvcType = 'security_SsvcVulnAssessmentRelationship'
export const exploitType = 'security_ExploitCatalogVulnAssessmentRelationship'

export const assessmentTypes: ReadonlySet<string> = new Set([
  ...Object.values(cvssTypes),
  epssType,
  ssvcType,
  exploitType,
])

const severities: ReadonlySet<string> = new Set(['critical', 'high', 'low', 'medium', 'none'])
const decisions: ReadonlySet<string> = new Set(['act', 'attend', 'track', 'trackStar'])

/** Undefined where the profile demands more than is known, or has no class for the method. */
export function toAssessment(rating: BomRating): Assessment | undefined {
  const { method, score, percentile, decision } = rating
  if (method === 'EPSS')
    return isShare(score) && isShare(percentile)
      ? { type: epssType, members: { security_percentile: percentile, security_probability: score } }
      : undefined
  if (method === 'SSVC')
    return decision !== undefined && decisions.has(decision)
      ? { type: ssvcType, members: { security_decisionType: decision } }
      : undefined
  return toCvss(rating)
}

function isShare(value: number | undefined): value is number {
  return value !== undefined && value >= 0 && value <= 1
}

const generations: ReadonlyMap<string, 2 | 3 | 4> = new Map([
  ['CVSSv2', 2],
  ['CVSSv3', 3],
  ['CVSSv31', 3],
  ['CVSSv4', 4],
])

function toCvss({
  method = '',
  vector = '',
  score = Number.NaN,
  severity,
}: BomRating): Assessment | undefined {
  const generation = generations.get(method)
  if (generation === undefined || !isVectorOf(generation, vector) || !(score >= 0 && score <= 10))
    return undefined
  const members = { security_score: score, security_vectorString: vector }
  if (generation === 2) return { type: cvssTypes[2], members }
  const word = severity ?? severityOf(score)
  if (!severities.has(word)) return undefined
  return { type: cvssTypes[generation], members: { ...members, security_severity: word } }
}

/** Until version 3 vectors were also written without the number of the version. */
function isVectorOf(generation: 2 | 3 | 4, vector: string): boolean {
  const stated = /^CVSS:(\d)/.exec(vector)?.[1]
  return stated === undefined ? vector !== '' && generation !== 4 : Number(stated) === generation
}

/** The scale of the CVSS 3.0, 3.1 and 4.0 specifications. */
function severityOf(score: number): string {
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : 'none'
}

/** What an assessment states; undefined where it is none of a rating, or not whole. */
export function fromAssessment({ type, members }: Assessment): BomRating | undefined {
  const number = (key: string): number | undefined => numberOf(members[key])
  const text = (key: string): string | undefined => textOf(members, key)
  if (type === epssType) {
    const [score, percentile] = [number('security_probability'), number('security_percentile')]
    return score === undefined ? undefined : present({ method: 'EPSS', score, percentile })
  }
  const decision = text('security_decisionType')
  if (type === ssvcType) return decision === undefined ? undefined : { method: 'SSVC', decision }
  const [vector, score] = [text('security_vectorString'), number('security_score')]
  if (vector === undefined && score === undefined) return undefined
  return present({ method: methodOf(type, vector), vector, score, severity: text('security_severity') })
}

function methodOf(type: string, vector = ''): string {
  if (type === cvssTypes[2]) return 'CVSSv2'
  if (type === cvssTypes[4]) return 'CVSSv4'
  return vector.startsWith('CVSS:3.1/') ? 'CVSSv31' : 'CVSSv3'
}

/** The schema allows decimals as texts. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+(?:\.\d*)?$/.test(value) ? Number(value) : undefined
}

/** UTC to the second, as SPDX 3 writes it. */
export function publishedOf({ published }: BomRating): string | undefined {
  return toSpdxDate(published)
}
