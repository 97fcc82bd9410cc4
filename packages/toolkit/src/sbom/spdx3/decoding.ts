/** What the parts of the decoder share. */
import type { BomActor, BomProperty, BomRef } from '../document/parts.ts'
import type { BomHash } from '../document/element.ts'
import type { Tally } from '../spdx/document/tally.ts'
import { takeAll, takeList, takeText, takeTexts, type Taking } from '../spdx/document/take.ts'
import type { Licenses } from './decode-licenses.ts'
import type { Graph, Node } from './graph.ts'
import { hashNames } from './words.ts'

/** The prefix of SPDX 2 by the address of the document that it stands for. */
export type Prefixes = ReadonlyMap<string, string>

export interface Decoding {
  readonly graph: Graph
  readonly tally: Tally
  readonly refOf: (id: string) => BomRef
  /** False where the id leads to an object of the graph that is no element of the model: a person, a licence. */
  readonly isPlace: (id: string) => boolean
  readonly prefixes: Prefixes
  readonly licenses: Licenses
  /** Agents and tools; `used` knows which were asked for. */
  readonly actorOf: (id: string) => BomActor
  readonly used: Set<string>
  /** Of the document: another one of an element is a loss. */
  readonly creationInfo: string | undefined
}

export const notKept = 'it leads to something that the model of a document has no place for'

/** Reads one node; what `read` does not take is counted under the node's type. */
export function takeNode<T>(decoding: Decoding, node: Node, read: (from: Taking) => T): T {
  const place = { where: `@graph[${node.type.slice(0, 60)}].`, tally: decoding.tally }
  return takeAll(node.fields, place, (from) => {
    for (const key of ['spdxId', '@id', 'type']) from.taken.add(key)
    const creation = takeText(from, 'creationInfo')
    if (creation !== undefined && creation !== decoding.creationInfo && node.type !== 'Annotation')
      decoding.tally.add(
        `${place.where}creationInfo`,
        'reduced',
        'who made the document, and when, stands for it',
      )
    return read(from)
  })
}

/** A text of a member that knows the word NOASSERTION. */
export function takeStated(from: Taking, key: string): string | undefined {
  const text = takeText(from, key)
  return text === 'NOASSERTION' ? undefined : text
}

/** Hashes of an element or of a reference to another document. */
export function takeHashes(from: Taking): readonly BomHash[] {
  return takeList(from, 'verifiedUsing', (item) => {
    if (takeText(item, 'type') !== 'Hash') return undefined
    return toHash(item)
  })
}

export function toHash(item: Taking): BomHash | undefined {
  const [algorithm, value] = [takeText(item, 'algorithm'), takeText(item, 'hashValue')]
  if (algorithm === undefined || value === undefined) return undefined
  return { algorithm: hashNames.toOwn(algorithm), value: value.toLowerCase() }
}

/** CdxPropertiesExtension; other extensions have no place. */
export function takeProperties(from: Taking): readonly BomProperty[] {
  return takeList(from, 'extension', (item) => {
    if (takeText(item, 'type') !== 'extension_CdxPropertiesExtension') return undefined
    return takeList(item, 'extension_cdxProperty', (entry): BomProperty => {
      takeText(entry, 'type')
      const name = takeText(entry, 'extension_cdxPropName') ?? ''
      return { name, value: takeText(entry, 'extension_cdxPropValue') ?? '' }
    })
  }).flat()
}

/** Members of an id or of a list of ids. */
export function takeIds(from: Taking, key: string): readonly string[] {
  const single = takeText(from, key)
  return single === undefined ? takeTexts(from, key) : [single]
}
