/** One value that a schema of the table accepts: what is required and no more, with given values for the names that have one. */
import type { RouteShape } from '@occtet/contract/api'
import * as z from 'zod/mini'

interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly prefixItems?: readonly JsonSchema[]
  readonly minItems?: number
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly minLength?: number
  readonly pattern?: string
}

type Schema = NonNullable<RouteShape['body']>
type Given = Readonly<Record<string, string>>

/** Throws where nothing that it tries is accepted: then a form of text is missing in `texts`. */
export function sampleOf(schema: Schema, given: Given = {}): unknown {
  const value = sample(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema, given)
  const parsed = schema.safeParse(value)
  if (parsed.success) return value
  throw new Error(`no sample: ${JSON.stringify(value)}: ${parsed.error.message}`)
}

/** Query and body of a request that gets past the schemas of its route. */
export function sampleRequest(route: RouteShape, given: Given = {}): { query: string; body: unknown } {
  const query = route.query === undefined ? {} : (sampleOf(route.query, given) as Record<string, string>)
  const text = new URLSearchParams(query).toString()
  const upload = route.upload === undefined ? undefined : new TextEncoder().encode('{}')
  return {
    query: text === '' ? '' : `?${text}`,
    body: route.body === undefined ? upload : sampleOf(route.body, given),
  }
}

function sample(schema: JsonSchema, given: Given, name = ''): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const either = schema.anyOf ?? schema.oneOf
  if (either !== undefined) return sample(either[0] ?? {}, given, name)
  switch (Array.isArray(schema.type) ? (schema.type as readonly string[])[0] : schema.type) {
    case 'object':
      return sampleObject(schema, given)
    case 'array':
      return sampleArray(schema, given, name)
    case 'string':
      return sampleText(schema, given[name])
    case 'integer':
    case 'number':
      return Math.max(
        schema.minimum ?? 0,
        schema.exclusiveMinimum === undefined ? 0 : schema.exclusiveMinimum + 1,
      )
    case 'boolean':
      return false
    case 'null':
      return null
    case undefined:
    default:
      return {}
  }
}

function sampleObject({ properties = {}, required = [] }: JsonSchema, given: Given): unknown {
  const names = Object.keys(properties).filter((name) => required.includes(name) || name in given)
  return Object.fromEntries(names.map((name) => [name, sample(properties[name] ?? {}, given, name)]))
}

function sampleArray({ items, prefixItems, minItems = 0 }: JsonSchema, given: Given, name: string): unknown {
  if (prefixItems !== undefined) return prefixItems.map((item) => sample(item, given, name))
  // One at least, so that what stands in it is looked at.
  return Array.from({ length: Math.max(1, minItems) }, () => sample(items ?? {}, given, name))
}

const texts = [
  'word',
  '2026-12-31',
  '2026-12-31T12:00:00Z',
  '2026-12',
  '12:00',
  'pkg:npm/lodash@4.17.20',
  'https://example.org/x',
  'mailto:a@example.org',
  'a@example.org',
  'example.org',
  '123456',
  'a long enough pass phrase',
  'A'.repeat(43),
  'ab'.repeat(32),
  'x.json',
  '1',
  '/folder',
]

function sampleText({ pattern, allOf = [], minLength = 0 }: JsonSchema, given: string | undefined): string {
  const patterns = [pattern, ...allOf.map((one) => one.pattern)].flatMap((one) => one ?? [])
  const fits = (text: string): boolean =>
    text.length >= minLength && patterns.every((one) => new RegExp(one, 'u').test(text))
  return [given ?? 'word', ...texts].find(fits) ?? 'word'
}
