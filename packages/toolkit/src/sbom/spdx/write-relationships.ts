/** Identifiers of packages and the relationships between them, as the SPDX writer puts them. */
import { sha256Hex } from '../../base/index.ts'
import type { Scope } from '../../model/index.ts'
import type { SbomGraph } from '../graph.ts'
import { productRef } from '../sbom.ts'

export const productId = 'SPDXRef-Product'

/** From our references to SPDX identifiers, each made once. */
export function createIds(): (ref: string) => string {
  const ids = new Map<string, string>()
  return (ref) => {
    const id = ids.get(ref) ?? toSpdxId(ref)
    ids.set(ref, id)
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
export function toRelationships(graph: SbomGraph, idOf: (ref: string) => string): readonly object[] {
  const relate = (from: string, type: string, to: string): object => ({
    spdxElementId: from,
    relationshipType: type,
    relatedSpdxElement: to,
  })
  const scopes = new Map<string, Scope>(graph.components.map(({ purl, scope }) => [purl, scope]))
  const isTarget = new Set<string>()
  const edgesOf = (from: string, toEdge: (to: string) => object): object[] =>
    graph.dependenciesOf(from).map((to) => {
      isTarget.add(to)
      return toEdge(to)
    })
  const roots = edgesOf(productRef, (to) => {
    const type = scopeRelationships[scopes.get(to) ?? 'unknown']
    return type === undefined ? relate(productId, 'DEPENDS_ON', idOf(to)) : relate(idOf(to), type, productId)
  })
  const refs = [...graph.components.map(({ purl }) => purl), ...graph.unidentified.map(({ ref }) => ref)]
  const edges = refs.flatMap((from) => edgesOf(from, (to) => relate(idOf(from), 'DEPENDS_ON', idOf(to))))
  const loose = refs
    .filter((ref) => !isTarget.has(ref))
    .map((ref) => relate(productId, 'CONTAINS', idOf(ref)))
  return [relate('SPDXRef-DOCUMENT', 'DESCRIBES', productId), ...roots, ...edges, ...loose]
}

/** Letters, digits, dots and hyphens only (SPDX 2.3, clause 7.2): a digest stands for the purl. */
function toSpdxId(ref: string): string {
  if (ref === productRef) return productId
  if (ref.startsWith('unidentified:')) return `SPDXRef-Unidentified-${ref.slice('unidentified:'.length)}`
  return `SPDXRef-Package-${sha256Hex(ref).slice(0, 24)}`
}
