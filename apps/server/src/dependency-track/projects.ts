/** Releases as projects of Dependency-Track: each has a name, a version and a UUID. */
import type { AnswerOf, dependencyTrackRoutes } from '@occtet/contract/api'
import { isCalled } from '../analysis/push.ts'
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
  const known = await findProduct(rows, slug)
  const product = known !== undefined && isCalled(known, name) ? known : undefined
  const release = product && (await findRelease(rows, product, version ?? currentName))
  return product === undefined || release === undefined ? undefined : { product, release }
}

/** Newest first. Of archived products only where they are asked for. */
export async function listProjects(
  { db, id }: OrgRows,
  { name, excludesArchived, products }: ProjectsAsked,
): Promise<readonly TrackProject[]> {
  const found = await db.selectFrom('product').selectAll().where('org_id', '=', id).execute()
  const seen = found.filter(
    (product) =>
      (products?.has(product.slug) ?? true) &&
      (name === undefined || product.name === name) &&
      !(excludesArchived && product.archived_at !== null),
  )
  const byId = new Map<string, ProductRow>(seen.map((product) => [product.id, product]))
  const releases: readonly ReleaseRow[] = await db
    .selectFrom('release')
    .selectAll()
    .where('org_id', '=', id)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return releases.flatMap((release) => {
    const product = byId.get(release.product_id)
    return product === undefined ? [] : [viewProject({ product, release })]
  })
}

export interface ProjectsAsked {
  /** The whole name. */
  readonly name: string | undefined
  readonly excludesArchived: boolean
  /** Slugs that the token may see; undefined: all. */
  readonly products: ReadonlySet<string> | undefined
}
