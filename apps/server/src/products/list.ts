/** Lists of products by name and of releases by age, page by page. */
import type { ProductRow, ReleaseRow } from '../db/tables/products.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import type { CursorKey } from '../kernel/cursor.ts'

export interface ProductWish {
  readonly q: string | undefined
  readonly isArchived: boolean
  /** Slugs that the caller may see; undefined: all. */
  readonly products: ReadonlySet<string> | undefined
  /** Name and slug of the last row shown. */
  readonly after: CursorKey | undefined
  readonly limit: number
}

export async function listProducts({ db, id }: OrgRows, wish: ProductWish): Promise<readonly ProductRow[]> {
  let query = db
    .selectFrom('product')
    .selectAll()
    .where('org_id', '=', id)
    .where('archived_at', wish.isArchived ? 'is not' : 'is', null)
  const { q, products, after } = wish
  if (products !== undefined) {
    if (products.size === 0) return []
    query = query.where('slug', 'in', [...products])
  }
  if (q !== undefined && q !== '') {
    const like = `%${escapeLike(q.toLowerCase())}%`
    query = query.where((eb) =>
      eb.or([eb(eb.fn<string>('lower', ['name']), 'like', like), eb('slug', 'like', like)]),
    )
  }
  if (after !== undefined) {
    const [name, slug] = [String(after[0]), String(after[1])]
    query = query.where((eb) =>
      eb.or([eb('name', '>', name), eb.and([eb('name', '=', name), eb('slug', '>', slug)])]),
    )
  }
  return query.orderBy('name').orderBy('slug').limit(wish.limit).execute()
}

/** Wildcards that people type are letters; a backslash before them is understood by both databases' LIKE only with ESCAPE. */
export function escapeLike(text: string): string {
  return text.replaceAll(/[%_\\]/g, '')
}

/** Newest first. */
export async function listReleases(
  { db, id }: OrgRows,
  product: ProductRow,
  { after, limit }: { readonly after: CursorKey | undefined; readonly limit: number },
): Promise<readonly ReleaseRow[]> {
  let query = db
    .selectFrom('release')
    .selectAll()
    .where('org_id', '=', id)
    .where('product_id', '=', product.id)
  if (after !== undefined) {
    const [at, last] = [String(after[0]), String(after[1])]
    query = query.where((eb) =>
      eb.or([eb('created_at', '<', at), eb.and([eb('created_at', '=', at), eb('id', '<', last)])]),
    )
  }
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}
