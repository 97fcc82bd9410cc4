/** What every step of a classification is given: facts to look up, the words, the date. */
import { catalogue } from '../catalogue/catalogue.ts'
import type { Texts } from '../catalogue/texts.ts'
import type { Condition, Truth } from '../questionnaire/types.ts'
import type { Subject } from './classification.ts'
import { evaluate, type Lookup, termsOf } from './evaluate.ts'
import type { FactEvent, Facts } from './facts.ts'

export interface Asking {
  readonly lookup: Lookup
  readonly events: readonly FactEvent[]
  readonly t: Texts
  /** `YYYY-MM-DD`. */
  readonly at: string
  readonly subject: Subject
}

export function lookupOf(facts: Facts): Lookup {
  return (term) => facts.values.get(term)
}

export function holds({ lookup }: Asking, rule: Condition): Truth {
  return evaluate(rule, lookup)
}

/** Values of the facts that a rule asks for; null is "not known". */
export function factsOf({ lookup }: Asking, terms: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(terms.map((term) => [term, lookup(term) ?? null]))
}

/** Facts of the rule that nobody has stated. */
export function missing({ lookup }: Asking, rule: Condition): readonly string[] {
  return termsOf(rule).filter((term) => lookup(term) === undefined)
}

/** The mark of records that carry none. */
export const defaultMark = catalogue.meta.defaultVerification
