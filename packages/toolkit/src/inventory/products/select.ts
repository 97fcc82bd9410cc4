/** One product of a tree as an inventory of its own. */
import { err, ok, type Result } from '../../base/index.ts'
import type { Component, Inventory, Purl, TreeProduct } from '../../model/index.ts'
import { sortPurls } from './members.ts'

/** Purls of the components that belong to a product: what its roots lead to, and what files beneath its folder state. */
export function componentsOf(inventory: Inventory, product: TreeProduct): ReadonlySet<Purl> {
  const edges = new Map(inventory.components.map(({ purl, dependsOn }) => [purl, dependsOn]))
  const found = new Set<Purl>()
  const queue: Purl[] = [...product.roots, ...product.stated]
  if (product.purl !== undefined) found.add(product.purl)
  for (let purl = queue.pop(); purl !== undefined; purl = queue.pop()) {
    if (found.has(purl)) continue
    found.add(purl)
    queue.push(...(edges.get(purl) ?? []))
  }
  return found
}

/**
 * Files and issues stay those of the whole tree: what was not read may belong to any of its products. What is direct is
 * seen from this product: asked for by it, or by one of our own packages that it is made of.
 */
export function toProductInventory(inventory: Inventory, product: TreeProduct): Inventory {
  const { products: _products, version: _version, ...whole } = inventory
  const mine = componentsOf(inventory, product)
  const components = inventory.components.filter(({ purl }) => mine.has(purl))
  const direct = directOf(product, components)
  return {
    ...whole,
    name: product.name,
    ...(product.version !== undefined && { version: product.version }),
    components: components.map((component) => ({ ...component, relation: relationOf(component, direct) })),
    roots: sortPurls(
      components.flatMap(({ purl, isFirstParty }) => (!isFirstParty && direct.has(purl) ? purl : [])),
    ),
  }
}

/**
 * Without our own packages, as an SBOM lists what comes from others. A product then asks itself for what its parts ask
 * for: nothing that belongs to it may be lost with the package that leads to it.
 */
export function withoutOwnPackages<T extends Inventory>(inventory: T): T {
  const components = inventory.components.filter(({ isFirstParty }) => !isFirstParty)
  if (inventory.products === undefined) return { ...inventory, components }
  const own = new Map(
    inventory.components.flatMap(({ purl, isFirstParty, dependsOn }) =>
      isFirstParty ? [[purl, dependsOn] as const] : [],
    ),
  )
  const products = inventory.products.map((product) => ({
    ...product,
    roots: askedThrough(own, product.roots),
    stated: product.stated.filter((purl) => !own.has(purl)),
  }))
  return { ...inventory, components, products }
}

function askedThrough(own: ReadonlyMap<Purl, readonly Purl[]>, roots: readonly Purl[]): readonly Purl[] {
  const seen = new Set<Purl>()
  const queue = [...roots]
  for (let purl = queue.pop(); purl !== undefined; purl = queue.pop()) {
    if (seen.has(purl)) continue
    seen.add(purl)
    queue.push(...(own.get(purl) ?? []))
  }
  return sortPurls([...seen].filter((purl) => !own.has(purl)))
}

function directOf(product: TreeProduct, components: readonly Component[]): ReadonlySet<Purl> {
  const stated = new Set(product.stated)
  const asked = components.flatMap(({ purl, isFirstParty, relation, dependsOn }): readonly Purl[] => {
    if (isFirstParty) return dependsOn
    return stated.has(purl) && relation === 'direct' ? [purl] : []
  })
  return new Set([...product.roots, ...asked])
}

function relationOf(
  { purl, relation, isFirstParty }: Component,
  direct: ReadonlySet<Purl>,
): Component['relation'] {
  if (isFirstParty) return relation
  if (direct.has(purl)) return 'direct'
  return relation === 'direct' ? 'transitive' : relation
}

/** By folder, by name, or by name and version; the error says what there is to choose from. */
export function chooseProduct(
  inventory: Inventory,
  wish: string,
): Result<TreeProduct, readonly TreeProduct[]> {
  const all = inventory.products ?? []
  const path = wish === '' ? '.' : wish.replace(/^\.\/(?=.)/, '').replace(/(?<=.)\/$/, '')
  const byPath = all.filter((product) => product.path === path)
  const byName = all.filter(({ name, version }) => name === wish || `${name}@${version ?? ''}` === wish)
  const [only, ...more] = byPath.length > 0 ? byPath : byName
  return only === undefined || more.length > 0 ? err(all) : ok(only)
}
