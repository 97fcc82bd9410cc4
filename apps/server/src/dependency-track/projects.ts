/** Releases as projects of Dependency-Track: each has a name, a version and a UUID. */
import type { AnswerOf, dependencyTrackRoutes } from '@occtet/contract/api'
import { toSlug } from '../products/create.ts'
import type { ProductRow, ReleaseRow } from '../db/tables/products.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import { currentName, findProduct, findRelease, type FoundRelease } from '../products/find.ts'

export type TrackProject = AnswerOf<(typeof dependencyTrackRoutes)['track.lookup']>

export function viewProject({ product, release }: FoundRelease): TrackProject {
  return {
    uuid: release.id,
    name: product.name,
    version: release.version,
    active: product.archived_at === null,
    classifier: 'APPLICATION',
    isLatest: release.is_current === 1,
    ...(release.analysed_at === null ? {} : { lastBomImport: Date.parse(release.analysed_at) }),
  }
}

/** `products`: slugs that the token may see; undefined: all. */
export async function findByUuid(
  { db, id }: OrgRows,
  uuid: string,
  products: ReadonlySet<string> | undefined,
): Promise<FoundRelease | undefined> {
  const release = await db
    .selectFrom('release')
    .selectAll()
    .where('org_id', '=', id)
    .where('id', '=', uuid)
    .executeTakeFirst()
  if (release === undefined) return undefined
  const product = await db
    .selectFrom('product')
    .selectAll()
    .where('org_id', '=', id)
    .where('id', '=', release.product_id)
    .executeTakeFirst()
  if (product === undefined || (products !== undefined && !products.has(product.slug))) return undefined
  return { product, release }
}

export async function findByName(
  rows: OrgRows,
  { name, version }: { readonly name: string; readonly version: string | undefined },
  products: ReadonlySet<string> | undefined,
): Promise<FoundRelease | undefined> {
  const slug = toSlug(name)
  if (slug === undefined || (products !== undefined && !products.has(slug))) return undefined
  const product = await findProduct(rows, slug)
  const release = product && (await findRelease(rows, product, version ?? currentName))
  return product === undefined || release === undefined ? undefined : { product, release }
}

/** The newest hundred, as its first page. */
export async function listProjects(
  { db, id }: OrgRows,
  {
    name,
    products,
  }: { readonly name: string | undefined; readonly products: ReadonlySet<string> | undefined },
): Promise<readonly TrackProject[]> {
  const found = await db.selectFrom('product').selectAll().where('org_id', '=', id).execute()
  const seen = found.filter(
    (product) => (products?.has(product.slug) ?? true) && (name === undefined || product.name === name),
  )
  if (seen.length === 0) return []
  const byId = new Map<string, ProductRow>(seen.map((product) => [product.id, product]))
  const releases: readonly ReleaseRow[] = await db
    .selectFrom('release')
    .selectAll()
    .where('org_id', '=', id)
    .where('product_id', 'in', [...byId.keys()].slice(0, 1000))
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute()
  return releases.flatMap((release) => {
    const product = byId.get(release.product_id)
    return product === undefined ? [] : [viewProject({ product, release })]
  })
}
