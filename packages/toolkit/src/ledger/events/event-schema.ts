/** The JSON Schema (draft 2020-12) of each type's data, made from the same table as the checks. */
import type { Field, Members } from './types/fields.ts'
import { findEventType } from './types/index.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

/** Undefined for an unknown type. Calendar rules of times and days go beyond what a schema can say. */
export function eventDataSchema(type: string): JsonSchema | undefined {
  const known = findEventType(type)
  if (known === undefined) return undefined
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:occtet:schema:ledger-event:${type}:1`,
    title: type,
    ...membersSchema(known.data),
  }
}

function membersSchema(members: Members): JsonSchema {
  const entries = Object.entries(members)
  const required = entries.filter(([, { isRequired }]) => isRequired).map(([name]) => name)
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, { field }]) => [name, fieldSchema(field)])),
    required,
    additionalProperties: false,
  }
}

function fieldSchema(field: Field): JsonSchema {
  switch (field.kind) {
    case 'text':
      return { type: 'string', minLength: 1, maxLength: field.max }
    case 'choice':
      return { type: 'string', enum: field.values }
    case 'count':
      return { type: 'integer', minimum: 0, maximum: field.max }
    case 'flag':
      return { type: 'boolean' }
    case 'sha256':
      return { type: 'string', pattern: '^[0-9a-f]{64}$' }
    case 'time':
      return {
        type: 'string',
        pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$',
      }
    case 'day':
      return { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }
    case 'event':
      return { type: 'string', pattern: '^[0-7][0-9A-HJKMNP-TV-Z]{25}$' }
    case 'base64':
      return {
        type: 'string',
        minLength: 1,
        maxLength: field.max,
        pattern: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
      }
    case 'list':
      return { type: 'array', maxItems: field.max, items: fieldSchema(field.of) }
    case 'object':
      return membersSchema(field.members)
    default:
      return field satisfies never
  }
}
