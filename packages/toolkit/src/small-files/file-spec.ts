/** Shapes of the small files in `.occtet/` as data: one description reads them, orders them and gives their JSON schema. */

/** What one place of a file may hold. All scalars are read as text, so that a version `1.10` stays `1.10`. */
export type Spec =
  | { readonly kind: 'text'; readonly form?: TextForm; readonly values?: readonly string[] }
  /** `steps`: a whole number between both, which are allowed. */
  | { readonly kind: 'number'; readonly steps?: readonly [least: number, most: number] }
  | { readonly kind: 'flag' }
  | { readonly kind: 'list'; readonly item: Spec }
  | {
      readonly kind: 'object'
      /** In the order in which they are written. */
      readonly members: Readonly<Record<string, Spec>>
      readonly required?: readonly string[]
    }
  /** Members of any name; `order` comes first, the rest by code unit. */
  | {
      readonly kind: 'map'
      readonly item: Spec
      readonly keys?: readonly string[]
    }
  | { readonly kind: 'either'; readonly specs: readonly Spec[] }
  /** The member `tag`, written first, says which of the objects it is. */
  | { readonly kind: 'variants'; readonly tag: string; readonly of: Readonly<Record<string, ObjectSpec>> }
  /** Left to another reader of the same tree; `schema` is its JSON Schema. */
  | { readonly kind: 'other'; readonly schema: Readonly<Record<string, unknown>> }

export type ObjectSpec = Extract<Spec, { readonly kind: 'object' }>
export type VariantsSpec = Extract<Spec, { readonly kind: 'variants' }>

export type TextForm =
  | 'month'
  | 'day'
  | 'country'
  | 'web-address'
  | 'email'
  | 'product-id'
  | 'time'
  | 'moment'
  | 'sha256'
  | 'package'

export interface TextRule {
  /** Without anchors. */
  readonly pattern: string
  /** End of the sentence "expected …". */
  readonly expected: string
}

export const textForms: Readonly<Record<TextForm, TextRule>> = {
  month: { pattern: '\\d{4}-(?:0[1-9]|1[0-2])', expected: 'a month such as 2033-03' },
  day: {
    pattern: '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])',
    expected: 'a day such as 2026-11-22',
  },
  package: {
    pattern: 'pkg:[a-z][a-z0-9.+-]*/[^@?#\\s]+',
    expected: 'a purl without version, such as pkg:npm/left-pad',
  },
  country: { pattern: '[A-Z]{2}', expected: 'a country as two capital letters (ISO 3166-1), such as AT' },
  'web-address': {
    pattern: 'https?://[^\\s]+',
    expected: 'a web address such as https://example.org/security',
  },
  email: { pattern: '[^\\s@]+@[^\\s@]+', expected: 'an e-mail address' },
  'product-id': { pattern: '[A-Za-z0-9][A-Za-z0-9-]{0,99}', expected: 'letters, digits and -, at most 100' },
  time: {
    pattern: '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ',
    expected: 'a time in UTC such as 2028-03-01T09:30:00Z',
  },
  // RFC 3339 section 5.6, in upper case, without leap seconds.
  moment: {
    pattern:
      '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)',
    expected: 'a time with its offset such as 2028-03-01T09:30:00+01:00',
  },
  sha256: { pattern: '[0-9a-f]{64}', expected: 'a SHA-256 as 64 lowercase hexadecimal digits' },
}

export const text: Spec = { kind: 'text' }
export const texts: Spec = { kind: 'list', item: text }

/** JSON Schema (draft 2020-12) of what the file holds. */
export function toJsonSchema(spec: Spec): Readonly<Record<string, unknown>> {
  switch (spec.kind) {
    case 'text':
      return textSchema(spec)
    case 'number':
      return spec.steps === undefined
        ? { type: 'number' }
        : { type: 'integer', minimum: spec.steps[0], maximum: spec.steps[1] }
    case 'flag':
      return { type: 'boolean' }
    case 'list':
      return { type: 'array', items: toJsonSchema(spec.item) }
    case 'map':
      return {
        type: 'object',
        ...(spec.keys === undefined ? {} : { propertyNames: { enum: spec.keys } }),
        additionalProperties: toJsonSchema(spec.item),
      }
    case 'either':
      return { anyOf: spec.specs.map(toJsonSchema) }
    case 'other':
      return spec.schema
    case 'object':
      return objectSchema(spec)
    case 'variants':
      return { oneOf: Object.keys(spec.of).map((name) => objectSchema(variantOf(spec, name))) }
    default:
      return spec satisfies never
  }
}

function textSchema({
  form,
  values,
}: Extract<Spec, { readonly kind: 'text' }>): Readonly<Record<string, unknown>> {
  return {
    type: 'string',
    minLength: 1,
    ...(form === undefined ? {} : { pattern: `^${textForms[form].pattern}$` }),
    ...(values === undefined ? {} : { enum: values }),
  }
}

/** The object with its tag as first member. `name` must be one of the tags. */
export function variantOf({ tag, of }: VariantsSpec, name: string): ObjectSpec {
  const { members = {}, required = [] } = of[name] ?? {}
  return {
    kind: 'object',
    members: { [tag]: { kind: 'text', values: [name] }, ...members },
    required: [tag, ...required],
  }
}

function objectSchema({ members, required }: ObjectSpec): Readonly<Record<string, unknown>> {
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(members).map(([name, member]) => [name, toJsonSchema(member)]),
    ),
    ...(required === undefined ? {} : { required }),
    additionalProperties: false,
  }
}
