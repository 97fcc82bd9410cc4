/** From answers to the facts of the classifier: what each answer lays down, and the profile beneath it. */
import { questionOf } from './questionnaire.ts'
import type { Answer, FactSettings, Question, Scalar } from './types.ts'

/** By dotted name (`foss.source_public`); a fact that is not known is not in it. */
export type FactSheet = ReadonlyMap<string, Scalar | readonly string[]>

/**
 * Facts by name. An answer wins over `base` (the profile's own facts); a later question wins over an earlier one. Lists are
 * joined; an answered question decides about its own values, so that unticking one takes it away, and leaves the rest.
 */
export function settleFacts(
  answers: Iterable<Answer>,
  base: FactSheet = new Map(),
): ReadonlyMap<string, Scalar | readonly string[]> {
  const facts = new Map(base)
  const lists = new Map<string, ListFact>()
  for (const { name, value, question } of [...answers].flatMap(layDown)) {
    if (isList(value)) lists.set(name, addTo(lists.get(name), value, { question, name }))
    else facts.set(name, value)
  }
  for (const [name, { values, owned, isReplaced }] of lists) {
    const before = facts.get(name)
    const kept = isList(before) && !isReplaced ? before.filter((value) => !owned.includes(value)) : []
    facts.set(name, [...new Set([...kept, ...values])])
  }
  return facts
}

/** A list as answers lay it down. */
interface ListFact {
  readonly values: readonly string[]
  /** Values that an answered question decides about. */
  readonly owned: readonly string[]
  readonly isReplaced: boolean
}

function addTo(
  list: ListFact | undefined,
  value: readonly string[],
  { question, name }: { readonly question: Question; readonly name: string },
): ListFact {
  const { values, owned, isReplaced } = list ?? { values: [], owned: [], isReplaced: false }
  return {
    values: [...values, ...value],
    owned: [...owned, ...ownValues(question, name)],
    isReplaced: isReplaced || question.sets?.known?.[name] !== undefined,
  }
}

function layDown(answer: Answer): readonly {
  readonly name: string
  readonly value: Scalar | readonly string[]
  readonly question: Question
}[] {
  const question = questionOf(answer.question)
  return settingsOf(question, answer).flatMap((settings) =>
    Object.entries(settings).map(([name, value]) => ({ name, value, question })),
  )
}

/** The shape that the classifier reads: dotted names as objects within. */
export function toFactsObject(facts: FactSheet): Readonly<Record<string, unknown>> {
  const object: Record<string, unknown> = {}
  for (const [name, value] of facts) {
    const [head = '', member] = name.split('.')
    if (member === undefined) object[name] = value
    else object[head] = { ...(object[head] as object | undefined), [member]: value }
  }
  return object
}

/** Dotted names of an object as it stands in a profile or a facts file; members that are not plain values are left out. */
export function toFactSheet(object: Readonly<Record<string, unknown>>): FactSheet {
  return new Map(
    Object.entries(object).flatMap(([name, value]): (readonly [string, Scalar | readonly string[]])[] => {
      if (isPlain(value)) return [[name, value]]
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
      return Object.entries(value).flatMap(([member, inner]: [string, unknown]) =>
        isPlain(inner) ? [[`${name}.${member}`, inner] as const] : [],
      )
    }),
  )
}

/** Every setting that an answer lays down, in order. */
function settingsOf(question: Question, { value }: Answer): readonly FactSettings[] {
  const { sets = {} } = question
  switch (value.kind) {
    case 'scale':
      return [{ yes: sets.yes, no: sets.no, partial: undefined, unknown: undefined }[value.value] ?? {}]
    case 'na':
      return []
    case 'date':
      return sets.date === undefined ? [] : [{ [sets.date]: value.date }]
    case 'choice':
      return [sets.known ?? {}, ...settingsOfOptions(question, [value.option])]
    case 'choices':
      return [sets.known ?? {}, ...settingsOfOptions(question, value.options)]
    default:
      return value satisfies never
  }
}

function settingsOfOptions({ options }: Question, chosen: readonly string[]): readonly FactSettings[] {
  return options.filter((option) => chosen.includes(option.id)).map((option) => option.sets ?? {})
}

/** Values of a list that this question decides about. */
function ownValues(question: Question, name: string): readonly string[] {
  const settings = [question.sets?.yes, question.sets?.no, ...question.options.map((option) => option.sets)]
  return settings.flatMap((one) => {
    const value = one?.[name]
    return isList(value) ? value : []
  })
}

function isList(value: Scalar | readonly string[] | undefined): value is readonly string[] {
  return Array.isArray(value)
}

function isPlain(value: unknown): value is Scalar | readonly string[] {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string')
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
