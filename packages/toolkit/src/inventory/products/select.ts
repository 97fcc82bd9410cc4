/** One product of a tree as an inventory of its own. */
import { compareCodeUnits, err, ok, type Result } from '../../base/index.ts'
import type { Component, Inventory, Purl, TreeProduct } from '../../model/index.ts'
import { isBeneath } from './group.ts'
import { sortPurls } from './members.ts'

/** Purls of the components that belong to a product: what its roots lead to, and what files beneath its folder state. */
export function componentsOf(inventory: Inventory, product: TreeProduct): ReadonlySet<Purl> {
  return createMemberFinder(inventory)(product)
}

/** The same for many products of one tree. */
export function createMemberFinder(inventory: Inventory): (product: TreeProduct) => ReadonlySet<Purl> {
  const edges = new Map(inventory.components.map(({ purl, dependsOn }) => [purl, dependsOn]))
  return (product) => {
    const found = new Set<Purl>()
    const queue: Purl[] = [...product.roots, ...product.stated]
    if (product.purl !== undefined) found.add(product.purl)
    for (let purl = queue.pop(); purl !== undefined; purl = queue.pop()) {
      if (found.has(purl)) continue
      found.add(purl)
      for (const next of edges.get(purl) ?? []) queue.push(next)
    }
    return found
  }
}

/** Folders of the tree that belong to other products alone: not above its own, and nothing that it is made of. Sorted. */
export function foldersOfOthers(inventory: Inventory, product: TreeProduct): readonly string[] {
  const mine = componentsOf(inventory, product)
  const folders = (inventory.products ?? []).flatMap(({ path, purl }) =>
    path === undefined ||
    path === product.path ||
    isBeneath(product.path ?? '.', path) ||
    (purl !== undefined && mine.has(purl))
      ? []
      : path,
  )
  return [...new Set(folders)].sort(compareCodeUnits)
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

/** By folder, by id, by name, or by name and version; the error says what there is to choose from. */
export function chooseProduct(
  inventory: Inventory,
  wish: string,
): Result<TreeProduct, readonly TreeProduct[]> {
  const all = inventory.products ?? []
  const path = wish === '' ? '.' : wish.replace(/^\.\/(?=.)/, '').replace(/(?<=.)\/$/, '')
  const byPath = all.filter((product) => product.path === path)
  const byId = all.filter(({ id }) => id === wish)
  const byName = all.filter(({ name, version }) => name === wish || `${name}@${version ?? ''}` === wish)
  const [only, ...more] = [byPath, byId, byName].find(({ length }) => length > 0) ?? []
  return only === undefined || more.length > 0 ? err(all) : ok(only)
}
