/** How much belongs to each product of a tree, and how much of it to others too. */
import type { Inventory, Purl, TreeProduct } from '../../model/index.ts'
import { createMemberFinder } from './select.ts'

/** `T`: what is known of a component besides, such as a finding. */
export interface ProductShare<T> {
  readonly product: TreeProduct
  /** Components of others. */
  readonly components: number
  /** How many of them belong to another product of the tree too. */
  readonly shared: number
  /** Of what was asked for: all that is about one of its components. */
  readonly items: readonly T[]
}

export interface ProductCounts<T> {
  /** In the order of the inventory. */
  readonly shares: readonly ProductShare<T>[]
  /** Components of others that no product leads to. */
  readonly inNone: number
}

/** Empty where the tree holds one product at most. The components of a product are found twice: all of them at once would take too much memory. */
export function countProducts<T extends { readonly purl: Purl }>(
  inventory: Inventory,
  items: readonly T[],
): ProductCounts<T> {
  const products = inventory.products ?? []
  if (products.length === 0) return { shares: [], inNone: 0 }
  const foreign = new Set(
    inventory.components.flatMap(({ purl, isFirstParty }) => (isFirstParty ? [] : purl)),
  )
  const membersOf = createMemberFinder(inventory)
  const uses = new Map<Purl, number>()
  for (const product of products) {
    for (const purl of membersOf(product)) if (foreign.has(purl)) uses.set(purl, (uses.get(purl) ?? 0) + 1)
  }
  const shares = products.map((product): ProductShare<T> => {
    const members = membersOf(product)
    const mine = [...members].filter((purl) => foreign.has(purl))
    return {
      product,
      components: mine.length,
      shared: mine.filter((purl) => (uses.get(purl) ?? 0) > 1).length,
      items: items.filter(({ purl }) => members.has(purl)),
    }
  })
  return { shares, inNone: foreign.size - uses.size }
}
