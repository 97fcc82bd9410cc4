/** The products of a tree in an SBOM: one entry for each beneath the subject, which depends on all that belongs to it itself (ADR 026). */
import type { Json } from '../base/index.ts'
import { parsePurl, type Purl, type TreeProduct } from '../model/index.ts'
import { type Fields, listOf, parseFields, textOf } from './read/values.ts'

/** Before its number in the order of the inventory, from 1. */
const prefix = 'product:'

export interface NumberedProduct {
  /** Like the references of components: `product:1`. */
  readonly ref: string
  readonly product: TreeProduct
}

export function numberProducts(products: readonly TreeProduct[] | undefined): readonly NumberedProduct[] {
  return (products ?? []).map((product, at) => ({ ref: `${prefix}${at + 1}`, product }))
}

/** The number in a reference of ours; undefined in any other. */
export function numberOfProduct(ref: string): string | undefined {
  return ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined
}

/** Its own package where the document lists it, what it asks for, and what is stated beneath its folder. */
export function partsOf(
  { purl, roots, stated }: TreeProduct,
  isListed: (purl: string) => boolean,
): readonly Purl[] {
  return [...(purl !== undefined && isListed(purl) ? [purl] : []), ...roots, ...stated]
}

/** What no format has a field for. `isListed`: whether the document lists a component. */
export function toProductFacts(product: TreeProduct, isListed: (purl: string) => boolean): Json {
  const { id, path, found, basis, purl, roots } = product
  const asked = new Set<string>(roots)
  const stated = product.stated.filter((one) => !asked.has(one) && one !== purl && isListed(one))
  return {
    found,
    basis,
    ...(id !== undefined && { id }),
    ...(path !== undefined && { path }),
    ...(purl !== undefined && { purl }),
    ...(stated.length > 0 && { stated }),
  }
}

/** What an entry says of itself besides name and version. */
export type CarriedProduct = Pick<TreeProduct, 'id' | 'path' | 'found' | 'basis' | 'purl' | 'stated'>

/** Undefined where the text is none that our writer makes. */
export function readCarriedProduct(text: string): CarriedProduct | undefined {
  const fields: Fields | undefined = parseFields(text)
  const found = textOf(fields, 'found')
  const basis = textOf(fields, 'basis')
  if (found !== 'profile' && found !== 'workspace') return undefined
  if (basis !== 'graph' && basis !== 'folder') return undefined
  const id = textOf(fields, 'id')
  const path = textOf(fields, 'path')
  const purl = toPurl(textOf(fields, 'purl') ?? '')
  return {
    found,
    basis,
    ...(id !== undefined && { id }),
    ...(path !== undefined && { path }),
    ...(purl !== undefined && { purl }),
    stated: listOf(fields, 'stated').flatMap((one) => (typeof one === 'string' ? (toPurl(one) ?? []) : [])),
  }
}

function toPurl(text: string): Purl | undefined {
  const parsed = parsePurl(text)
  return parsed.ok ? parsed.value : undefined
}
