/** Imports of SPDX 3 as other documents: one entry for each document where a prefix names it, as in SPDX 2. */
import type { BomDocument } from '../document/bom.ts'
import type { BomRef } from '../document/parts.ts'
import { asFields, type Fields, listOf, textOf, textsOf } from '../read/values.ts'
import { takeList, takeText, type Taking } from '../spdx/document/take.ts'
import { type Prefixes, takeHashes } from './decoding.ts'
import type { Graph } from './graph.ts'

type ExternalDocument = BomDocument['externalDocuments'][number]

const prefixForm = /^DocumentRef-[A-Za-z0-9.-]+$/

/** Of `namespaceMap`, those that stand for a document of which something is imported. */
export function readPrefixes(root: Fields | undefined): Prefixes {
  const imported = new Set(
    listOf(root, 'import').map((item) => addressOf(textOf(asFields(item), 'externalSpdxId') ?? '')),
  )
  const prefixes = new Map<string, string>()
  const taken = new Set<string>()
  for (const item of listOf(root, 'namespaceMap')) {
    const [address, prefix] = toEntry(asFields(item))
    if (!imported.has(address) || !prefixForm.test(prefix) || prefixes.has(address) || taken.has(prefix))
      continue
    prefixes.set(address, prefix)
    taken.add(prefix)
  }
  return prefixes
}

function toEntry(fields: Fields | undefined): readonly [address: string, prefix: string] {
  const namespace = textOf(fields, 'namespace') ?? ''
  return [namespace.replace(/#$/, ''), textOf(fields, 'prefix') ?? '']
}

function addressOf(id: string): string {
  return id.split('#')[0] ?? ''
}

/** `DocumentRef-x:y` for an element of a document that has a prefix. */
export function toPrefixed(prefixes: Prefixes, id: string): BomRef | undefined {
  const hash = prefixes.size === 0 ? -1 : id.indexOf('#')
  const prefix = hash < 0 ? undefined : prefixes.get(id.slice(0, hash))
  const name = id.slice(hash + 1)
  return prefix === undefined || !/^[A-Za-z0-9.-]+$/.test(name) ? undefined : `${prefix}:${name}`
}

/** An element of a named document is known by the relationships that lead to it; the document stays. */
export function takeImports(from: Taking, graph: Graph, prefixes: Prefixes): readonly ExternalDocument[] {
  takeList(from, 'namespaceMap', (item) => {
    for (const key of ['type', 'prefix', 'namespace']) takeText(item, key)
    const [address, prefix] = toEntry(item.fields)
    if (prefixes.get(address) !== prefix)
      from.tally.add(`${from.where}namespaceMap[]`, 'left-out', 'ids are kept whole')
    return true
  })
  const referred = prefixes.size === 0 ? new Set<string>() : findReferred(graph)
  const documents = new Map<string, ExternalDocument>()
  takeList(from, 'import', (item) => {
    takeText(item, 'type')
    const id = takeText(item, 'externalSpdxId') ?? ''
    const [hint, hashes] = [takeText(item, 'locationHint'), takeHashes(item)]
    const address = addressOf(id)
    const prefix = prefixes.get(address)
    if (prefix === undefined) documents.set(`${documents.size} ${id}`, { id, uri: hint ?? id, hashes })
    else {
      if (hint !== undefined && hint !== address)
        from.tally.add(`${item.where}locationHint`, 'left-out', 'the document is known by its address')
      if (id !== address && !referred.has(id))
        from.tally.add(`${item.where}externalSpdxId`, 'left-out', 'nothing refers to it')
      const known = documents.get(prefix)?.hashes ?? []
      documents.set(prefix, { id: prefix, uri: address, hashes: unite(known, hashes) })
    }
    return true
  })
  return [...documents.values()]
}

function unite(
  known: ExternalDocument['hashes'],
  more: ExternalDocument['hashes'],
): ExternalDocument['hashes'] {
  const all = [...known, ...more]
  return [...new Map(all.map((hash) => [`${hash.algorithm} ${hash.value}`, hash])).values()]
}

function findReferred({ nodes }: Graph): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { fields } of nodes) {
    for (const key of ['from', 'subject', 'software_snippetFromFile', 'security_assessedElement'])
      found.add(textOf(fields, key) ?? '')
    for (const key of ['to', 'rootElement']) for (const id of textsOf(fields, key)) found.add(id)
  }
  return found
}
