/** Rows that are made from files are made again: by the analysis of each release, as after an upload. */
import type { ProductRow } from '../db/tables/products.ts'
import type { Change } from '../kernel/model.ts'

export async function afterImport(change: Change, product: Pick<ProductRow, 'slug'>): Promise<void> {
  await change.enqueue({
    kind: 'products.refresh',
    product: product.slug,
    input: null,
    key: `refresh:${product.slug}`,
  })
}
