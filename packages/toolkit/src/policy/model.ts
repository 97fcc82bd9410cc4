/** A policy: rules over facts, written by people as YAML, checked by type before anything is judged. */
import type { LicenseExpression, SeverityLevel } from '../model/index.ts'

/** What a rule speaks about: one finding, one component, or the whole product with its data. */
export const policySubjects = ['finding', 'component', 'product'] as const
export type PolicySubject = (typeof policySubjects)[number]

/** What a breach means: `fail` breaks the gate, `warn` is shown, `note` is listed. */
export const ruleLevels = ['fail', 'warn', 'note'] as const
export type RuleLevel = (typeof ruleLevels)[number]

/** For gates and headings: `--fail-on license` looks at these alone. */
export const ruleCategories = [
  'risk',
  'license',
  'age',
  'maintenance',
  'unknown-data',
  'decision',
  'source',
] as const
export type RuleCategory = (typeof ruleCategories)[number]

/** A value that a fact may have; `undefined` stands for unknown and is neither yes nor no. */
export type FactValue = boolean | number | string | readonly string[] | LicenseExpression | undefined

export type Facts = Readonly<Record<string, FactValue>>

/** A condition over facts of one subject; `at` is the line in the policy file, from 1. */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly at: number; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly at: number; readonly condition: Condition }
  | { readonly kind: 'flag'; readonly at: number; readonly fact: string; readonly is: boolean }
  /** The fact is one of the values; a fact that is a list: one of its members is. */
  | { readonly kind: 'in'; readonly at: number; readonly fact: string; readonly values: readonly string[] }
  /** Globs: `*` stands for any characters. */
  | { readonly kind: 'like'; readonly at: number; readonly fact: string; readonly globs: readonly string[] }
  | {
      readonly kind: 'compare'
      readonly at: number
      readonly fact: string
      readonly operator: 'above' | 'atLeast' | 'below' | 'atMost'
      readonly than: number
    }
  /** `within`: the license can be fulfilled with these alone; `names`: it names one of these anywhere. */
  | {
      readonly kind: 'license'
      readonly at: number
      readonly fact: string
      readonly operator: 'within' | 'names'
      readonly ids: readonly string[]
    }
  /** Asks whether something is known at all, so the answer is never unknown. */
  | { readonly kind: 'known'; readonly at: number; readonly fact: string; readonly is: boolean }

export interface PolicyRule {
  readonly id: string
  readonly about: PolicySubject
  readonly category: RuleCategory
  readonly level: RuleLevel
  /** Where a fact that decides is unknown: break the gate (default for `fail`), only show it, or take it as kept. */
  readonly onUnknown: 'breach' | 'warn' | 'pass'
  /** Breached where this holds. */
  readonly when: Condition
  /** Why the rule exists, in the words of its author. */
  readonly because: string
  /** What to do. */
  readonly hint?: string
  readonly line: number
}

/** Lifts one rule for some packages until a day; never for ever. */
export interface PolicyException {
  readonly rule: string
  /** Glob over purls; absent: every package. */
  readonly purl?: string
  /** Id or alias of a vulnerability. */
  readonly vulnerability?: string
  /** `YYYY-MM-DD`: last day. */
  readonly until: string
  readonly reason: string
  readonly by: string
  readonly line: number
}

/** What holds for decisions about findings (`occtet triage`). */
export interface DecisionRules {
  /** Which decisions wait for a second person. */
  readonly fourEyes: readonly ('not_affected' | 'accept')[]
  /** Days after which a decision must be looked at again. */
  readonly expireAfterDays: number
}

export interface Policy {
  readonly schema: 'occtet.policy/1'
  readonly name: string
  readonly decisions: DecisionRules
  readonly rules: readonly PolicyRule[]
  readonly exceptions: readonly PolicyException[]
}

/** A condition with what it came to: `undefined` is unknown. */
export interface Trace {
  readonly condition: Condition
  readonly verdict: boolean | undefined
  /** The fact's value, where the condition asks for one; absent where it is unknown. */
  readonly found?: FactValue
  readonly parts: readonly Trace[]
}

/** One rule on one subject. */
export interface PolicyResult {
  readonly rule: string
  readonly category: RuleCategory
  readonly level: RuleLevel
  readonly about: PolicySubject
  /** Key of the finding, purl of the component, or name of the product. */
  readonly subject: string
  /** `excepted`: breached, and an exception that still holds lifts it. */
  readonly verdict: 'breach' | 'unknown' | 'excepted'
  /** One sentence: the rule and the fact. */
  readonly message: string
  readonly because: string
  readonly hint?: string
  readonly exception?: PolicyException
  readonly severity?: SeverityLevel
  readonly trace: Trace
}

export interface PolicyReport {
  readonly policy: string
  readonly rules: number
  readonly subjects: Readonly<Record<PolicySubject, number>>
  /** Everything that is not a plain pass; by rule, then subject. */
  readonly results: readonly PolicyResult[]
  /** Ids of rules that break the gate: breaches of level `fail`, and unknowns that count as such. */
  readonly failed: readonly string[]
  /** Exceptions whose day is past, and those that lift nothing. */
  readonly idleExceptions: readonly {
    readonly exception: PolicyException
    readonly why: 'expired' | 'unused'
  }[]
}
