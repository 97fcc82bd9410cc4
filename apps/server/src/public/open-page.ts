/** Which public page an address means. What is switched off, missing or archived is the same nothing. */
import { parseProfile, type ProductProfile } from '@occtet/toolkit/cra'
import { readProductFile } from '../db/product-files.ts'
import type { ProductRow } from '../db/tables/products.ts'
import type { Kernel, OrgId, OrgScope } from '../kernel/model.ts'
import { hashSecret } from '../kernel/secrets.ts'
import { findProduct } from '../products/find.ts'
import { readPage, type Wishes } from './page-row.ts'

export interface OpenPage {
  readonly org: OrgScope
  readonly product: ProductRow
  readonly wishes: Wishes
  readonly isPreview: boolean
}

export interface PageQuestion {
  readonly org: string
  readonly product: string
  readonly preview: string | null
}

export async function openPage(
  kernel: Kernel,
  { org: orgSlug, product: slug, preview }: PageQuestion,
): Promise<OpenPage | undefined> {
  const found = await kernel.db.selectFrom('org').select('id').where('slug', '=', orgSlug).executeTakeFirst()
  const org = found === undefined ? undefined : await kernel.openOrg(found.id as OrgId)
  const product = org === undefined ? undefined : await findProduct(org, slug)
  if (org === undefined || product === undefined || product.archived_at !== null) return undefined
  const { wishes } = await readPage(org, product)
  if (wishes.isOn) return { org, product, wishes, isPreview: false }
  const mayPreview =
    preview !== null && (await isPreview(org, product, { token: preview, now: kernel.now() }))
  return mayPreview ? { org, product, wishes, isPreview: true } : undefined
}

async function isPreview(
  org: OrgScope,
  product: ProductRow,
  { token, now }: { readonly token: string; readonly now: string },
): Promise<boolean> {
  const row = await org.db
    .selectFrom('public_preview')
    .select('until')
    .where('org_id', '=', org.id)
    .where('product_id', '=', product.id)
    .where('token_hash', '=', hashSecret(token))
    .executeTakeFirst()
  return row !== undefined && row.until > now
}

/** The only file of the product that a public page reads: public by its place. */
export async function readPublicProfile(
  org: OrgScope,
  product: ProductRow,
): Promise<ProductProfile | undefined> {
  const file = await readProductFile(org, org, {
    product: product.id,
    place: 'tracked',
    path: 'product.yaml',
  })
  const read = file === undefined ? undefined : parseProfile(file.text)
  return read?.ok === true ? read.value : undefined
}

/** Every page that is on, for the files of the whole server. */
export async function listPages(kernel: Kernel): Promise<readonly OpenPage[]> {
  const rows = await kernel.db
    .selectFrom('public_page')
    .innerJoin('org', 'org.id', 'public_page.org_id')
    .innerJoin('product', (join) =>
      join
        .onRef('product.org_id', '=', 'public_page.org_id')
        .onRef('product.id', '=', 'public_page.product_id'),
    )
    .select(['org.slug as org', 'product.slug as product'])
    .where('public_page.is_on', '=', 1)
    .orderBy('org.slug')
    .orderBy('product.slug')
    .limit(500)
    .execute()
  const pages = await Promise.all(rows.map(async (row) => openPage(kernel, { ...row, preview: null })))
  return pages.flatMap((page) => page ?? [])
}
