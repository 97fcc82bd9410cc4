/** What a risk assessment still lacks, and where it contradicts itself (catalogue set DOC-RA). */
import { catalogue } from '../catalogue/catalogue.ts'
import { alwaysApplies } from './start.ts'
import { findThreat } from './threats.ts'
import type { ApplicabilityRecord, RiskAssessment, RiskLevel, Step, ThreatRecord } from './types.ts'

export interface RiskGap {
  readonly code:
    | 'MISSING'
    | 'THREAT_UNDECIDED'
    | 'REASON_MISSING'
    | 'RATING_MISSING'
    | 'TREATMENT_MISSING'
    | 'RESIDUAL_TOO_HIGH'
    | 'REQUIREMENT_UNDECIDED'
    | 'NOT_APPLICABLE_FORBIDDEN'
    | 'NOT_APPLICABLE_BUT_THREATENED'
    | 'HOW_MISSING'
    | 'REVIEW_OVERDUE'
  /** Catalogue item that is incomplete. */
  readonly item: string
  /** Field, threat or requirement. */
  readonly at: string
  /** With `NOT_APPLICABLE_BUT_THREATENED`: threats that apply and need the requirement. */
  readonly because?: readonly string[]
}

const levels: readonly (readonly RiskLevel[])[] = [
  ['low', 'low', 'medium', 'medium'],
  ['low', 'medium', 'medium', 'high'],
  ['medium', 'medium', 'high', 'critical'],
  ['medium', 'high', 'critical', 'critical'],
]

/** Likelihood by impact; rows are likelihood 1 to 4. */
export function riskOf(likelihood: Step, impact: Step): RiskLevel {
  return levels[likelihood - 1]?.[impact - 1] ?? 'critical'
}

/** Level before and after measures; undefined while a rating is missing. */
export function levelsOf(threat: ThreatRecord): { readonly before?: RiskLevel; readonly after?: RiskLevel } {
  const { likelihood, impact, residual } = threat
  return {
    ...(likelihood === undefined || impact === undefined ? {} : { before: riskOf(likelihood, impact) }),
    ...(residual === undefined ? {} : { after: riskOf(residual.likelihood, residual.impact) }),
  }
}

/** Requirements that a threat of either kind asks for. */
export function requirementsOf(threat: ThreatRecord): readonly string[] {
  return threat.requirements ?? findThreat(threat.id)?.requirements ?? []
}

/** Pure; `today` is `YYYY-MM-DD`. An empty list means that nothing is missing in form; it says nothing about quality. */
export function checkRiskAssessment(assessment: RiskAssessment, today: string): readonly RiskGap[] {
  return [
    ...findMissingParts(assessment, today),
    ...(assessment.threats.length === 0 ? [missing('DOC-RA-5', 'threats')] : []),
    ...assessment.threats.flatMap(checkThreat),
    ...allRequirements(assessment).flatMap((record) => checkRequirement(record, assessment.threats)),
  ]
}

/** One record for each of the 22 requirements, in the order of the law; one that the file leaves out is not decided. */
export function allRequirements(assessment: RiskAssessment): readonly ApplicabilityRecord[] {
  const records = new Map(assessment.requirements.map((record) => [record.requirement, record]))
  return catalogue.requirements.map(({ id }) => records.get(id) ?? { requirement: id })
}

function missing(item: string, at: string): RiskGap {
  return { code: 'MISSING', item, at }
}

