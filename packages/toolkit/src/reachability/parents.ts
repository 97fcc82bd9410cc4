/** What brings a component in: the graph of components, read upwards. */
import type { Component, Inventory, Purl } from '../model/index.ts'

export interface Parents {
  find(purl: Purl): Component | undefined
  /** Direct dependencies of the product from which it can be reached, nearest first; not itself. */
  directAbove(purl: Purl): readonly Component[]
  /** Everything from which it can be reached, itself included. */
  above(purl: Purl): ReadonlySet<Purl>
  isDirect(component: Component): boolean
  /** Some file that states the component says what depends on what: not go.mod, nor a list of requirements. */
  knowsEdges(component: Component): boolean
}

/** Their formats say what depends on what, even where no package depends on another. */
const lockWithEdges =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|poetry\.lock|uv\.lock|pdm\.lock)$/

/** The product itself is no parent: what it asks for is direct. */
export function createParents(inventory: Inventory): Parents {
  const byPurl = new Map(inventory.components.map((component) => [component.purl, component]))
  const roots = new Set(inventory.roots)
  const files = new Set(
    inventory.components.flatMap(({ dependsOn, isFirstParty, evidence }) =>
      isFirstParty || dependsOn.length === 0 ? [] : evidence.map(({ path }) => path),
    ),
  )
  const parents = new Map<Purl, Purl[]>()
  for (const { purl, dependsOn, isFirstParty } of inventory.components) {
    if (isFirstParty) continue
    for (const child of dependsOn) {
      const own = parents.get(child)
      if (own === undefined) parents.set(child, [purl])
      else own.push(purl)
    }
  }
  const isDirect = ({ purl, relation }: Component): boolean => relation === 'direct' || roots.has(purl)
  const above = (purl: Purl): ReadonlySet<Purl> => {
    const seen = new Set([purl])
    // A set hands out what is added while it is walked: breadth first, each once.
    for (const next of seen) for (const parent of parents.get(next) ?? []) seen.add(parent)
    return seen
  }
  return {
    find: (purl) => byPurl.get(purl),
    isDirect,
    knowsEdges: ({ evidence }) => evidence.some(({ path }) => files.has(path) || lockWithEdges.test(path)),
    above,
    directAbove: (purl) =>
      [...above(purl)].slice(1).flatMap((other) => {
        const component = byPurl.get(other)
        return component !== undefined && isDirect(component) ? [component] : []
      }),
  }
}
