/** The risk assessment as a table: each threat and each of the 22 with its levels, and with what is missing, in words. Pure. */
import type { riskRequirement, riskThreat, riskView } from '@occtet/contract/api'
import {
  allRequirements,
  alwaysApplies,
  catalogue,
  checkRiskAssessment,
  formatRef,
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
import type * as z from 'zod/mini'
import type { AssessedState } from './state.ts'
import { subjectOf } from './subject.ts'

export type RiskView = z.infer<typeof riskView>

export function toRisk(state: AssessedState): RiskView {
  const { risk, riskVersion } = state
  const subject = subjectOf(state)
  if (risk === undefined) return { subject, risk: null, riskVersion }
  const { language, now } = state
  const gaps = checkRiskAssessment(risk, now.slice(0, 10))
  const page = { language, gaps }
  const rowIds = new Set([...risk.threats.map(({ id }) => id), ...catalogue.requirements.map(({ id }) => id)])
  return {
    subject,
    riskVersion,
    risk: {
      version: risk.version ?? null,
      author: risk.author ?? null,
      approved: risk.approved ?? null,
      nextReview: risk.nextReview ?? null,
      intendedPurpose: risk.intendedPurpose ?? null,
      environment: risk.environment ?? null,
      users: risk.users ?? null,
      threats: risk.threats.map((threat) => toThreat(threat, page)),
      requirements: toRequirementRows(risk, page),
      gaps: gaps
        .filter(({ at }) => !rowIds.has(at))
        .map((gap) => ({
          code: gap.code,
          at: gap.at,
          ref: formatRef(catalogue.documents.get(gap.item)?.ref ?? '', language),
          message: sayGap(gap, language),
        })),
      gapCount: gaps.length,
    },
  }
}

interface Page {
  readonly language: Language
  readonly gaps: readonly RiskGap[]
}

function sayGap(gap: RiskGap, language: Language): string {
  const values = { at: nameOfField(gap.at, language), because: (gap.because ?? []).join(', ') }
  return recordWords(language)(`gap-${gap.code}`, values)
}

function gapsAt(at: string, { gaps, language }: Page): string[] {
  return gaps.filter((gap) => gap.at === at).map((gap) => sayGap(gap, language))
}

function toThreat(threat: ThreatRecord, page: Page): z.infer<typeof riskThreat> {
  const isKnown = startingSet.some(({ id }) => id === threat.id)
  const known = isKnown ? threatText(threat.id, page.language) : undefined
  return {
    id: threat.id,
    title: threat.title ?? known?.title ?? threat.id,
    question: known?.question ?? null,
    applies: threat.applies ?? null,
    reason: threat.reason ?? null,
    concernsSafety: threat.concernsSafety ?? false,
    treatment: threat.treatment ?? null,
    measures: (threat.measures ?? []).map(({ what }) => what),
    requirements: [...requirementsOf(threat)],
    gaps: gapsAt(threat.id, page),
    ...ratingOf(threat),
  }
}

type Rating = Pick<z.infer<typeof riskThreat>, 'likelihood' | 'impact' | 'before' | 'residual' | 'after'>

function ratingOf(threat: ThreatRecord): Rating {
  const { before, after } = levelsOf(threat)
  return {
    likelihood: threat.likelihood ?? null,
    impact: threat.impact ?? null,
    before: before ?? null,
    residual: threat.residual ?? null,
    after: after ?? null,
  }
}

function toRequirementRows(risk: RiskAssessment, page: Page): z.infer<typeof riskRequirement>[] {
  return allRequirements(risk).map(({ requirement: id, applies, how, reason, measures }) => ({
    id,
    ref: formatRef(catalogue.requirements.find((one) => one.id === id)?.ref ?? id, page.language),
    title: textOf({ id }, 'title', page.language) ?? id,
    applies: applies ?? null,
    isAlways: alwaysApplies(id),
    how: how ?? null,
    reason: reason ?? null,
    measures: (measures ?? []).map(({ what }) => what),
    threats: risk.threats
      .filter((threat) => threat.applies === true && requirementsOf(threat).includes(id))
      .map((threat) => threat.id),
    gaps: gapsAt(id, page),
  }))
}
