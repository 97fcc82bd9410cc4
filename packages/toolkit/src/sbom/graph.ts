/** The dependency graph as both formats write it: only edges between components that the document lists. */
import { compareCodeUnits } from '../base/index.ts'
import type { Component } from '../model/index.ts'
import { sortTexts, toOrdered } from './order.ts'
import { productRef, type SbomInput, type UnidentifiedComponent } from './sbom.ts'
import { type NumberedProduct, numberProducts, partsOf } from './tree-products.ts'

export interface SbomGraph {
  readonly components: readonly Component[]
  readonly unidentified: readonly UnidentifiedComponent[]
  /** Of a tree that holds several; each leads to its parts, and nothing leads to it. */
  readonly products: readonly NumberedProduct[]
  readonly isListed: (ref: string) => boolean
  /** From a reference (purl, `unidentified:N`, `product`, `product:N`) to what it depends on, sorted and unique. */
  dependenciesOf(ref: string): readonly string[]
  /** Edges that lead to nothing, as `from -> to`. */
  readonly dangling: readonly string[]
}

/** What is asked of it is worked out then: a million sorted lists would take more memory than the components. */
export function toGraph(input: SbomInput): SbomGraph {
  const components = input.components.map(toOrdered).sort((a, b) => compareCodeUnits(a.purl, b.purl))
  const unidentified = input.unidentified ?? []
  const stated = new Map<string, readonly string[]>([[productRef, input.roots]])
  const add = (from: string, to: readonly string[]): void => {
    const known = stated.get(from)
    stated.set(from, known === undefined ? to : [...known, ...to])
  }
  for (const { purl, dependsOn } of components) add(purl, dependsOn)
  for (const { ref, dependsOn } of unidentified) add(ref, dependsOn)
  const products = numberProducts(input.products)
  const isComponent = (purl: string): boolean => stated.has(purl)
  for (const { ref, product } of products) stated.set(ref, partsOf(product, isComponent))
  const edges = withDependents(stated, unidentified)
  const isListed = (ref: string): boolean => edges.has(ref)
  return {
    components,
    unidentified,
    products,
    isListed,
    dependenciesOf: (ref) => sortTexts((edges.get(ref) ?? []).filter(isListed)),
    get dangling() {
      return findDangling(edges, unidentified)
    },
  }
}

/** Edges that only their target states. In one pass for all, so that many of one source cost no quadratic time. */
function withDependents(
  stated: Map<string, readonly string[]>,
  unidentified: readonly UnidentifiedComponent[],
): ReadonlyMap<string, readonly string[]> {
  const more = new Map<string, string[]>()
  for (const { ref, dependents } of unidentified) {
    for (const from of dependents) {
      const known = more.get(from)
      if (known === undefined) more.set(from, [ref])
      else known.push(ref)
    }
  }
  for (const [from, refs] of more) {
    const known = stated.get(from)
    if (known !== undefined) stated.set(from, [...known, ...refs])
  }
  return stated
}

function findDangling(
  edges: ReadonlyMap<string, readonly string[]>,
  unidentified: readonly UnidentifiedComponent[],
): readonly string[] {
  const dangling: string[] = []
  for (const [from, targets] of edges) {
    for (const to of targets) if (!edges.has(to)) dangling.push(`${from} -> ${to}`)
  }
  for (const { ref, dependents } of unidentified) {
    for (const from of dependents) if (!edges.has(from)) dangling.push(`${from} -> ${ref}`)
  }
  return dangling
}
