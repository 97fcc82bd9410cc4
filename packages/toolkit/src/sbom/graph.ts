/** The dependency graph as both formats write it: only edges between components that the document lists. */
import { compareCodeUnits } from '../base/index.ts'
import type { Component } from '../model/index.ts'
import { toOrdered } from './order.ts'
import { productRef, type SbomInput, type UnidentifiedComponent } from './sbom.ts'

export interface SbomGraph {
  readonly components: readonly Component[]
  readonly unidentified: readonly UnidentifiedComponent[]
  /** From a reference (purl, `unidentified:N`, `product`) to what it depends on, sorted and unique. */
  dependenciesOf(ref: string): readonly string[]
  /** Edges that lead to nothing, as `from -> to`. */
  readonly dangling: readonly string[]
}

export function toGraph(input: SbomInput): SbomGraph {
  const components = input.components.map(toOrdered).sort((a, b) => compareCodeUnits(a.purl, b.purl))
  const unidentified = input.unidentified ?? []
  const edges = new Map<string, Set<string>>([[productRef, new Set()]])
  for (const { purl } of components) edges.set(purl, new Set())
  for (const { ref } of unidentified) edges.set(ref, new Set())
  const dangling: string[] = []
  const connect = (from: string, to: string): void => {
    const targets = edges.get(from)
    if (targets === undefined || !edges.has(to)) dangling.push(`${from} -> ${to}`)
    else targets.add(to)
  }
  for (const root of input.roots) connect(productRef, root)
  for (const component of components) for (const to of component.dependsOn) connect(component.purl, to)
  for (const { ref, dependsOn, dependents } of unidentified) {
    for (const to of dependsOn) connect(ref, to)
    for (const from of dependents) connect(from, ref)
  }
  const sorted = new Map([...edges].map(([from, to]) => [from, [...to].sort()]))
  return { components, unidentified, dangling, dependenciesOf: (ref) => sorted.get(ref) ?? [] }
}
