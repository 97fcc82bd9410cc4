/** Products and releases by the names that stand in URLs. */
import type { ProductRow, ReleaseRow } from '../db/tables/products.ts'
import type { OrgRows } from '../inventory/stored-json.ts'

/** What a URL says instead of a version for the release that triage, papers and the home page speak of. */
export const currentName = 'current'

/** `product_id` of files that belong to the organisation: decisions that hold everywhere, its policy. */
export const organisationFiles = ''

export async function findProduct({ db, id }: OrgRows, slug: string): Promise<ProductRow | undefined> {
  return db
    .selectFrom('product')
    .selectAll()
    .where('org_id', '=', id)
    .where('slug', '=', slug)
    .executeTakeFirst()
}

export async function findRelease(
  { db, id }: OrgRows,
  product: ProductRow,
  version: string,
): Promise<ReleaseRow | undefined> {
  const releases = db
    .selectFrom('release')
    .selectAll()
    .where('org_id', '=', id)
    .where('product_id', '=', product.id)
  return version === currentName
    ? releases.where('is_current', '=', 1).executeTakeFirst()
    : releases.where('version', '=', version).executeTakeFirst()
}

export interface FoundRelease {
  readonly product: ProductRow
  readonly release: ReleaseRow
}

export async function findReleaseOf(
  rows: OrgRows,
  slug: string,
  version: string,
): Promise<FoundRelease | undefined> {
  const product = await findProduct(rows, slug)
  if (product === undefined) return undefined
  const release = await findRelease(rows, product, version)
  return release === undefined ? undefined : { product, release }
}
