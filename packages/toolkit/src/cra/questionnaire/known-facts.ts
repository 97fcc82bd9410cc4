/** Names and values of the facts that rules may speak about as `fact.NAME`; `facts.ts` derives them. */
import type { Scalar } from './types.ts'

export interface KnownFact {
  readonly kind: 'list' | 'text' | 'flag' | 'number'
  /** Closed set of a list or text. */
  readonly values?: readonly string[]
  /** Signals that it is derived from, where it is not derived from answers alone. */
  readonly signals?: readonly string[]
}

/** Roles as the questionnaire distinguishes them: own-brand importers and modifiers are manufacturers (Art. 21, 22). */
export const questionRoles = [
  'manufacturer',
  'importer',
  'distributor',
  'authorised_representative',
  'open_source_steward',
  'none',
] as const

export type QuestionRole = (typeof questionRoles)[number]

export const knownFacts: Readonly<Record<string, KnownFact>> = {
  role: { kind: 'list', values: questionRoles },
  class: {
    kind: 'text',
    values: ['default', 'important_class_I', 'important_class_II', 'critical', 'none'],
  },
  /** `none`: no steward. */
  steward_tier: { kind: 'text', values: ['TIER-1', 'TIER-2', 'TIER-3', 'none'] },
  traits: { kind: 'list' },
  product_is_software: { kind: 'flag' },
  /** Placed before 2027-12-11 (Art. 69(2)). */
  legacy: { kind: 'flag' },
  intended_for_commercial_use: { kind: 'flag' },
  high_risk_ai: { kind: 'flag' },
  ehr_system: { kind: 'flag' },
  /** Oldest open fixable finding against the product's own target; unknown where no target is stated. */
  fixes_within_target: { kind: 'flag', signals: ['SIG-VULN-AGE'] },
  /** Years from first offer to the stated end of support. */
  support_years_shown: { kind: 'number', signals: ['SIG-REPO-SUPPORT-DOC'] },
}

/** Values of the derived facts; an absent one is not known. */
export type RuleFacts = Readonly<Record<string, Scalar | readonly string[]>>
