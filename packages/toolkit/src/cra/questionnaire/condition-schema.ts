/** Reads the rules of the questionnaire and checks each term: nothing may speak of what does not exist. */
import { knownFacts } from './known-facts.ts'
import { below, complain, type Place, readEach, readNumber, readRecord, readText } from './reader.ts'
import type { Condition, Scalar } from './types.ts'

/** What terms may name. */
export interface Vocabulary {
  /** Result fields by signal id. */
  readonly signals: ReadonlyMap<string, readonly string[]>
  /** By question id: values that an answer can have in a comparison, undefined for dates. */
  readonly answers: ReadonlyMap<string, readonly string[] | undefined>
}

const states = ['present', 'absent', 'contrary']
const operators = ['all', 'any', 'not', 'eq', 'in', 'has', 'atLeast', 'atMost', 'filled'] as const

/** A condition tree; after a complaint a rule that never fires stands in. */
export function readCondition(value: unknown, at: Place, words: Vocabulary): Condition {
  const record = readRecord(value, at, operators)
  const [operator, ...more] = Object.keys(record)
  if (operator === undefined || more.length > 0) {
    complain(at, 'expected exactly one operator')
    return { any: [] }
  }
  const inside = below(at, operator)
  const inner = record[operator]
  switch (operator as (typeof operators)[number]) {
    case 'all':
      return { all: readSome(inner, inside, words) }
    case 'any':
      return { any: readSome(inner, inside, words) }
    case 'not':
      return { not: readCondition(inner, inside, words) }
    case 'filled':
      return { filled: readTerm(inner, inside, words) }
    case 'atLeast':
      return { atLeast: readBound(inner, inside, words) }
    case 'atMost':
      return { atMost: readBound(inner, inside, words) }
    case 'has':
      return { has: readComparison(inner, inside, words) }
    case 'eq':
      return { eq: readComparison(inner, inside, words) }
    case 'in':
      return { in: readChoice(inner, inside, words) }
    default:
      return { any: [] }
  }
}

function readSome(value: unknown, at: Place, words: Vocabulary): readonly Condition[] {
  const conditions = readEach(value, at, (item, place) => readCondition(item, place, words))
  if (conditions.length === 0) complain(at, 'expected at least one condition')
  return conditions
}

function readPair(value: unknown, at: Place): readonly [unknown, unknown] {
  if (Array.isArray(value) && value.length === 2) return [value[0], value[1]]
  complain(at, 'expected a term and a value')
  return ['', '']
}

function readBound(value: unknown, at: Place, words: Vocabulary): readonly [string, number] {
  const [term, bound] = readPair(value, at)
  return [readTerm(term, at, words), readNumber(bound, at)]
}

function readComparison(value: unknown, at: Place, words: Vocabulary): readonly [string, Scalar] {
  const [term, wanted] = readPair(value, at)
  const name = readTerm(term, at, words)
  return [name, readValue(wanted, at, { term: name, words })]
}

function readChoice(value: unknown, at: Place, words: Vocabulary): readonly [string, readonly Scalar[]] {
  const [term, wanted] = readPair(value, at)
  const name = readTerm(term, at, words)
  return [name, readEach(wanted, at, (item, place) => readValue(item, place, { term: name, words }))]
}

interface Compared {
  readonly term: string
  readonly words: Vocabulary
}

function readValue(value: unknown, at: Place, { term, words }: Compared): Scalar {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    complain(at, 'expected a text, a number, true or false')
    return ''
  }
  const legal = legalValues(term, words)
  if (legal !== undefined && !legal.some((word) => word === value)) {
    complain(at, `${term} is never ${String(value)}`, 'DATA_LINK')
  }
  return value
}

/** Undefined where any value may come. */
function legalValues(term: string, words: Vocabulary): readonly Scalar[] | undefined {
  const [head, tail] = splitTerm(term)
  if (head === 'answer') return words.answers.get(tail)
  if (head === 'fact') {
    const fact = knownFacts[tail]
    return fact?.kind === 'flag' ? [true, false] : fact?.values
  }
  return tail === 'state' ? states : undefined
}

/** A term whose parts all exist. */
export function readTerm(value: unknown, at: Place, words: Vocabulary): string {
  const term = readText(value, at)
  if (term !== '' && !isKnown(term, words)) complain(at, `nothing is called ${term}`, 'DATA_LINK')
  return term
}

function isKnown(term: string, words: Vocabulary): boolean {
  const [head, tail] = splitTerm(term)
  if (head === 'answer') return words.answers.has(tail)
  if (head === 'fact') return Object.hasOwn(knownFacts, tail)
  if (head === 'count' || head === 'age') {
    const [signal, field] = splitTerm(tail)
    return words.signals.get(signal)?.includes(field) === true
  }
  const fields = words.signals.get(head)
  return fields !== undefined && (tail === 'state' || fields.includes(tail))
}

/** `SIG-X.field` to `SIG-X`, `field`; only the first dot counts. */
export function splitTerm(term: string): readonly [string, string] {
  const dot = term.indexOf('.')
  return dot < 0 ? [term, ''] : [term.slice(0, dot), term.slice(dot + 1)]
}
