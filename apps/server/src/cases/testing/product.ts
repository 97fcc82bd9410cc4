/** A product with a profile for tests of cases and papers: rows and files, as an import would leave them. */
import { formatProfile, type ProductProfile } from '@occtet/toolkit/cra'
import { writeProductFile } from '../../db/product-files.ts'
import type { OrgScope } from '../../kernel/model.ts'

export interface TestProduct {
  readonly slug: string
  readonly version?: string
  readonly profile?: Partial<ProductProfile>
}

export const now = '2026-11-22T12:00:00Z'

/** The release is the current one. Its id is `release-SLUG`, that of the product `product-SLUG`. */
export async function addProduct(
  org: OrgScope,
  { slug, version = '4.2.0', profile }: TestProduct,
): Promise<void> {
  await org.change(async (change) => {
    const id = `product-${slug}`
    const row = { org_id: org.id, id, slug, name: 'Gateway 3000', created_at: now, archived_at: null }
    await change.db.insertInto('product').values(row).execute()
    const release = {
      org_id: org.id,
      id: `release-${slug}`,
      product_id: id,
      version,
      released_at: null,
      created_at: now,
      is_current: 1,
      inventory_digest: null,
      findings_digest: null,
      evidence_digest: null,
      analysed_at: null,
      feddb_root: null,
      feddb_as_of: null,
    }
    await change.db.insertInto('release').values(release).execute()
    const text = formatProfile({
      schema: 'occtet.product/1',
      id: slug,
      product: { name: 'Gateway 3000', version },
      facts: {},
      ...profile,
    })
    await writeProductFile(org, change, { product: id, place: 'tracked', path: 'product.yaml', text, now })
  })
}
