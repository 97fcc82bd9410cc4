/** One risk assessment as the value of `--json`: decisions, levels that follow, and every gap. */
import {
  allRequirements,
  catalogue,
  checkRiskAssessment,
  type Language,
  levelsOf,
  nameOfField,
  recordWords,
  requirementsOf,
  type RiskAssessment,
  type RiskGap,
  textOf,
  threats as startingSet,
  threatText,
  type ThreatRecord,
} from '@occtet/toolkit/cra'

export type RiskValue = ReturnType<typeof toRiskValue>
export type ThreatValue = ReturnType<typeof toThreat>

export interface RiskSubject {
  readonly product: string
  readonly file: string
  /** `YYYY-MM-DD`. */
  readonly today: string
  readonly language: Language
  /** Threats of the starting set that come into question and that the file does not hold. */
  readonly absentThreats: readonly string[]
}

/** Null: not decided, or not stated. */
export function toRiskValue(assessment: RiskAssessment, subject: RiskSubject) {
  const { product, file, today, language, absentThreats } = subject
  return {
    schema: 'occtet.cra-risk/1',
    product,
    file,
    at: today,
    language,
    version: assessment.version ?? null,
    author: assessment.author ?? null,
    approved: assessment.approved ?? null,
    nextReview: assessment.nextReview ?? null,
    threats: assessment.threats.map((threat) => toThreat(threat, language)),
    absentThreats: [...absentThreats],
    requirements: allRequirements(assessment).map((record) => ({
      id: record.requirement,
      ref: refOf(record.requirement),
      title: titleOf(record.requirement, language),
      applies: record.applies ?? null,
      how: record.how ?? null,
      reason: record.reason ?? null,
      measures: (record.measures ?? []).map(({ what }) => what),
      threats: assessment.threats
        .filter((threat) => threat.applies === true && requirementsOf(threat).includes(record.requirement))
        .map(({ id }) => id),
    })),
    gaps: checkRiskAssessment(assessment, today).map((gap) => toGap(gap, language)),
  }
}

function toThreat(threat: ThreatRecord, language: Language) {
  const known = startingSet.some(({ id }) => id === threat.id) ? threatText(threat.id, language) : undefined
  return {
    id: threat.id,
    title: threat.title ?? known?.title ?? threat.id,
    question: known?.question ?? null,
    applies: threat.applies ?? null,
    reason: threat.reason ?? null,
    concernsSafety: threat.concernsSafety ?? false,
    ...toRating(threat),
    measures: (threat.measures ?? []).map(({ what }) => what),
    requirements: [...requirementsOf(threat)],
  }
}

function toRating(threat: ThreatRecord) {
  const { likelihood, impact, treatment, residual } = threat
  const { before, after } = levelsOf(threat)
  return {
    likelihood: likelihood ?? null,
    impact: impact ?? null,
    before: before ?? null,
    treatment: treatment ?? null,
    residual: residual ?? null,
    after: after ?? null,
  }
}

function toGap(gap: RiskGap, language: Language) {
  const because = gap.because ?? []
  const values = { at: nameOfField(gap.at, language), because: because.join(', ') }
  return {
    code: gap.code,
    item: gap.item,
    ref: catalogue.documents.get(gap.item)?.ref ?? '',
    at: gap.at,
    because: [...because],
    message: recordWords(language)(`gap-${gap.code}`, values),
  }
}

function refOf(requirement: string): string {
  return catalogue.requirements.find(({ id }) => id === requirement)?.ref ?? ''
}

function titleOf(id: string, language: Language): string {
  return textOf({ id }, 'title', language) ?? id
}
