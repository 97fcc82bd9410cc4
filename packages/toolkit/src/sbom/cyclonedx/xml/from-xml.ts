/** Elements of CycloneDX XML as the JSON tree of the same version; what has no place there is counted. */
import type { LossTally } from '../document/tally.ts'
import type { XmlNode } from './element.ts'
import { lookUp, type TypeLookup, type XmlMember } from './lookup.ts'
import { isScalar, type ItemKind, type Scalar, type SpecialForm, type TypeName } from './table-forms.ts'

export type Tree = Record<string, unknown>

export interface XmlReading {
  readonly tally: LossTally
  /** The line of each object that was made. */
  readonly lines: WeakMap<object, number>
  readonly isOwn: (uri: string) => boolean
  /** Members that XML says in another shape; one list or one value. */
  readonly special: (node: XmlNode, special: SpecialForm, reading: XmlReading) => unknown
}

const foreign = {
  kind: 'left-out',
  reason: 'CycloneDX JSON has no place for this part of the XML.',
} as const

export function lose(reading: XmlReading, where: string): void {
  reading.tally.add(where, foreign)
}

/** Depth is bounded by `readXml`. */
export function readObject(node: XmlNode, type: TypeName, reading: XmlReading): Tree {
  const lookup = lookUp(type)
  const tree: Tree = {}
  reading.lines.set(tree, node.line)
  readAttributes(node, { lookup, tree, reading })
  for (const child of node.children) {
    const member = reading.isOwn(child.uri) ? lookup.elements.get(child.name) : undefined
    if (member === undefined) lose(reading, placeOf(node, child))
    else readMember(child, { member, tree, reading, parent: node })
  }
  const { content } = lookup
  if (content?.form.form === 'content') tree[content.json] = toScalar(node.text, content.form.scalar)
  else if (node.text.trim() !== '') lose(reading, `${node.name}/text()`)
  return tree
}

/** Attributes of other namespaces say where a schema is or in which language a text is: they are counted. */
function readAttributes(
  node: XmlNode,
  { lookup, tree, reading }: { lookup: TypeLookup; tree: Tree; reading: XmlReading },
): void {
  for (const [name, value] of Object.entries(node.attributes)) {
    const member = lookup.attributes.get(name)
    if (member?.form.form === 'attribute') tree[member.json] = toScalar(value, member.form.scalar)
    else if (!name.startsWith(schemaInstance)) lose(reading, `${node.name}/@${name.slice(0, 60)}`)
  }
}

const schemaInstance = '{http://www.w3.org/2001/XMLSchema-instance}'

interface MemberPlace {
  readonly member: XmlMember
  readonly tree: Tree
  readonly reading: XmlReading
  readonly parent: XmlNode
}

function readMember(node: XmlNode, { member, tree, reading, parent }: MemberPlace): void {
  const { json, form } = member
  switch (form.form) {
    case 'attribute':
    case 'content':
      return
    case 'element':
      if (Object.hasOwn(tree, json)) lose(reading, placeOf(parent, node))
      else tree[json] = readValue(node, form.of, reading)
      return
    case 'repeated':
      append(tree, json, [readValue(node, form.of, reading)])
      return
    case 'wrapped':
      append(tree, json, readItems(node, form, reading))
      return
    case 'references':
      append(tree, json, readReferences(node, form.item, reading))
      return
    case 'special': {
      const value = reading.special(node, form.special, reading)
      if (Array.isArray(value)) append(tree, json, value)
      else if (Object.hasOwn(tree, json)) lose(reading, placeOf(parent, node))
      else tree[json] = value
      return
    }
    default:
      form satisfies never
  }
}

function append(tree: Tree, json: string, items: readonly unknown[]): void {
  const known = tree[json]
  if (Array.isArray(known)) for (const item of items) known.push(item)
  else tree[json] = [...items]
}

export function readValue(node: XmlNode, of: ItemKind, reading: XmlReading): unknown {
  if (!isScalar(of)) return readObject(node, of, reading)
  for (const name of Object.keys(node.attributes)) lose(reading, `${node.name}/@${name.slice(0, 60)}`)
  for (const child of node.children) lose(reading, placeOf(node, child))
  return toScalar(node.text, of)
}

function readItems(
  node: XmlNode,
  { item, of }: { item: string; of: ItemKind },
  reading: XmlReading,
): readonly unknown[] {
  return itemsOf(node, [item], reading).map((child) => readValue(child, of, reading))
}

/** Children of those names; others are counted. */
export function itemsOf(node: XmlNode, names: readonly string[], reading: XmlReading): readonly XmlNode[] {
  return node.children.filter((child) => {
    const isItem = reading.isOwn(child.uri) && names.includes(child.name)
    if (!isItem) lose(reading, placeOf(node, child))
    return isItem
  })
}

function readReferences(node: XmlNode, item: string, reading: XmlReading): readonly string[] {
  return itemsOf(node, [item], reading).flatMap((child) => child.attributes.ref ?? [])
}

function placeOf(parent: XmlNode, child: XmlNode): string {
  return `${parent.name}/${child.name.slice(0, 60)}`
}

/** White space around numbers, dates and words is no part of them (XML Schema, part 2, "whiteSpace"). */
export function toScalar(text: string, scalar: Scalar): unknown {
  switch (scalar) {
    case 'text':
      return text
    case 'line':
      return /[\t\n\r]/.test(text) ? text.replaceAll(/[\t\n\r]+/g, ' ').trim() : text
    case 'token':
      return text.trim()
    case 'integer':
      return /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : text
    case 'number':
      return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(text) ? Number(text) : text
    case 'flag':
      return flags.get(text.trim()) ?? text
    default:
      return scalar satisfies never
  }
}

const flags: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
])
