/** Identifiers of packages and the relationships between them, as the SPDX writer puts them. */
import { sha256Hex } from '../../base/index.ts'
import type { Scope } from '../../model/index.ts'
import type { SbomGraph } from '../graph.ts'
import { productRef } from '../sbom.ts'
import { numberOfProduct } from '../tree-products.ts'

export const productId = 'SPDXRef-Product'

/** Identifiers that are kept: those of a million components would take as much memory as their purls. */
const MAX_KEPT = 100_000

/** From our references to SPDX identifiers, each made once as long as there are not too many. */
export function createIds(): (ref: string) => string {
  const ids = new Map<string, string>()
  return (ref) => {
    const id = ids.get(ref) ?? toSpdxId(ref)
    if (ids.size < MAX_KEPT) ids.set(ref, id)
    return id
  }
}

/** Direct dependencies by the scope that they have for the product (SPDX 2.3, clause 11.1). */
const scopeRelationships: Readonly<Record<Scope, string | undefined>> = {
  runtime: undefined,
  unknown: undefined,
  development: 'DEV_DEPENDENCY_OF',
  optional: 'OPTIONAL_DEPENDENCY_OF',
  peer: 'PROVIDED_DEPENDENCY_OF',
  build: 'BUILD_DEPENDENCY_OF',
}

/** The product is described; what nothing depends on is at least contained in it, so no package stands alone. */
export function* toRelationships(graph: SbomGraph, idOf: (ref: string) => string): Generator<object> {
  const direct = graph.dependenciesOf(productRef)
  const scopes = scopesOf(graph, new Set(direct))
  const targets = createMarks(graph)
  yield relate('SPDXRef-DOCUMENT', 'DESCRIBES', productId)
  for (const to of direct) {
    targets.mark(to)
    const type = scopeRelationships[scopes.get(to) ?? 'unknown']
    yield type === undefined ? relate(productId, 'DEPENDS_ON', idOf(to)) : relate(idOf(to), type, productId)
  }
  for (const { ref } of graph.products) {
    yield relate(productId, 'CONTAINS', idOf(ref))
    for (const to of graph.dependenciesOf(ref)) yield relate(idOf(ref), 'DEPENDS_ON', idOf(to))
  }
  for (const from of refsOf(graph)) {
    for (const to of graph.dependenciesOf(from)) {
      targets.mark(to)
      yield relate(idOf(from), 'DEPENDS_ON', idOf(to))
    }
  }
  for (const ref of refsOf(graph)) if (!targets.has(ref)) yield relate(productId, 'CONTAINS', idOf(ref))
}

function scopesOf({ components }: SbomGraph, wanted: ReadonlySet<string>): ReadonlyMap<string, Scope> {
  const scopes = new Map<string, Scope>()
  for (const { purl, scope } of components) if (wanted.has(purl)) scopes.set(purl, scope)
  return scopes
}

interface Marks {
  readonly mark: (ref: string) => void
  readonly has: (ref: string) => boolean
}

/** A byte for each component, found by its place in their order: a set of a million texts would be some 100 MB. */
function createMarks({ components }: SbomGraph): Marks {
  const marked = new Uint8Array(components.length)
  const others = new Set<string>()
  const placeOf = (ref: string): number => {
    let [low, high] = [0, components.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((components[middle]?.purl ?? '') < ref) low = middle + 1
      else high = middle
    }
    return components[low]?.purl === ref ? low : -1
  }
  return {
    mark: (ref) => {
      const place = placeOf(ref)
      if (place < 0) others.add(ref)
      else marked[place] = 1
    },
    has: (ref) => {
      const place = placeOf(ref)
      return place < 0 ? others.has(ref) : marked[place] === 1
    },
  }
}

function* refsOf(graph: SbomGraph): Generator<string> {
  for (const { purl } of graph.components) yield purl
  for (const { ref } of graph.unidentified) yield ref
}

function relate(from: string, type: string, to: string): object {
  return { spdxElementId: from, relationshipType: type, relatedSpdxElement: to }
}

/** Letters, digits, dots and hyphens only (SPDX 2.3, clause 7.2): a digest stands for the purl. */
function toSpdxId(ref: string): string {
  if (ref === productRef) return productId
  const number = numberOfProduct(ref)
  if (number !== undefined) return `${productId}-${number}`
  if (ref.startsWith('unidentified:')) return `SPDXRef-Unidentified-${ref.slice('unidentified:'.length)}`
  return `SPDXRef-Package-${sha256Hex(ref).slice(0, 24)}`
}
