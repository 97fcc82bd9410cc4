/** `due-diligence/v0.1`: what a manufacturer checked before integrating a third-party component (Art. 13(5), recital 34). */
import type { Resource } from '../resource.ts'
import { resource } from '../resource.ts'
import { dayOrInstant, digestSet, instant, list, object, oneOf, type ShapeFault, text } from '../shapes.ts'

/**
 * `looked-at`: somebody looked, and the record states no result. `none-available`: looked for, does not exist. `unknown`: could
 * not be found out. `not-done`: nobody looked.
 */
export const diligenceResults = [
  'pass',
  'fail',
  'looked-at',
  'none-available',
  'not-needed',
  'not-done',
  'unknown',
] as const
export type DiligenceResult = (typeof diligenceResults)[number]

/** The checks that recital 34 names. */
export const recital34Checks = [
  'recital34.ce-or-attestation',
  'recital34.update-history',
  'recital34.known-vulnerabilities',
  'recital34.additional-tests',
] as const

export interface DueDiligencePredicate {
  readonly component: {
    readonly purl: string
    /** Of the component's artefact, where it is known. */
    readonly digest?: { readonly sha256: string }
  }
  /** Purl of the product. */
  readonly integratedInto: string
  readonly checks: readonly DiligenceCheck[]
  readonly risk: 'low' | 'medium' | 'high' | 'critical' | 'unknown'
  readonly decision: 'accept' | 'accept-with-measures' | 'replace' | 'reject'
  readonly rationale?: string
  /** At least one where the decision speaks of measures. */
  readonly measures?: readonly string[]
  /** Day on which somebody looks again. */
  readonly reviewBy: string
}

export interface DiligenceCheck {
  /** One of `recital34Checks`, or a name of one's own. */
  readonly id: string
  readonly result: DiligenceResult
  /** Where one looked, such as `EUVD,OSV`. */
  readonly source?: string
  /** RFC 3339. */
  readonly at?: string
  readonly evidence?: Resource
  /** Always there for `not-needed` and `fail`. */
  readonly rationale?: string
}

const check = object(
  { id: text, result: oneOf(diligenceResults) },
  { source: text, at: instant, evidence: resource, rationale: text },
)

const shape = object(
  {
    component: object({ purl: text }, { digest: digestSet }),
    integratedInto: text,
    checks: list(check, { min: 1 }),
    risk: oneOf(['low', 'medium', 'high', 'critical', 'unknown']),
    decision: oneOf(['accept', 'accept-with-measures', 'replace', 'reject']),
    reviewBy: dayOrInstant,
  },
  { rationale: text, measures: list(text) },
)

export function findDueDiligenceFaults(value: unknown): readonly ShapeFault[] {
  const faults = shape(value, 'predicate')
  return faults.length > 0 ? faults : findContradictions(value as DueDiligencePredicate)
}

function findContradictions({
  checks,
  decision,
  measures = [],
}: DueDiligencePredicate): readonly ShapeFault[] {
  const named = new Set(checks.map(({ id }) => id))
  const lacksMeasures = decision === 'accept-with-measures' && measures.length === 0
  return [
    ...checks.flatMap(({ result, rationale }, index) =>
      (result === 'not-needed' || result === 'fail') && rationale === undefined
        ? [{ path: `predicate.checks[${index}].rationale`, expected: 'a reason' }]
        : [],
    ),
    ...(named.size === checks.length ? [] : [{ path: 'predicate.checks', expected: 'each check once' }]),
    ...(lacksMeasures ? [{ path: 'predicate.measures', expected: 'at least one measure' }] : []),
  ]
}