function findMissingParts(assessment: RiskAssessment, today: string): readonly RiskGap[] {
  const { boundary } = assessment
  const parts: readonly (readonly [boolean, string, string])[] = [
    [filled(assessment.intendedPurpose), 'DOC-RA-1', 'intendedPurpose'],
    [
      assessment.foreseeableUse.length + assessment.foreseeableMisuse.length > 0,
      'DOC-RA-1',
      'foreseeableUse',
    ],
    [filled(assessment.environment), 'DOC-RA-2', 'environment'],
    [filled(assessment.users), 'DOC-RA-2', 'users'],
    [assessment.assets.length > 0, 'DOC-RA-2', 'assets'],
    [assessment.expectedUseYears !== undefined, 'DOC-RA-3', 'expectedUseYears'],
    [boundary.parts.length > 0, 'DOC-RA-4', 'boundary.parts'],
    [boundary.interfaces.length > 0, 'DOC-RA-4', 'boundary.interfaces'],
    [filled(assessment.version), 'DOC-RA-10', 'version'],
    [filled(assessment.author), 'DOC-RA-10', 'author'],
    [assessment.approved !== undefined, 'DOC-RA-10', 'approved'],
    [assessment.reviewTriggers.length > 0, 'DOC-RA-10', 'reviewTriggers'],
    [filled(assessment.nextReview), 'DOC-RA-10', 'nextReview'],
  ]
  const gaps = parts.flatMap(([isThere, item, at]) => (isThere ? [] : [missing(item, at)]))
  const isOverdue = assessment.nextReview !== undefined && assessment.nextReview < today
  return isOverdue ? [...gaps, { code: 'REVIEW_OVERDUE', item: 'DOC-RA-10', at: 'nextReview' }] : gaps
}

function checkThreat(threat: ThreatRecord): readonly RiskGap[] {
  const found = findThreatFault(threat)
  return found === undefined ? [] : [{ code: found[0], item: found[1], at: threat.id }]
}

/** The first thing that is missing; the next one shows when it is mended. */
function findThreatFault(threat: ThreatRecord): readonly [RiskGap['code'], string] | undefined {
  if (threat.applies === undefined) return ['THREAT_UNDECIDED', 'DOC-RA-5']
  if (!threat.applies) return filled(threat.reason) ? undefined : ['REASON_MISSING', 'DOC-RA-5']
  const { before } = levelsOf(threat)
  if (before === undefined) return ['RATING_MISSING', 'DOC-RA-5']
  const code = threat.treatment === 'accept' ? faultOfAccepting(threat, before) : faultOfTreating(threat)
  return code === undefined ? undefined : [code, 'DOC-RA-8']
}

function faultOfAccepting(threat: ThreatRecord, before: RiskLevel): RiskGap['code'] | undefined {
  if (isTooHigh(before)) return 'RESIDUAL_TOO_HIGH'
  return filled(threat.reason) ? undefined : 'REASON_MISSING'
}

function faultOfTreating(threat: ThreatRecord): RiskGap['code'] | undefined {
  if (threat.treatment === undefined || (threat.measures ?? []).length === 0) return 'TREATMENT_MISSING'
  const { after } = levelsOf(threat)
  if (after === undefined) return 'RATING_MISSING'
  return isTooHigh(after) ? 'RESIDUAL_TOO_HIGH' : undefined
}

function isTooHigh(level: RiskLevel): boolean {
  return level === 'high' || level === 'critical'
}

/** A requirement that an applicable threat needs cannot be left out: reason or not, the papers would contradict. */
function checkRequirement(record: ApplicabilityRecord, threats: readonly ThreatRecord[]): readonly RiskGap[] {
  const at = record.requirement
  const item = alwaysApplies(at) ? 'DOC-RA-7' : 'DOC-RA-6'
  if (record.applies === undefined) return [{ code: 'REQUIREMENT_UNDECIDED', item, at }]
  if (record.applies) {
    const isTold = filled(record.how) || (record.measures ?? []).length > 0
    return isTold ? [] : [{ code: 'HOW_MISSING', item, at }]
  }
  if (alwaysApplies(at)) return [{ code: 'NOT_APPLICABLE_FORBIDDEN', item, at }]
  const because = threats
    .filter((threat) => threat.applies === true && requirementsOf(threat).includes(at))
    .map(({ id }) => id)
  return [
    ...(filled(record.reason) ? [] : [{ code: 'REASON_MISSING', item, at } as const]),
    ...(because.length === 0 ? [] : [{ code: 'NOT_APPLICABLE_BUT_THREATENED', item, at, because } as const]),
  ]
}

function filled(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== ''
}
