/** Facts about a product as a person or an answer file states them: read once, unknown ones stay explicitly unknown. */
import { err, ok, type Result } from '../../base/index.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import type { FactField } from '../catalogue/readers/inputs.ts'
import type { Scalar } from '../questionnaire/types.ts'
import {
  type FactError,
  type FactEvent,
  type ReadFact,
  readDate,
  readEvents,
  readNumber,
  showValue,
} from './fact-values.ts'

export type { FactError, FactEvent } from './fact-values.ts'

/** Only `parseFacts` makes one: every value is one that the catalogue allows. */
export interface Facts {
  /** By dotted name, as `foss.source_public`. A fact that is not known is not in it, and never read as "no". */
  readonly values: ReadonlyMap<string, Scalar | readonly string[]>
  /** In order of time. */
  readonly events: readonly FactEvent[]
}

/**
 * Names and values are those of the catalogue's `classification_inputs`. A fact that is absent, `null`, `"unsure"` or
 * `"unknown"` is not known. All errors are given, in the order of the catalogue, not only the first.
 */
export function parseFacts(input: unknown): Result<Facts, readonly FactError[]> {
  const given = membersOf(input)
  if (given === undefined) {
    const message = 'expected one JSON object with facts by their names'
    return err([{ code: 'FACTS_NOT_AN_OBJECT', field: '', message }])
  }
  const errors: FactError[] = unknownNames(given.keys(), factFields)
  const values = new Map<string, Scalar | readonly string[]>()
  for (const field of catalogue.classificationInputs.fields) {
    for (const [name, read] of readField(field, given.get(field.name))) {
      if (!read.ok) errors.push(read.error)
      else if (read.value !== undefined) values.set(name, read.value)
    }
  }
  const events = isUnknown(given.get('events')) ? ok([]) : readEvents(given.get('events'))
  if (!events.ok) errors.push(events.error)
  errors.push(...contradictions(values))
  return errors.length === 0 && events.ok ? ok({ values, events: events.value ?? [] }) : err(errors)
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? new Map<string, unknown>(Object.entries(value)) : undefined
}

/** Not known: said so, or not said at all. */
function isUnknown(value: unknown): boolean {
  return value === undefined || value === null || value === 'unsure' || value === 'unknown'
}

const factFields: readonly string[] = catalogue.classificationInputs.fields.map(({ name }) => name)

/** Of wrong names only the first few are told: a file may be full of them. */
const mostNames = 10

function unknownNames(names: Iterable<string>, known: readonly string[], inside = ''): FactError[] {
  return [...names]
    .filter((name) => !known.includes(name))
    .slice(0, mostNames)
    .map((name) => ({
      code: 'FACT_NAME_UNKNOWN',
      field: `${inside}${name.slice(0, 80)}`,
      message: `no such fact; known are ${known.join(', ')}`,
    }))
}

function* readField(
  field: FactField,
  value: unknown,
): Generator<readonly [string, ReadFact<Scalar | readonly string[]>]> {
  const { name, values = [] } = field
  if (isUnknown(value)) return
  switch (field.type) {
    case 'object':
      yield* readMembers(field, value)
      return
    case 'boolean':
      yield [name, typeof value === 'boolean' ? ok(value) : refuse(name, 'true or false', value)]
      return
    case 'enum':
      yield [name, isWord(value, values) ? ok(value) : refuse(name, `one of ${values.join(', ')}`, value)]
      return
    case 'multi':
      yield [name, readWords(name, values, value)]
      return
    case 'date':
      yield [name, readDate(name, value)]
      return
    case 'number':
      yield [name, readNumber(name, value)]
      return
    case 'list':
      return
    default:
      field.type satisfies never
  }
}

function* readMembers(field: FactField, value: unknown): Generator<readonly [string, ReadFact<Scalar>]> {
  const members = [...(field.fields?.keys() ?? [])]
  const given = membersOf(value)
  if (given === undefined) {
    yield [field.name, refuse(field.name, `an object with ${members.join(', ')}`, value)]
    return
  }
  const [first] = unknownNames(given.keys(), members, `${field.name}.`)
  if (first !== undefined) yield [field.name, err(first)]
  for (const member of members) {
    const name = `${field.name}.${member}`
    const part = given.get(member)
    if (isUnknown(part)) continue
    yield [name, typeof part === 'boolean' ? ok(part) : refuse(name, 'true or false', part)]
  }
}

function readWords(name: string, allowed: readonly string[], value: unknown): ReadFact<readonly string[]> {
  const list = `a list of ${allowed.join(', ')}`
  if (!Array.isArray(value)) return refuse(name, list, value)
  const words: readonly unknown[] = value
  const wrong = words.find((word) => !isWord(word, allowed))
  if (wrong !== undefined) return refuse(name, list, wrong)
  return ok(allowed.filter((word) => words.includes(word)))
}

function isWord(value: unknown, allowed: readonly string[]): value is string {
  return typeof value === 'string' && allowed.includes(value)
}

/** "Nothing" beside something, or a list of ways of earning with none chosen, would be read as whatever suits. */
function contradictions(values: Facts['values']): FactError[] {
  const earning = values.get('monetisation')
  if (!Array.isArray(earning)) return []
  const code = 'FACT_CONTRADICTION'
  const field = 'monetisation'
  if (earning.length === 0) {
    return [
      {
        code,
        field,
        message: 'expected "none", or one way of earning at least, or "unsure"; found an empty list',
      },
    ]
  }
  if (earning.length > 1 && earning.includes('none')) {
    return [{ code, field, message: '"none" stands beside other ways of earning; one of them is wrong' }]
  }
  return []
}

function refuse(field: string, expected: string, found: unknown): ReadFact<never> {
  return err({
    code: 'FACT_VALUE_INVALID',
    field,
    message: `expected ${expected}, found ${showValue(found)}`,
  })
}
