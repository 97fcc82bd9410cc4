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
  const scopes = new Map<string, Scope>(graph.components.map(({ purl, scope }) => [purl, scope]))
  const isTarget = new Set<string>()
  yield relate('SPDXRef-DOCUMENT', 'DESCRIBES', productId)
  for (const to of graph.dependenciesOf(productRef)) {
    isTarget.add(to)
    const type = scopeRelationships[scopes.get(to) ?? 'unknown']
    yield type === undefined ? relate(productId, 'DEPENDS_ON', idOf(to)) : relate(idOf(to), type, productId)
  }
  for (const { ref } of graph.products) {
    yield relate(productId, 'CONTAINS', idOf(ref))
    for (const to of graph.dependenciesOf(ref)) yield relate(idOf(ref), 'DEPENDS_ON', idOf(to))
  }
  for (const from of refsOf(graph)) {
    for (const to of graph.dependenciesOf(from)) {
      isTarget.add(to)
      yield relate(idOf(from), 'DEPENDS_ON', idOf(to))
    }
  }
  for (const ref of refsOf(graph)) if (!isTarget.has(ref)) yield relate(productId, 'CONTAINS', idOf(ref))
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
