/** Evaluates rules in three values (Kleene): what is not known stays unknown, and a rule fires on `true` only. */
import { splitTerm } from './condition-schema.ts'
import { knownFacts } from './known-facts.ts'
import type { Condition, Term, Truth } from './types.ts'

/** Value of a term: a scalar or a list; undefined where it is not known. */
export type Lookup = (term: Term) => unknown

export function evaluate(condition: Condition, lookup: Lookup): Truth {
  if ('all' in condition) return evaluateAll(condition.all, lookup)
  if ('any' in condition) return negate(evaluateAll(condition.any.map(opposite), lookup))
  if ('not' in condition) return negate(evaluate(condition.not, lookup))
  const [term, holds] = toTest(condition)
  const value = lookup(term)
  if (value === undefined || value === null) return 'unknown'
  const answer = holds(value)
  return answer === undefined ? 'unknown' : answer ? 'true' : 'false'
}

/** Ids of the signals whose findings make a true condition true; those of false or unknown branches are left out. */
export function witnesses(condition: Condition, lookup: Lookup): readonly string[] {
  if (evaluate(condition, lookup) !== 'true') return []
  if ('all' in condition) return condition.all.flatMap((one) => witnesses(one, lookup))
  if ('any' in condition) return condition.any.flatMap((one) => witnesses(one, lookup))
  return termsOf(condition).flatMap(signalsOfTerm)
}

/** Every term of a condition, in order, with repetitions. */
export function termsOf(condition: Condition): readonly Term[] {
  if ('all' in condition) return condition.all.flatMap(termsOf)
  if ('any' in condition) return condition.any.flatMap(termsOf)
  if ('not' in condition) return termsOf(condition.not)
  return [toTest(condition)[0]]
}

/** Signals that a term speaks about, directly or through a derived fact. */
export function signalsOfTerm(term: Term): readonly string[] {
  const [head, tail] = splitTerm(term)
  if (head === 'fact') return knownFacts[tail]?.signals ?? []
  if (head === 'answer') return []
  return [head === 'count' || head === 'age' ? splitTerm(tail)[0] : head]
}

function evaluateAll(conditions: readonly Condition[], lookup: Lookup): Truth {
  let result: Truth = 'true'
  for (const condition of conditions) {
    const truth = evaluate(condition, lookup)
    if (truth === 'false') return 'false'
    if (truth === 'unknown') result = 'unknown'
  }
  return result
}

function opposite(condition: Condition): Condition {
  return { not: condition }
}

function negate(truth: Truth): Truth {
  switch (truth) {
    case 'true':
      return 'false'
    case 'false':
      return 'true'
    case 'unknown':
      return 'unknown'
    default:
      return truth satisfies never
  }
}

type Leaf = Exclude<
  Condition,
  { readonly all: unknown } | { readonly any: unknown } | { readonly not: unknown }
>

/** A leaf as its term and a test that answers undefined where the value cannot be compared. */
function toTest(leaf: Leaf): readonly [Term, (value: unknown) => boolean | undefined] {
  if ('eq' in leaf) return [leaf.eq[0], (value) => value === leaf.eq[1]]
  if ('in' in leaf) return [leaf.in[0], (value) => leaf.in[1].some((one) => one === value)]
  if ('has' in leaf) {
    return [leaf.has[0], (value) => (Array.isArray(value) ? value.includes(leaf.has[1]) : undefined)]
  }
  if ('atLeast' in leaf) return [leaf.atLeast[0], numeric((number) => number >= leaf.atLeast[1])]
  if ('atMost' in leaf) return [leaf.atMost[0], numeric((number) => number <= leaf.atMost[1])]
  return [leaf.filled, isFilled]
}

function numeric(test: (value: number) => boolean): (value: unknown) => boolean | undefined {
  return (value) => (typeof value === 'number' ? test(value) : undefined)
}

function isFilled(value: unknown): boolean | undefined {
  if (Array.isArray(value) || typeof value === 'string') return value.length > 0
  if (typeof value === 'number') return value > 0
  return typeof value === 'boolean' ? value : undefined
}
