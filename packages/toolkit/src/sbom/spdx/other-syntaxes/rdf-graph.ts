/** RDF/XML as a graph of nodes: typed nodes, properties, `rdf:about`, `rdf:resource`, `rdf:nodeID`, `rdf:parseType`. */
import type { XmlNode } from '../../cyclonedx/xml/element.ts'
import type { Spdx2Note } from '../syntax.ts'

export const rdfUri = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'

export type RdfValue =
  | { readonly kind: 'literal'; readonly text: string; readonly line: number }
  | { readonly kind: 'node'; readonly id: string; readonly line: number }

export interface RdfNode {
  /** Address, or a name of our own for a blank node. */
  readonly id: string
  /** Local name of its class; empty where it has none. */
  type: string
  readonly line: number
  /** By local name, in the order of the text. */
  readonly properties: Map<string, RdfValue[]>
}

export interface RdfGraph {
  /** In the order in which they begin. */
  readonly nodes: ReadonlyMap<string, RdfNode>
  readonly notes: readonly Spdx2Note[]
}

interface Reading {
  readonly nodes: Map<string, RdfNode>
  readonly notes: Spdx2Note[]
}

/** Names of other vocabularies say nothing to SPDX. */
const namespaces: ReadonlySet<string> = new Set([
  'http://spdx.org/rdf/terms#',
  'http://www.w3.org/2000/01/rdf-schema#',
  'http://usefulinc.com/ns/doap#',
  'http://www.w3.org/2009/pointers#',
])

/** The caller has bounded nesting; each element is looked at once. */
export function readRdf(root: XmlNode): RdfGraph {
  const reading: Reading = { nodes: new Map(), notes: [] }
  for (const child of root.children) readNode(reading, child)
  return reading
}

function readNode(reading: Reading, element: XmlNode): string {
  const id = idOf(element) ?? `_:blank ${reading.nodes.size}`
  const node = nodeAt(reading, id, element.line)
  if (element.uri !== rdfUri || element.name !== 'Description')
    node.type = node.type === '' ? element.name : node.type
  for (const [name, text] of Object.entries(element.attributes)) {
    const [uri, local] = splitName(name)
    if (namespaces.has(uri)) add(node, local, { kind: 'literal', text, line: element.line })
  }
  for (const child of element.children) readProperty(reading, node, child)
  return id
}

function nodeAt({ nodes }: Reading, id: string, line: number): RdfNode {
  const known = nodes.get(id)
  if (known !== undefined) return known
  const node: RdfNode = { id, type: '', line, properties: new Map() }
  nodes.set(id, node)
  return node
}

function idOf({ attributes }: XmlNode): string | undefined {
  const [about, nodeId] = [attributes[`{${rdfUri}}about`], attributes[`{${rdfUri}}nodeID`]]
  return about ?? (nodeId === undefined ? undefined : `_:${nodeId}`)
}

function splitName(name: string): readonly [uri: string, local: string] {
  const end = name.startsWith('{') ? name.indexOf('}') : -1
  return end < 0 ? ['', name] : [name.slice(1, end), name.slice(end + 1)]
}

function readProperty(reading: Reading, node: RdfNode, element: XmlNode): void {
  const { name, uri, line, attributes } = element
  if (uri === rdfUri && name === 'type') {
    const type = attributes[`{${rdfUri}}resource`] ?? ''
    if (node.type === '') node.type = type.slice(type.lastIndexOf('#') + 1)
  } else if (!namespaces.has(uri)) {
    note(reading, line, `${name.slice(0, 60)} is no word of SPDX; it is not read`)
  } else for (const value of readValues(reading, element)) add(node, name, value)
}

function readValues(reading: Reading, element: XmlNode): readonly RdfValue[] {
  const { line, attributes, children } = element
  const nodeId = attributes[`{${rdfUri}}nodeID`]
  const target = attributes[`{${rdfUri}}resource`] ?? (nodeId === undefined ? undefined : `_:${nodeId}`)
  if (target !== undefined) return [{ kind: 'node', id: target, line }]
  const parseType = attributes[`{${rdfUri}}parseType`]
  if (parseType === 'Resource') return [{ kind: 'node', id: readNameless(reading, element), line }]
  if (parseType !== undefined) {
    note(reading, line, `rdf:parseType ${parseType.slice(0, 60)} is not read`)
    return []
  }
  if (children.length === 0) return [{ kind: 'literal', text: element.text, line }]
  return children.map((child) => ({ kind: 'node', id: readNode(reading, child), line: child.line }))
}

function readNameless(reading: Reading, element: XmlNode): string {
  const node = nodeAt(reading, `_:blank ${reading.nodes.size}`, element.line)
  for (const child of element.children) readProperty(reading, node, child)
  return node.id
}

function add({ properties }: RdfNode, name: string, value: RdfValue): void {
  const list = properties.get(name)
  if (list === undefined) properties.set(name, [value])
  else list.push(value)
}

const maxNotes = 100

function note({ notes }: Reading, line: number, message: string): void {
  if (notes.length < maxNotes) notes.push({ line, message })
}
