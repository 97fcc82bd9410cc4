/** Objects of a document that know where they stand, so that a test can say where it found what. */
import { members, type Shape } from '../shape.ts'

export interface Node {
  /** Own members; none when something else than an object stands there. */
  readonly fields: Shape
  /** JSON Pointer (RFC 6901); empty for the whole document. */
  readonly path: string
}

export interface Text {
  readonly text: string
  /** Ask for it only where something is wrong: it may be put together at each time. */
  readonly path: string
}

/** A class, because a large document has a million of these, and a path is needed for hardly one of them. */
class ListItem implements Text {
  readonly text: string
  readonly #list: Node
  readonly #key: string
  readonly #at: number

  constructor(text: string, place: { readonly list: Node; readonly key: string; readonly at: number }) {
    this.text = text
    this.#list = place.list
    this.#key = place.key
    this.#at = place.at
  }

  get path(): string {
    return `${this.#list.path}/${this.#key}/${this.#at}`
  }
}

export function child(node: Node, key: string): Node {
  return { fields: members(node.fields[key]), path: `${node.path}/${key}` }
}

/** One for each item of the list, whatever it is. */
export function children(node: Node, key: string): readonly Node[] {
  const list = node.fields[key]
  if (!Array.isArray(list)) return []
  return list.map((item, at) => ({ fields: members(item), path: `${node.path}/${key}/${at}` }))
}

/** Undefined for anything but a string; an empty one stays, because some tests ask for it. */
export function text(node: Node, key: string): string | undefined {
  const value = node.fields[key]
  return typeof value === 'string' ? value : undefined
}

/** Empty when the member is no string. */
export function textAt(node: Node, key: string): readonly Text[] {
  const value = text(node, key)
  return value === undefined ? [] : [{ text: value, path: `${node.path}/${key}` }]
}

/** The strings of a list. */
export function texts(node: Node, key: string): readonly Text[] {
  const items = node.fields[key]
  if (!Array.isArray(items)) return []
  const found: Text[] = []
  for (const [at, item] of (items as readonly unknown[]).entries()) {
    if (typeof item === 'string') found.push(new ListItem(item, { list: node, key, at }))
  }
  return found
}

export function has(node: Node, key: string): boolean {
  return Object.hasOwn(node.fields, key) && node.fields[key] !== undefined
}

/** A key as one step of a JSON Pointer. */
export function step(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** Foreign text within a message: short, and in one line. */
export function quote(value: string): string {
  return JSON.stringify(value.length > 120 ? `${value.slice(0, 120)}…` : value)
}
