/** Keeps an assessment for later comparison: plain data without words, made to be read in a diff. */
import type { SectionId } from '../questionnaire/types.ts'
import type { AssessmentLabel, SavedAssessment } from '../score/compare.ts'
import type { Assessment } from './assess-product.ts'

export interface SaveOptions {
  readonly label: AssessmentLabel
  /** RFC 3339, UTC. */
  readonly at: string
  /** Seconds that people spent, by section, where they were counted. */
  readonly seconds?: SavedAssessment['seconds']
}

export function toSavedAssessment(
  assessment: Assessment,
  { label, at, seconds }: SaveOptions,
): SavedAssessment {
  const { score, view, plan, mode, catalogue } = assessment
  return {
    schema: 'occtet.assessment/1',
    label,
    at,
    catalogue,
    mode,
    readiness: score.readiness.percent ?? null,
    margin: score.margin,
    evidence: score.evidence.percent ?? null,
    level: score.level.number,
    sections: Object.fromEntries(
      [...score.sections].map(([section, figure]): [SectionId, number | null] => [
        section,
        figure.percent ?? null,
      ]),
    ),
    requirements: Object.fromEntries(score.requirements),
    answers: Object.fromEntries([...view.counted].map(([id, answer]) => [id, answer.value])),
    openActions: plan.map((item) => item.action),
    seconds: seconds ?? {},
  }
}
