/** A CRA assessment as a statement: all 22 essential requirements, each with its status and, unless met, the reason. */
import { err, ok, type Result } from '../../base/index.ts'
import {
  type AssessedRequirement,
  type AssessedStatus,
  type CraAssessmentPredicate,
  countStatuses,
} from '../predicates/cra-assessment.ts'
import type { Resource, Subject } from '../resource.ts'
import type { NewStatement } from '../statement.ts'

/** As `cra` scores a requirement from answers. */
export type RequirementWord = 'met' | 'partly' | 'gap' | 'unknown' | 'not-applicable'

const letters = 'abcdefghijklm'.split('')

/** Catalogue ids of the 22 essential requirements of Annex I, in the order of the law. */
export const essentialRequirements: readonly string[] = [
  'ECR-I-1',
  ...letters.map((letter) => `ECR-I-2${letter}`),
  ...Array.from({ length: 8 }, (_, index) => `ECR-II-${index + 1}`),
]

export interface AssessmentInput {
  readonly subject: readonly [Subject, ...Subject[]]
  readonly assessment: Omit<CraAssessmentPredicate['assessment'], 'framework'>
  readonly assessor: CraAssessmentPredicate['assessor']
  readonly product: CraAssessmentPredicate['product']
  /** By catalogue id; an absent one was not assessed. */
  readonly requirements: Readonly<Record<string, RequirementWord>>
  /** By catalogue id. Needed for each that is not applicable: only a person can give that reason. */
  readonly rationales?: Readonly<Record<string, string>>
  /** By catalogue id. */
  readonly evidence?: Readonly<Record<string, readonly Resource[]>>
  /** RFC 3339, or a day. */
  readonly validUntil: string
}

export interface AssessmentError {
  readonly code: 'REQUIREMENT_UNKNOWN' | 'RATIONALE_MISSING'
  readonly message: string
}

export function fromAssessment(
  input: AssessmentInput,
): Result<NewStatement<'cra-assessment'>, AssessmentError> {
  const strange = Object.keys(input.requirements).find((id) => !essentialRequirements.includes(id))
  if (strange !== undefined) {
    return err({ code: 'REQUIREMENT_UNKNOWN', message: `${strange} is no requirement of Annex I` })
  }
  const mute = essentialRequirements.filter(
    (id) => input.requirements[id] === 'not-applicable' && (input.rationales?.[id] ?? '').trim() === '',
  )
  if (mute.length > 0) {
    const message = `not applicable without a reason: ${mute.join(', ')}`
    return err({ code: 'RATIONALE_MISSING', message })
  }
  const { subject, assessment, assessor, product, validUntil } = input
  const results = essentialRequirements.map((id) => toResult(id, input))
  const predicate = {
    assessment: { ...assessment, framework: FRAMEWORK },
    assessor,
    product,
    results,
    summary: countStatuses(results),
    validUntil,
    disclaimer: disclaimers[assessment.kind],
  }
  return ok({ kind: 'cra-assessment', subject, predicate })
}

/** Regulation (EU) 2024/2847. */
const FRAMEWORK = 'CRA-2024-2847'

const disclaimers: Readonly<Record<CraAssessmentPredicate['assessment']['kind'], string>> = {
  self: 'Result of a self-assessment; no EU declaration of conformity, and no claim that the product conforms.',
  internal:
    'Result of an internal assessment; no EU declaration of conformity, and no claim that the product conforms.',
  'third-party':
    'Result of an assessment by a third party; no certificate, no EU declaration of conformity, and no claim that the product conforms.',
}

const statuses: Readonly<Record<RequirementWord, AssessedStatus>> = {
  met: 'met',
  partly: 'partially_met',
  gap: 'not_met',
  unknown: 'not_assessed',
  'not-applicable': 'not_applicable',
}

/** What the answers alone say, where nobody wrote more. */
const plainReasons: Readonly<Partial<Record<AssessedStatus, string>>> = {
  partially_met: 'The answers to the questionnaire cover this requirement in part.',
  not_met: 'The answers to the questionnaire show a gap.',
  not_assessed: 'The answers to the questionnaire leave this requirement open.',
}

function toResult(id: string, { requirements, rationales, evidence }: AssessmentInput): AssessedRequirement {
  const status = statuses[requirements[id] ?? 'unknown']
  const written = rationales?.[id]?.trim()
  const rationale = written === undefined || written === '' ? plainReasons[status] : written
  const shown = evidence?.[id] ?? []
  return {
    requirement: formatRequirement(id),
    status,
    ...(rationale === undefined ? {} : { rationale }),
    ...(shown.length === 0 ? {} : { evidence: shown }),
  }
}

/** `ECR-I-2e` as `CRA:AnnexI.I.2(e)`. */
export function formatRequirement(id: string): string {
  const [, part = '', point = '', letter = ''] = /^ECR-(I{1,2})-(\d)([a-m]?)$/.exec(id) ?? []
  return `CRA:AnnexI.${part}.${point}${letter === '' ? '' : `(${letter})`}`
}
