/** The graph of an SPDX 2 RDF document as the tree of the JSON syntax (SPDX 2.3, annex C). */
import { err, type JsonError, type JsonPath, ok, type Result } from '../../../base/index.ts'
import type { XmlNode } from '../../cyclonedx/xml/element.ts'
import { createLineMap, type LineMap } from '../line-map.ts'
import type { Spdx2Document, Spdx2Note } from '../syntax.ts'
import { type RdfGraph, type RdfNode, type RdfValue, readRdf } from './rdf-graph.ts'
import { createLicenseWriter } from './rdf-licenses.ts'
import { type Member, members, toWord } from './rdf-members.ts'
import { toTyped } from './shapes.ts'

export interface RdfReading {
  readonly graph: RdfGraph
  /** Address of the document without its fragment. */
  readonly namespace: string
  /** From the address of another document to its DocumentRef. */
  readonly externals: ReadonlyMap<string, string>
  readonly lines: LineMap
  readonly notes: Spdx2Note[]
  readonly relationships: unknown[]
  readonly licenseOf: (value: RdfValue) => string | undefined
}

export function readSpdxRdf(root: XmlNode): Result<Spdx2Document, JsonError> {
  const graph = readRdf(root)
  const nodes = [...graph.nodes.values()]
  const document = nodes.find(({ type }) => type === 'SpdxDocument')
  if (document === undefined) {
    const message = 'expected a node of the class SpdxDocument, found none'
    return err({ code: 'SYNTAX_INVALID', line: root.line, message })
  }
  const [namespace = ''] = document.id.split('#')
  const reading: RdfReading = {
    graph,
    namespace,
    externals: readExternals(graph),
    lines: createLineMap(),
    notes: [...graph.notes],
    relationships: [],
    licenseOf: createLicenseWriter(graph),
  }
  const tree: Record<string, unknown> = { ...toTable(reading, document, []), documentNamespace: namespace }
  for (const [type, list] of [
    ['Package', 'packages'],
    ['File', 'files'],
    ['Snippet', 'snippets'],
  ] as const) {
    const found = nodes.filter((node) => node.type === type)
    if (found.length > 0) tree[list] = found.map((node, at) => toTable(reading, node, [list, at]))
  }
  if (reading.relationships.length > 0) tree['relationships'] = reading.relationships
  return ok({ value: tree, lineOf: reading.lines.lineOf, duplicates: [], notes: reading.notes })
}

function readExternals({ nodes }: RdfGraph): ReadonlyMap<string, string> {
  const entries: (readonly [string, string])[] = []
  for (const { id, type, properties } of nodes.values()) {
    const [stated] = properties.get('externalDocumentId') ?? []
    const [address] = properties.get('spdxDocument') ?? []
    const name = stated?.kind === 'literal' ? stated.text : id.slice(id.indexOf('#') + 1)
    if (type === 'ExternalDocumentRef' && address?.kind === 'node') entries.push([address.id, name])
  }
  return new Map(entries)
}

const elementTypes: ReadonlySet<string> = new Set(['SpdxDocument', 'Package', 'File', 'Snippet'])

/** Where the property is absent (2.2), the address of the node says it. */
const namedMembers: ReadonlyMap<string, string> = new Map([
  ['ExtractedLicensingInfo', 'licenseId'],
  ['ExternalDocumentRef', 'externalDocumentId'],
])

/** Objects lie within others at most four deep, by the table of members: circles of nodes are never followed. */
function toTable(reading: RdfReading, node: RdfNode, path: JsonPath): Readonly<Record<string, unknown>> {
  reading.lines.note(path, node.line)
  const table: Record<string, unknown> = {}
  if (elementTypes.has(node.type) && !node.id.startsWith('_:')) table['SPDXID'] = toId(reading, node.id)
  const named = namedMembers.get(node.type)
  if (named !== undefined) table[named] = node.id.slice(node.id.indexOf('#') + 1)
  for (const [name, values] of node.properties) {
    if (name === 'relationship') {
      for (const value of values) addRelationship(reading, node, value)
      continue
    }
    const member = members(node.type).get(name)
    if (member === undefined) {
      const message = `${name.slice(0, 60)} is no property of ${node.type.slice(0, 60)}; it is not read`
      if (values[0] !== undefined) reading.notes.push({ line: values[0].line, message })
    } else if (member.kind !== 'skip') fill(reading, { table, path }, { member, values })
  }
  return table
}

function fill(
  reading: RdfReading,
  { table, path }: { readonly table: Record<string, unknown>; readonly path: JsonPath },
  { member, values }: { readonly member: Member; readonly values: readonly RdfValue[] },
): void {
  const { key, isList } = member
  const known = table[key]
  const list: unknown[] = Array.isArray(known) ? (known as unknown[]) : []
  for (const value of values) {
    const place = isList ? [...path, key, list.length] : [...path, key]
    reading.lines.note(place, value.line)
    list.push(toValue(reading, value, { member, place }))
  }
  if (isList) table[key] = list
  else {
    table[key] = list[list.length - 1]
    if (list.length > 1)
      reading.notes.push({
        line: values[1]?.line ?? 1,
        message: `${key} stands more than once; the last one counts`,
      })
  }
}

function toValue(
  reading: RdfReading,
  value: RdfValue,
  { member, place }: { readonly member: Member; readonly place: JsonPath },
): unknown {
  const { kind, key } = member
  if (kind === 'license') return reading.licenseOf(value) ?? ''
  if (kind === 'object') {
    const node = value.kind === 'node' ? reading.graph.nodes.get(value.id) : undefined
    return node === undefined ? {} : toTable(reading, node, place)
  }
  if (value.kind === 'literal') return kind === 'text' ? toTyped(key, value.text) : value.text
  if (kind === 'id') return toId(reading, value.id)
  return kind === 'address' ? value.id : toWord(value.id)
}

/** The fragment of an address of this document; with its DocumentRef of another one. */
function toId({ namespace, externals }: RdfReading, address: string): string {
  const word = toWord(address)
  if (word === 'NONE' || word === 'NOASSERTION') return word
  const hash = address.indexOf('#')
  if (hash < 0) return address
  const [start, fragment] = [address.slice(0, hash), address.slice(hash + 1)]
  if (start === namespace) return fragment
  const external = externals.get(start)
  return external === undefined ? address : `${external}:${fragment}`
}

function addRelationship(reading: RdfReading, from: RdfNode, value: RdfValue): void {
  const node = value.kind === 'node' ? reading.graph.nodes.get(value.id) : undefined
  const target = (name: string): string | undefined => {
    const [found] = node?.properties.get(name) ?? []
    return found?.kind === 'node' ? found.id : undefined
  }
  const [type, to] = [target('relationshipType'), target('relatedSpdxElement')]
  const [comment] = node?.properties.get('comment') ?? []
  if (type === undefined || to === undefined) {
    const message = 'expected a relationship with its type and its other end; it is not read'
    reading.notes.push({ line: value.line, message })
    return
  }
  reading.lines.note(['relationships', reading.relationships.length], value.line)
  reading.relationships.push({
    spdxElementId: toId(reading, from.id),
    relationshipType: toWord(type),
    relatedSpdxElement: toId(reading, to),
    ...(comment?.kind === 'literal' && { comment: comment.text }),
  })
}
