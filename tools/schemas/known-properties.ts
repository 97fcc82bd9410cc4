/** From a JSON schema to the bare tree of the properties that it names: what an "additional" one is measured against. */

/** `p`: members by name; `i`: items of a list; `r`: name of a shared part. Neither: anything may stand here. */
export interface KnownShape {
  p?: Record<string, KnownShape>
  i?: KnownShape
  r?: string
}

interface Schema {
  readonly [key: string]: unknown
}

/** By address of the schema without its query; the shape of the root is `''`. */
export function toKnownShapes(
  schemas: ReadonlyMap<string, Schema>,
  root: string,
): Record<string, KnownShape> {
  const shapes: Record<string, KnownShape> = {}
  const visit = (name: string): void => {
    if (name in shapes) return
    const [address = '', pointer = ''] = name.split('#')
    const part = at(schemas.get(address), pointer)
    shapes[name] = {}
    shapes[name] = toShape(part, (reference) => {
      const target = reference.startsWith('#') ? `${address}${reference}` : reference
      visit(target)
      return target
    })
  }
  visit(root)
  const { [root]: top = {}, ...rest } = shapes
  return { '': top, ...rest }
}

function at(schema: Schema | undefined, pointer: string): Schema {
  let found: unknown = schema
  for (const key of pointer.split('/').slice(1)) found = (found as Schema | undefined)?.[key]
  if (typeof found !== 'object' || found === null) throw new Error(`no schema at ${pointer}`)
  return found as Schema
}

function toShape(schema: Schema, refer: (reference: string) => string): KnownShape {
  if (typeof schema['$ref'] === 'string') return { r: refer(schema['$ref']) }
  if (schema['type'] === 'array') return { i: toShape((schema['items'] ?? {}) as Schema, refer) }
  const choices = partsOf(schema).map((part) => toShape(part, refer))
  // The two CVSS 3 schemas name the same members, so one of them stands for both.
  const shared = choices.find(({ r }) => r !== undefined)
  if (shared !== undefined) return shared
  const properties = schema['properties'] as Record<string, Schema> | undefined
  if (properties === undefined && choices.every(({ p }) => p === undefined)) return {}
  if (schema['additionalProperties'] === true) return {}
  const members = Object.entries(properties ?? {}).map(
    ([name, part]) => [name, toShape(part, refer)] as const,
  )
  const ofChoices = choices.flatMap(({ p }) => Object.entries(p ?? {}))
  return { p: Object.fromEntries([...ofChoices, ...members]) }
}

/** Schemas that the same value has to meet, all of them or one. */
function partsOf(schema: Schema): readonly Schema[] {
  return ['allOf', 'anyOf', 'oneOf'].flatMap((key) => (schema[key] ?? []) as readonly Schema[])
}
