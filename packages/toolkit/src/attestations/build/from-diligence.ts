/** Due diligence on a component as a statement (Art. 13(5), recital 34): who decided stays in the record, what was decided goes out. */
import type { DiligenceCheck, DiligenceResult, DueDiligencePredicate } from '../predicates/due-diligence.ts'
import { recital34Checks } from '../predicates/due-diligence.ts'
import type { Subject } from '../resource.ts'
import { readInstant } from '../shapes.ts'
import type { NewStatement } from '../statement.ts'

export interface DiligenceInput {
  readonly subject: readonly [Subject, ...Subject[]]
  /** Purl with version, and the digest of its artefact where a lock file gives one. */
  readonly component: DueDiligencePredicate['component']
  /** Purl of the product. */
  readonly integratedInto: string
  /** As in `diligence.yaml`. */
  readonly decision: {
    readonly decision: 'accepted' | 'accepted-with-measures' | 'replace'
    readonly why: string
    readonly measures?: readonly string[]
    /** What was looked at, in the words of whoever looked. */
    readonly checks?: readonly string[]
    /** `YYYY-MM-DD`. */
    readonly at: string
  }
  /** What the machine knows of advisories; undefined `open`: no source covers the component. */
  readonly advisories: {
    readonly open: readonly { readonly id: string; readonly level: string }[] | undefined
    /** Where one looked, such as `OSV, EUVD`. */
    readonly source: string
    /** RFC 3339. */
    readonly at: string
  }
  /** `YYYY-MM-DD`; a year after the decision where absent. */
  readonly reviewBy?: string
}

/** Results that nobody stated are not made up: a check that was only named is `looked-at`, one that was not is `not-done`. */
export function fromDiligence(input: DiligenceInput): NewStatement<'due-diligence'> {
  const { subject, component, integratedInto, decision, advisories, reviewBy } = input
  const { why, measures = [], at } = decision
  const predicate: DueDiligencePredicate = {
    component,
    integratedInto,
    checks: [...checksOf(decision.checks ?? [], at), advisoryCheck(advisories)],
    risk: riskOf(advisories.open),
    decision: words[decision.decision],
    rationale: why,
    ...(measures.length === 0 ? {} : { measures }),
    reviewBy: reviewBy ?? aYearAfter(at),
  }
  return { kind: 'due-diligence', subject, predicate }
}

const words = {
  accepted: 'accept',
  'accepted-with-measures': 'accept-with-measures',
  replace: 'replace',
} as const

const VULNERABILITIES = 'recital34.known-vulnerabilities'

/** What people call the checks of recital 34. */
const names: readonly (readonly [RegExp, (typeof recital34Checks)[number]])[] = [
  [/\bce\b|attestation/i, 'recital34.ce-or-attestation'],
  [/update|histor|release/i, 'recital34.update-history'],
  [/vulnerab|advisor|euvd|\bosv\b/i, VULNERABILITIES],
  [/test|review|fuzz|audit/i, 'recital34.additional-tests'],
]

function checksOf(looked: readonly string[], day: string): readonly DiligenceCheck[] {
  const named = looked.map((label) => ({ label, id: names.find(([form]) => form.test(label))?.[1] }))
  const ofRecital = recital34Checks
    .filter((id) => id !== VULNERABILITIES)
    .map((id): DiligenceCheck => {
      const labels = named.filter((entry) => entry.id === id).map(({ label }) => label)
      return labels.length === 0
        ? { id, result: 'not-done' }
        : { id, result: 'looked-at', at: `${day}T00:00:00Z`, rationale: labels.join('; ') }
    })
  const others = [...new Set(named.filter(({ id }) => id === undefined).map(({ label }) => label))]
  const own = others.map((label): DiligenceCheck => ({ id: `own: ${label}`, result: 'looked-at' }))
  return [...ofRecital, ...own]
}

function advisoryCheck({ open, source, at }: DiligenceInput['advisories']): DiligenceCheck {
  if (open === undefined) return { id: VULNERABILITIES, result: 'unknown', source, at }
  const result: DiligenceResult = open.length === 0 ? 'pass' : 'fail'
  const rationale = open.map(({ id, level }) => `${id} (${level})`).join(', ')
  const found = { id: VULNERABILITIES, result, source, at }
  return open.length === 0 ? found : { ...found, rationale: `open: ${rationale}` }
}

/** The gravest open advisory; without one nothing is known of the risk. */
function riskOf(open: DiligenceInput['advisories']['open']): DueDiligencePredicate['risk'] {
  const levels = (open ?? []).map(({ level }) => level)
  return (['critical', 'high', 'medium', 'low'] as const).find((level) => levels.includes(level)) ?? 'unknown'
}

const YEAR = 365 * 86_400_000

function aYearAfter(day: string): string {
  const start = readInstant(`${day}T00:00:00Z`)
  return start === undefined ? day : new Date(start + YEAR).toISOString().slice(0, 10)
}
