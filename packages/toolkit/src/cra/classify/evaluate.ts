/** Rules over facts in three values (Kleene): what is not known stays unknown and decides nothing. */
import type { Condition, Scalar, Truth } from '../questionnaire/types.ts'

/** Undefined: not known. */
export type Lookup = (term: string) => Scalar | readonly string[] | undefined

export function evaluate(rule: Condition, lookup: Lookup): Truth {
  if ('all' in rule) return every(rule.all, lookup)
  if ('any' in rule)
    return not(
      every(
        rule.any.map((inner) => ({ not: inner })),
        lookup,
      ),
    )
  if ('not' in rule) return not(evaluate(rule.not, lookup))
  const term = termOf(rule)
  const value = lookup(term)
  return value === undefined ? 'unknown' : truth(holds(rule, value))
}

/** The facts that a rule asks for, each once, in its order. */
export function termsOf(rule: Condition): readonly string[] {
  if ('all' in rule) return [...new Set(rule.all.flatMap(termsOf))]
  if ('any' in rule) return [...new Set(rule.any.flatMap(termsOf))]
  return 'not' in rule ? termsOf(rule.not) : [termOf(rule)]
}

export function not(value: Truth): Truth {
  if (value === 'unknown') return value
  return truth(value === 'false')
}

export function and(...values: readonly Truth[]): Truth {
  if (values.includes('false')) return 'false'
  return values.includes('unknown') ? 'unknown' : 'true'
}

export function truth(value: boolean | undefined): Truth {
  if (value === undefined) return 'unknown'
  return value ? 'true' : 'false'
}

type Leaf = Exclude<
  Condition,
  { readonly all: unknown } | { readonly any: unknown } | { readonly not: unknown }
>

function every(rules: readonly Condition[], lookup: Lookup): Truth {
  return and(...rules.map((rule) => evaluate(rule, lookup)))
}

function termOf(rule: Leaf): string {
  if ('eq' in rule) return rule.eq[0]
  if ('in' in rule) return rule.in[0]
  if ('has' in rule) return rule.has[0]
  if ('atLeast' in rule) return rule.atLeast[0]
  return 'atMost' in rule ? rule.atMost[0] : rule.filled
}

function holds(rule: Leaf, value: Scalar | readonly string[]): boolean {
  if ('eq' in rule) return value === rule.eq[1]
  if ('in' in rule) return rule.in[1].some((item) => item === value)
  if ('has' in rule) return isList(value) && value.some((item) => item === rule.has[1])
  if ('atLeast' in rule) return typeof value === 'number' && value >= rule.atLeast[1]
  if ('atMost' in rule) return typeof value === 'number' && value <= rule.atMost[1]
  return isList(value) ? value.length > 0 : value !== '' && value !== 0 && value !== false
}

function isList(value: Scalar | readonly string[]): value is readonly string[] {
  return Array.isArray(value)
}
