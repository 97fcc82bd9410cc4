/** Baseline, follow-up and final assessment of one product: what moved, which answers changed, how long it took. */
import type { AnswerValue, SectionId } from '../questionnaire/types.ts'
import type { AssessmentMode, RequirementStatus } from './types.ts'

/** Which of a product's assessments this is. */
export type AssessmentLabel = 'baseline' | 'follow-up' | 'final'

/** One assessment as it was saved: plain data, made to be read in a diff. */
export interface SavedAssessment {
  readonly schema: 'occtet.assessment/1'
  readonly label: AssessmentLabel
  /** UTC, ISO 8601. */
  readonly at: string
  readonly catalogue: string
  readonly mode: AssessmentMode
  readonly readiness: number | null
  readonly margin: number
  readonly evidence: number | null
  readonly level: 1 | 2 | 3 | 4 | 5
  readonly sections: Readonly<Partial<Record<SectionId, number | null>>>
  readonly requirements: Readonly<Record<string, RequirementStatus>>
  readonly answers: Readonly<Record<string, AnswerValue>>
  /** Actions that were still open. */
  readonly openActions: readonly string[]
  /** Seconds spent, by section. */
  readonly seconds: Readonly<Partial<Record<SectionId, number>>>
}

export interface Change<T> {
  readonly id: string
  /** Absent: it was not there. */
  readonly from?: T
  readonly to?: T
}

export interface Comparison {
  readonly from: Pick<
    SavedAssessment,
    'label' | 'at' | 'catalogue' | 'level' | 'readiness' | 'evidence' | 'margin'
  >
  readonly to: Comparison['from']
  /** In points; undefined when one side has no figure. */
  readonly readiness: number | undefined
  readonly evidence: number | undefined
  readonly level: number
  /** The change is smaller than both margins together, so it may be no change at all. */
  readonly isWithinMargin: boolean
  /** Questions were asked under another catalogue: answers may not mean the same. */
  readonly hasOtherCatalogue: boolean
  /** One is a quick scan, the other a full assessment: the figures do not compare. */
  readonly hasOtherMode: boolean
  readonly requirements: readonly Change<RequirementStatus>[]
  readonly answers: readonly Change<AnswerValue>[]
  readonly closedActions: readonly string[]
  readonly newActions: readonly string[]
  readonly seconds: { readonly from: number; readonly to: number }
}

/** Pure; `from` is the earlier one. */
export function compareAssessments(from: SavedAssessment, to: SavedAssessment): Comparison {
  const readiness = difference(from.readiness, to.readiness)
  return {
    from: headOf(from),
    to: headOf(to),
    readiness,
    evidence: difference(from.evidence, to.evidence),
    level: to.level - from.level,
    isWithinMargin: readiness === undefined || Math.abs(readiness) < from.margin + to.margin,
    hasOtherCatalogue: from.catalogue !== to.catalogue,
    hasOtherMode: from.mode !== to.mode,
    requirements: changesOf(from.requirements, to.requirements),
    answers: changesOf(from.answers, to.answers),
    closedActions: from.openActions.filter((id) => !to.openActions.includes(id)),
    newActions: to.openActions.filter((id) => !from.openActions.includes(id)),
    seconds: { from: sum(from.seconds), to: sum(to.seconds) },
  }
}

function headOf({
  label,
  at,
  catalogue,
  level,
  readiness,
  evidence,
  margin,
}: SavedAssessment): Comparison['from'] {
  return { label, at, catalogue, level, readiness, evidence, margin }
}

function difference(from: number | null, to: number | null): number | undefined {
  return from === null || to === null ? undefined : Math.round((to - from) * 10) / 10
}

function changesOf<T>(
  from: Readonly<Record<string, T>>,
  to: Readonly<Record<string, T>>,
): readonly Change<T>[] {
  const ids = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort()
  return ids.flatMap((id) => {
    const before = from[id]
    const after = to[id]
    if (JSON.stringify(before) === JSON.stringify(after)) return []
    return [
      {
        id,
        ...(before === undefined ? {} : { from: before }),
        ...(after === undefined ? {} : { to: after }),
      },
    ]
  })
}

function sum(seconds: SavedAssessment['seconds']): number {
  return Object.values(seconds).reduce((total, value) => total + value, 0)
}
