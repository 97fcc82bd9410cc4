/** Questions to the product tree: where a product stands, which version it means, which products a statement is about. */
import type { Branch, CsafDocument, CsafProduct, ProductId, ProductRefs } from './model.ts'

/** From the root down: vendor, product, version. Empty for products without a branch. */
export function branchPath(product: CsafProduct): readonly Branch[] {
  const path: Branch[] = []
  let branch = product.kind === 'named' ? product.branch : undefined
  for (; branch !== undefined; branch = branch.parent) path.push(branch)
  return path.reverse()
}

export type ProductVersion =
  | { readonly kind: 'exact'; readonly version: string }
  /** `vers`: with its scheme; `vls`: the same without `vers:type/`, so nobody knows the order; `text`: prose. */
  | { readonly kind: 'range'; readonly notation: 'vers' | 'vls' | 'text'; readonly text: string }

/** The innermost branch that speaks of a version (section 3.1.2.2); undefined where none does. */
export function versionOf(product: CsafProduct): ProductVersion | undefined {
  for (const { category, name } of branchPath(product).toReversed()) {
    if (category === 'product_version') return { kind: 'exact', version: name }
    if (category === 'product_version_range') return { kind: 'range', notation: notationOf(name), text: name }
  }
  return undefined
}

/** Longer texts are prose, or an attack on whoever reads them. */
const MAX_RANGE = 1000

function notationOf(text: string): 'vers' | 'vls' | 'text' {
  if (text.startsWith('vers:')) return 'vers'
  if (text.length > MAX_RANGE) return 'text'
  const parts = text.split('|').map((part) => part.trim())
  return parts.every((part) => /^(?:[<>]=?|!?=)\s*[^\s<>=]+$/.test(part)) ? 'vls' : 'text'
}

/** Each once, in the order named: those by id, then the members of the groups. */
export function resolveProducts(
  document: Pick<CsafDocument, 'groups'>,
  about: ProductRefs,
): readonly ProductId[] {
  return [...new Set([...about.products, ...about.groups.flatMap((id) => document.groups.get(id) ?? [])])]
}
