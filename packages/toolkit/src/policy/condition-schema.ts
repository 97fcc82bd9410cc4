/** JSON Schema of conditions, made from the table of facts. */
import { type FactSpec, factTable } from './fact-table.ts'

type Schema = Readonly<Record<string, unknown>>

/** One definition for conditions of all subjects: which facts a subject has is checked by the reader, not here. */
export function conditionDefinitions(): Readonly<Record<string, Schema>> {
  const self = { $ref: '#/$defs/condition' }
  const facts = new Map<string, Schema>()
  for (const [name, spec] of Object.values(factTable).flatMap((table) => Object.entries(table)))
    facts.set(name, { description: spec.means, ...schemaOf(spec) })
  return {
    condition: {
      type: 'object',
      minProperties: 1,
      properties: {
        all: { type: 'array', minItems: 1, items: self },
        any: { type: 'array', minItems: 1, items: self },
        not: self,
        ...Object.fromEntries([...facts].sort(([a], [b]) => (a < b ? -1 : 1))),
      },
      additionalProperties: false,
    },
  }
}

function schemaOf({ type }: FactSpec): Schema {
  const known = { enum: ['known', 'unknown'] }
  switch (type.kind) {
    case 'flag':
      return { anyOf: [{ type: 'boolean' }, known] }
    case 'choice':
      return { anyOf: [oneOrMore({ enum: type.values }), known] }
    case 'text':
      return oneOrMore({ type: 'string', minLength: 1 })
    case 'number':
      return { anyOf: [comparison, known] }
    case 'license':
      return { anyOf: [licenseQuestion, known] }
    default:
      return type satisfies never
  }
}

function oneOrMore(item: Schema): Schema {
  return { anyOf: [item, { type: 'array', minItems: 1, items: item }] }
}

const number = { type: 'number' }

const comparison: Schema = {
  type: 'object',
  minProperties: 1,
  properties: { above: number, atLeast: number, below: number, atMost: number },
  additionalProperties: false,
}

const ids = oneOrMore({ type: 'string', minLength: 1 })

const licenseQuestion: Schema = {
  type: 'object',
  minProperties: 1,
  maxProperties: 1,
  properties: { within: ids, names: ids },
  additionalProperties: false,
}
