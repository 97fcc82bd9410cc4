/** The JSON tree of CycloneDX as XML; members without a place there are counted. */
import { asFields, type Fields } from '../../read/values.ts'
import { lookUp, type TypeLookup, type XmlMember } from './lookup.ts'
import { isScalar, type ItemKind, type SpecialForm, type TypeName } from './table-forms.ts'
import type { XmlAttributes, XmlWriter } from './writer.ts'

const noPlace = { kind: 'left-out', reason: 'CycloneDX XML has no place for this.' } as const

/** Where a member of another shape is written. */
export interface SpecialPlace {
  readonly special: SpecialForm
  readonly writer: TreeWriter
  /** Names the member where it is lost. */
  readonly where: string
}

/** A writer that knows the members that XML says in another shape. */
export interface TreeWriter extends XmlWriter {
  readonly special: (name: string, value: unknown, place: SpecialPlace) => void
}

interface ElementOptions {
  readonly type: TypeName
  readonly writer: TreeWriter
  /** Members that stand elsewhere. */
  readonly besides?: ReadonlySet<string>
  readonly attributes?: XmlAttributes
  /** Written first of what is in the element. */
  readonly head?: () => void
}

/** Depth is that of the tree, which its reader bounded. */
export function writeObject(name: string, fields: Fields, options: ElementOptions): void {
  const { type, writer, head } = options
  const lookup = lookUp(type)
  countUnknown(fields, lookup, options)
  const attributes = [...(options.attributes ?? []), ...attributesOf(fields, lookup, writer)]
  if (lookup.content !== undefined) {
    writer.leaf(name, toText(fields[lookup.content.json]), attributes)
    return
  }
  const members = lookup.members.filter(({ json, form }) => form.form !== 'attribute' && has(fields, json))
  if (members.length === 0 && head === undefined) {
    writer.empty(name, attributes)
    return
  }
  writer.open(name, attributes)
  head?.()
  for (const member of members) writeMember(fields[member.json], { member, type, writer })
  writer.close(name)
}

function has(fields: Fields, key: string): boolean {
  return Object.hasOwn(fields, key) && fields[key] !== undefined
}

function countUnknown(
  fields: Fields,
  { names }: TypeLookup,
  { type, writer, besides }: ElementOptions,
): void {
  for (const key of Object.keys(fields)) {
    const isKnown = names.has(key) || besides?.has(key) === true
    if (!isKnown && fields[key] !== undefined) lose(writer, `${type}.${key.slice(0, 60)}`)
  }
}

export function lose(writer: TreeWriter, where: string, count = 1): void {
  writer.tally.add(where, { ...noPlace, count })
}

function attributesOf(fields: Fields, { attributes }: TypeLookup, writer: TreeWriter): XmlAttributes {
  return [...attributes].flatMap(([name, { json }]) => {
    const value = Object.hasOwn(fields, json) ? fields[json] : undefined
    if (value === undefined) return []
    if (isPlain(value)) return [[name, toText(value)] as const]
    lose(writer, json)
    return []
  })
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

export function toText(value: unknown): string {
  return isPlain(value) ? formatPlain(value) : ''
}

/** xs:decimal and xs:integer know no exponent. */
function formatPlain(value: string | number | boolean): string {
  const text = String(value)
  const parts = typeof value === 'number' ? /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) : null
  if (parts === null) return text
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
  const shift = Number(exponent)
  const digits = whole + fraction
  return shift < 0
    ? `${sign}0.${'0'.repeat(-shift - 1)}${digits}`
    : `${sign}${digits}${'0'.repeat(shift - fraction.length)}`
}

interface MemberPlace {
  readonly member: XmlMember
  readonly type: TypeName
  readonly writer: TreeWriter
}

function writeMember(value: unknown, { member, type, writer }: MemberPlace): void {
  const { json, form } = member
  switch (form.form) {
    case 'attribute':
    case 'content':
      return
    case 'element':
      writeValue(form.xml, value, { of: form.of, writer })
      return
    case 'repeated':
      for (const item of asList(value)) writeValue(form.xml, item, { of: form.of, writer })
      return
    case 'wrapped':
      writeWrapped(form.xml, asList(value), { ...form, writer })
      return
    case 'references':
      writeReferences(form.xml, asList(value), { item: form.item, writer })
      return
    case 'special':
      writer.special(form.xml, value, { special: form.special, writer, where: `${type}.${json}` })
      return
    default:
      form satisfies never
  }
}

/** One object where a list is allowed is a list of one. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value]
}

export function writeValue(
  name: string,
  value: unknown,
  { of, writer }: { of: ItemKind; writer: TreeWriter },
): void {
  const fields = asFields(value)
  if (isScalar(of)) {
    if (isPlain(value)) writer.leaf(name, toText(value))
    else lose(writer, name)
  } else if (fields === undefined) lose(writer, name)
  else writeObject(name, fields, { type: of, writer })
}

export function writeWrapped(
  name: string,
  items: readonly unknown[],
  { item, of, writer }: { item: string; of: ItemKind; writer: TreeWriter },
): void {
  if (items.length === 0) {
    writer.empty(name)
    return
  }
  writer.open(name)
  for (const value of items) writeValue(item, value, { of, writer })
  writer.close(name)
}

function writeReferences(
  name: string,
  items: readonly unknown[],
  { item, writer }: { item: string; writer: TreeWriter },
): void {
  if (items.length === 0) {
    writer.empty(name)
    return
  }
  writer.open(name)
  for (const ref of items) writer.empty(item, [['ref', toText(ref)]])
  writer.close(name)
}
