/** Entries of our own that stand for the products of a tree: no components, and their edges say what belongs to whom. */
import type { Purl, TreeProduct } from '../../model/index.ts'
import type { DraftComponent } from './draft.ts'

/** By reference, in the order of the document: the entry, and the references that it leads to. */
export type DraftProducts = Map<string, { readonly draft: DraftComponent; readonly leads: string[] }>

/** Anybody may call a component a product: what has a purl stays a component, and is matched. */
export function isTreeProduct(draft: DraftComponent): boolean {
  return draft.product !== undefined && draft.purl === undefined
}

/** Undefined where there are fewer than two. `purlOf`: of a reference that names a component. */
export function toTreeProducts(
  products: DraftProducts,
  purlOf: (ref: string) => Purl | undefined,
): readonly TreeProduct[] | undefined {
  if (products.size < 2) return undefined
  return [...products.values()].flatMap(({ draft, leads }): readonly TreeProduct[] => {
    const { name, version, product } = draft
    if (product === undefined) return []
    const { stated: carried, ...facts } = product
    const led = new Set(leads.flatMap((ref) => purlOf(ref) ?? []))
    const stated = new Set(carried.filter((purl) => led.has(purl)))
    const roots = [...led].filter((purl) => purl !== facts.purl && !stated.has(purl))
    return [
      {
        ...facts,
        name,
        ...(version !== undefined && { version }),
        roots: sortPurls(roots),
        stated: sortPurls(stated),
      },
    ]
  })
}

function sortPurls(purls: Iterable<Purl>): readonly Purl[] {
  return [...purls].sort()
}
