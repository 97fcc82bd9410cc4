/** What an SPDX 3 document says of elements that stand in other documents: `import`, and the prefixes of SPDX 2. */
import type { BomDocument } from '../document/bom.ts'
import { type BomRef, documentRef } from '../document/parts.ts'
import { type Encoding, type Item, writeHashes } from './encoding.ts'
import type { Ids } from './refs.ts'

export interface Externals {
  readonly idOf: (ref: BomRef) => string
  /** Whether the id leads somewhere: into this document, or into another one, which then is imported. */
  readonly reach: (ref: BomRef) => boolean
  /** Ids of other documents that were reached, with the address of the document where it is known. */
  readonly used: ReadonlyMap<string, string | undefined>
}

const isPrefix = (id: string): boolean => id.startsWith('DocumentRef-')
const isIri = (id: string): boolean => /^(?!_:).+:.+/.test(id)

/** An element of another document has its address there (SPDX 2: `DocumentRef-x:SPDXRef-y`). */
export function createExternals(ids: Ids, { externalDocuments, elements }: BomDocument): Externals {
  const addresses = new Map(externalDocuments.map(({ id, uri }) => [id, uri]))
  const listed = new Set(externalDocuments.map(({ id }) => id))
  const own = new Set<BomRef>([documentRef, ...elements.map(({ ref }) => ref)])
  const used = new Map<string, string | undefined>()
  const find = (ref: BomRef): { readonly id: string; readonly uri: string } | undefined => {
    const colon = isPrefix(ref) && !own.has(ref) ? ref.indexOf(':') : -1
    const uri = colon < 0 ? undefined : addresses.get(ref.slice(0, colon))
    return uri === undefined ? undefined : { id: `${uri}#${ref.slice(colon + 1)}`, uri }
  }
  return {
    used,
    idOf: (ref) => find(ref)?.id ?? ids.idOf(ref),
    reach: (ref) => {
      if (own.has(ref)) return true
      const external = find(ref)
      const id = external?.id ?? ids.idOf(ref)
      if (external === undefined && (id !== ref || !isIri(ref))) return false
      if (!listed.has(id)) used.set(id, external?.uri)
      return true
    },
  }
}

/** Written last, when it is known which elements were reached. */
export function writeImports(
  encoding: Encoding,
  { externalDocuments }: BomDocument,
  used: Externals['used'],
): Item {
  const documents = externalDocuments.map(({ id, uri, hashes }) => {
    const verified = writeHashes(encoding, 'externalDocuments[].hashes', hashes)
    const address = isPrefix(id) || !isIri(id) ? uri : id
    if (!isPrefix(id) && !isIri(id))
      encoding.tally.add('externalDocuments[].id', 'left-out', 'SPDX 3 names a document by its address')
    return {
      type: 'ExternalMap',
      externalSpdxId: address,
      ...(address !== uri && { locationHint: uri }),
      ...(verified.length > 0 && { verifiedUsing: verified }),
    }
  })
  const elements = [...used].map(([externalSpdxId, locationHint]) => ({
    type: 'ExternalMap',
    externalSpdxId,
    ...(locationHint !== undefined && { locationHint }),
  }))
  const prefixes = externalDocuments
    .filter(({ id }) => isPrefix(id))
    .map(({ id, uri }) => ({ type: 'NamespaceMap', prefix: id, namespace: `${uri}#` }))
  const imports = [...documents, ...elements]
  return {
    ...(imports.length > 0 && { import: imports }),
    ...(prefixes.length > 0 && { namespaceMap: prefixes }),
  }
}
