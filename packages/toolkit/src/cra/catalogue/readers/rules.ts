/** Readers of `rules/*.json`: how facts answer the scope tree, give a role, open a route, and which notes belong to a result. */
import type { Condition } from '../../questionnaire/types.ts'
import {
  complain,
  day,
  figure,
  flag,
  list,
  oneOf,
  orNull,
  type Place,
  type Read,
  shape,
  text,
  texts,
  textsByName,
} from './shape.ts'

/** A tree over names of facts (`foss.source_public`) and of results (`result.class`); which names exist is tested. */
export const condition: Read<Condition> = (value, at) => {
  const [entry, ...more] = Object.entries((typeof value === 'object' ? value : undefined) ?? {})
  if (entry !== undefined && more.length === 0 && isOperation(entry[0], entry[1], at)) {
    return value as Condition
  }
  complain(at, 'one operation of a rule')
  return { any: [] }
}

function isOperation(operator: string, operand: unknown, at: Place): boolean {
  const below: Place = { path: `${at.path}.${operator}`, problems: at.problems }
  switch (operator) {
    case 'all':
    case 'any':
      list(condition)(operand, below)
      return true
    case 'not':
      condition(operand, below)
      return true
    case 'filled':
      return typeof operand === 'string'
    default:
      return isPair(operand) && (comparisons.get(operator)?.(operand[1]) ?? false)
  }
}

/** What may stand beside the term. */
const comparisons: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['eq', (value) => typeof value !== 'object'],
  ['has', (value) => typeof value === 'string'],
  ['in', (value) => Array.isArray(value)],
  ['atLeast', (value) => typeof value === 'number'],
  ['atMost', (value) => typeof value === 'number'],
])

function isPair(value: unknown): value is readonly [string, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string'
}

export const scopeAnswers = list(shape({ node: text, yes: condition }))

export const roleRules = shape({
  /** The first that holds decides. */
  rules: list(
    shape({
      id: text,
      when: condition,
      role: oneOf(['manufacturer', 'importer', 'distributor', 'authorised_representative', 'none']),
      /** Id of the catalogue's role whose test is met. */
      basis: text,
      ref: text,
      /** Obligations that come with the rule. */
      adds: texts,
      verification: text,
    }),
  ),
  /** A free edition beside a paid one is a product of its own, without these ways of earning. */
  secondEdition: shape({ when: condition, without: texts, ref: text, verification: text }),
  allEconomicOperators: texts,
  /** Steward tier by kind of support. */
  tiers: textsByName,
})

export const transition = shape({
  fullFrom: day,
  ref: text,
  verification: text,
  /** Duties that products placed earlier have too. */
  keptForEarlierProducts: texts,
  /** Hardware: each unit has its own date of placing. */
  eachUnitCounts: condition,
  /** Dates of the catalogue that belong to a result. */
  shownDates: list(shape({ date: day, when: condition })),
})

export const obligationConditions = list(shape({ obligation: text, when: condition }))

export const reliefs = list(shape({ id: text, when: condition, ref: text, verification: text }))

export const routeRules = shape({
  /** Days after the catalogue's date for which "not available today" is still said. */
  validDays: figure,
  /** Exceptions from `availableToday` of a procedure: in one row, because of one status, or before one date. */
  availability: list(
    shape(
      { id: text, route: text, available: orNull(flag), ref: text, verification: text },
      { row: text, status: text, before: day },
    ),
  ),
  /** Procedures of other acts. */
  otherProcedures: list(
    shape({ id: text, ref: text, available: orNull(flag), verification: text }, { before: day }),
  ),
  /** Rows that wait for an act, with the status that says so. */
  notInForce: list(shape({ row: text, status: text })),
  /** Art. 12(3): where the AI Act asks for internal control only, these rows come back. */
  backToClassWithInternalControl: texts,
  publicDocumentation: condition,
})

export const notes = list(
  shape(
    {
      id: text,
      shown: oneOf(['classification', 'evidence', 'reporting']),
      when: condition,
      ref: text,
      verification: text,
    },
    /** Number of the open point that it settles. */
    { point: figure },
  ),
)

export type RoleRule = ReturnType<typeof roleRules>['rules'][number]
