/** `cra-assessment/v0.1`: how a product stands towards the requirements of a framework. Never a claim of conformity. */
import type { Resource } from '../resource.ts'
import { resource } from '../resource.ts'
import {
  dayOrInstant,
  instant,
  list,
  membersOf,
  object,
  oneOf,
  readEnd,
  readInstant,
  type ShapeFault,
  text,
  wholeNumber,
} from '../shapes.ts'

export const requirementStatuses = [
  'met',
  'partially_met',
  'not_met',
  'not_applicable',
  'not_assessed',
] as const
export type AssessedStatus = (typeof requirementStatuses)[number]

export interface CraAssessmentPredicate {
  readonly assessment: {
    readonly id: string
    readonly kind: 'self' | 'internal' | 'third-party'
    /** Conformity assessment procedure (Art. 32, Annex VIII), such as `A`, `B+C`, `H`; `undecided` where it is open. */
    readonly module: string
    /** Such as `CRA-2024-2847`. */
    readonly framework: string
    readonly questionnaire: Resource
    /** RFC 3339. */
    readonly completedAt: string
  }
  readonly assessor: { readonly id: string; readonly role: string }
  readonly product: { readonly name: string; readonly version: string; readonly category: string }
  readonly results: readonly AssessedRequirement[]
  /** Results by status; equals what can be counted. */
  readonly summary: Readonly<Record<AssessedStatus, number>>
  /** RFC 3339, or a day. */
  readonly validUntil: string
  readonly disclaimer: string
}

export interface AssessedRequirement {
  /** Such as `CRA:AnnexI.I.2(a)`; once in the list. */
  readonly requirement: string
  readonly status: AssessedStatus
  /** Always there unless met. */
  readonly rationale?: string
  readonly evidence?: readonly Resource[]
}

const result = object(
  { requirement: text, status: oneOf(requirementStatuses) },
  { rationale: text, evidence: list(resource) },
)

const shape = object({
  assessment: object({
    id: text,
    kind: oneOf(['self', 'internal', 'third-party']),
    module: text,
    framework: text,
    questionnaire: resource,
    completedAt: instant,
  }),
  assessor: object({ id: text, role: text }),
  product: object({ name: text, version: text, category: text }),
  results: list(result, { min: 1 }),
  summary: object(Object.fromEntries(requirementStatuses.map((status) => [status, wholeNumber]))),
  validUntil: dayOrInstant,
  disclaimer: text,
})

export function findCraAssessmentFaults(value: unknown): readonly ShapeFault[] {
  const faults = shape(value, 'predicate')
  return faults.length > 0 ? faults : findContradictions(value as CraAssessmentPredicate)
}

/** How often each status stands in the results. */
export function countStatuses(
  results: readonly AssessedRequirement[],
): Readonly<Record<AssessedStatus, number>> {
  const counts: Record<AssessedStatus, number> = {
    met: 0,
    partially_met: 0,
    not_met: 0,
    not_applicable: 0,
    not_assessed: 0,
  }
  for (const { status } of results) counts[status]++
  return counts
}

function findContradictions(predicate: CraAssessmentPredicate): readonly ShapeFault[] {
  const { results, summary, assessment, validUntil } = predicate
  const counts = countStatuses(results)
  const named = new Set(results.map(({ requirement }) => requirement))
  const ends = readEnd(validUntil) ?? 0
  const completed = readInstant(assessment.completedAt) ?? 0
  // A status that this version does not know would be counted by nobody.
  const strange = Object.keys(membersOf(summary)).filter((status) => !Object.hasOwn(counts, status))
  return [
    ...requirementStatuses
      .filter((status) => summary[status] !== counts[status])
      .map((status) => ({ path: `predicate.summary.${status}`, expected: `${counts[status]}, as counted` })),
    ...strange.map((status) => ({ path: `predicate.summary.${status}`, expected: 'a known status' })),
    ...results.flatMap(({ status, rationale }, index) =>
      status !== 'met' && (rationale ?? '').trim() === ''
        ? [{ path: `predicate.results[${index}].rationale`, expected: 'a reason, since it is not met' }]
        : [],
    ),
    ...(named.size === results.length
      ? []
      : [{ path: 'predicate.results', expected: 'each requirement once' }]),
    ...(ends > completed ? [] : [{ path: 'predicate.validUntil', expected: 'a time after completedAt' }]),
  ]
}
