/** Arbitrary CycloneDX trees, made from the official JSON schemas: whatever they allow, someone will write. */
import fc from 'fast-check'
import {
  resolve,
  type SchemaFile,
  type SchemaNode,
  schemaOf,
  type WrittenVersion,
} from '../../../packages/toolkit/src/sbom/cyclonedx/fit/schema.ts'

interface At {
  readonly file: SchemaFile
  /** Levels that are left. */
  readonly depth: number
}

/** Valid mostly, not always: of conditions between members only those are kept that are met by chance. */
export function anyTree(version: WrittenVersion): fc.Arbitrary<Record<string, unknown>> {
  const file = schemaOf(version)
  return anyOf(file.root, { file, depth: 7 }).map((tree) => ({
    ...(tree as Record<string, unknown>),
    bomFormat: 'CycloneDX',
    specVersion: version,
    version: 1,
  }))
}

function anyOf(node: SchemaNode, at: At): fc.Arbitrary<unknown> {
  if (node.$ref !== undefined) {
    const target = resolve(node.$ref, at.file)
    return anyOf(target.node, { ...at, file: target.file })
  }
  if (node.enum !== undefined) return fc.constantFrom(...node.enum.slice(0, 400))
  const branches = (node.oneOf ?? node.anyOf ?? []).filter((branch) => isShape(branch))
  if (branches.length > 0) return fc.oneof(...branches.map((branch) => anyOf(branch, at)))
  const type = typeof node.type === 'string' ? node.type : node.type?.[0]
  if (type === 'array') return anyList(node, at)
  if (type === 'object' || node.properties !== undefined) return anyObject(node, at)
  if (type === 'boolean') return fc.boolean()
  if (type === 'integer') return fc.integer({ min: node.minimum ?? -5, max: node.maximum ?? 2 ** 31 })
  if (type === 'number') return fc.double({ min: node.minimum ?? -10, max: node.maximum ?? 10, noNaN: true })
  return anyText(node)
}

function isShape({ type, properties, $ref, enum: words }: SchemaNode): boolean {
  return type !== undefined || properties !== undefined || $ref !== undefined || words !== undefined
}

function anyList({ items = {} }: SchemaNode, at: At): fc.Arbitrary<unknown> {
  const item = Array.isArray(items) ? (items[0] as SchemaNode) : (items as SchemaNode)
  return at.depth === 0
    ? fc.constant([])
    : fc.array(anyOf(item, { ...at, depth: at.depth - 1 }), { maxLength: 2 })
}

/** Few members of many: a whole component would be a book. */
function anyObject(
  { properties = {}, required = [], oneOf = [], anyOf: any = [] }: SchemaNode,
  at: At,
): fc.Arbitrary<unknown> {
  const names = Object.keys(properties)
  const choice = fc.constantFrom(
    ...[...oneOf, ...any, {}].map((branch) => (branch as SchemaNode).required ?? []),
  )
  const optional =
    at.depth === 0 ? fc.constant([]) : fc.subarray(names, { maxLength: Math.min(4, names.length) })
  return fc.tuple(choice, optional).chain(([chosen, others]) => {
    const kept = new Set([...required, ...chosen, ...others])
    const next = { ...at, depth: Math.max(at.depth - 1, 0) }
    return fc.record(
      Object.fromEntries(
        names.filter((name) => kept.has(name)).map((name) => [name, anyOf(properties[name] ?? {}, next)]),
      ),
    )
  })
}

const texts = fc.oneof(
  fc.constantFrom(
    'a',
    'Acme',
    'a b',
    'línea',
    '𝄞',
    '<&>"\'',
    ']]>',
    '  x  ',
    'x\ty',
    'x\ny',
    'x\r\ny',
    'x\u0001y',
    '\ud800',
  ),
  fc.string({ maxLength: 12 }),
)
const links = fc.constantFrom(
  'https://example.com/a?b=c&d=%20#e',
  '../a/b',
  'urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#a',
  'mailto:a@example.com',
  '::',
  ':',
  'a:b:c',
  '//[',
  '%41',
  'ä',
)
const moments = fc.constantFrom(
  '2024-02-29T12:00:00Z',
  '2024-02-29t12:00:00.123z',
  '2023-01-01T00:00:00+10:00',
  '2016-12-31T23:59:60Z',
  '2016-12-31T23:59:59+23:59',
)

function anyText({ format, pattern, minLength = 0 }: SchemaNode): fc.Arbitrary<unknown> {
  if (pattern !== undefined) return fc.oneof(fc.stringMatching(new RegExp(pattern)), texts)
  if (format === 'date-time') return moments
  if (format === 'date') return fc.constantFrom('2024-02-29', '1999-12-31')
  if (format === 'iri-reference') return links
  if (format === 'idn-email') return fc.constantFrom('a@example.com', 'ü@example.org')
  return texts.filter((text) => text.length >= minLength)
}
