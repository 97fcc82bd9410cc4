/** Reads the XML syntax of SPDX 2, which has the members of the JSON syntax as elements, and RDF/XML by its root. */
import { err, type JsonError, type JsonPath, ok, type Result } from '../../../base/index.ts'
import { readXml, type XmlNode } from '../../cyclonedx/xml/element.ts'
import { createLineMap, type LineMap } from '../line-map.ts'
import type { Spdx2Document, Spdx2Note } from '../syntax.ts'
import { rdfUri } from './rdf-graph.ts'
import { readSpdxRdf } from './rdf.ts'
import { listMembers, toTyped } from './shapes.ts'

/** Untrusted text: no document type, no entities, bounded nesting. */
export function readSpdxXml(text: string): Result<Spdx2Document, JsonError> {
  const opened = readXml(text)
  if (!opened.ok) return err({ ...opened.error, code: toCode(opened.error.code) })
  const root = opened.value
  if (root.uri === rdfUri && root.name === 'RDF') return readSpdxRdf(root)
  if (root.name !== 'Document') {
    const message = `expected the element Document or rdf:RDF, found ${root.name.slice(0, 60)}`
    return err({ code: 'SYNTAX_INVALID', line: root.line, message })
  }
  const lines = createLineMap()
  const notes: Spdx2Note[] = []
  const value = toTable(root, { path: [], lines, notes })
  return ok({ value, lineOf: lines.lineOf, duplicates: [], notes })
}

function toCode(code: string): JsonError['code'] {
  return code === 'NESTING_TOO_DEEP' ? 'NESTING_TOO_DEEP' : 'SYNTAX_INVALID'
}

interface Place {
  readonly path: JsonPath
  readonly lines: LineMap
  readonly notes: Spdx2Note[]
}

function toTable(element: XmlNode, place: Place): Readonly<Record<string, unknown>> {
  const table: Record<string, unknown> = {}
  for (const child of element.children) {
    const { name, line } = child
    const known = Object.hasOwn(table, name) ? table[name] : undefined
    if (listMembers.has(name)) {
      const list: unknown[] = Array.isArray(known) ? (known as unknown[]) : []
      const path = [...place.path, name, list.length]
      place.lines.note(path, line)
      list.push(toValue(child, { ...place, path }))
      table[name] = list
    } else {
      const path = [...place.path, name]
      place.lines.note(path, line)
      if (known !== undefined)
        place.notes.push({ line, message: `${name.slice(0, 60)} stands twice; the last one counts` })
      const value = toValue(child, { ...place, path })
      Object.defineProperty(table, name, { value, enumerable: true, configurable: true, writable: true })
    }
  }
  return table
}

function toValue(element: XmlNode, place: Place): unknown {
  return element.children.length > 0 ? toTable(element, place) : toTyped(element.name, element.text)
}
