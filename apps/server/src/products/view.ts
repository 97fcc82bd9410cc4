/** Products and releases as the API shows them. */
import type { AnswerOf, productRoutes } from '@occtet/contract/api'
import { analyseKind } from '../analysis/analyse-job.ts'
import type { ProductRow, ReleaseRow } from '../db/tables/products.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import type { StoredSummary } from '../inventory/summary.ts'

export type ProductView = AnswerOf<(typeof productRoutes)['products.show']>
export type ReleaseView = AnswerOf<(typeof productRoutes)['releases.show']>

export async function readSummary({ db, id }: OrgRows, release: string): Promise<StoredSummary | undefined> {
  const row = await db
    .selectFrom('release_summary')
    .select('body')
    .where('org_id', '=', id)
    .where('release_id', '=', release)
    .executeTakeFirst()
  return row === undefined ? undefined : (JSON.parse(row.body) as StoredSummary)
}

/** A queued or running analysis of the release. */
export async function findAnalysis({ db, id }: OrgRows, release: string): Promise<string | undefined> {
  const job = await db
    .selectFrom('job')
    .select('id')
    .where('org_id', '=', id)
    .where('key', '=', `${analyseKind}:${release}`)
    .where('state', 'in', ['queued', 'running'])
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return job?.id
}

export async function viewRelease(rows: OrgRows, release: ReleaseRow): Promise<ReleaseView> {
  const summary = await readSummary(rows, release.id)
  const job = await findAnalysis(rows, release.id)
  return {
    version: release.version,
    ...(release.released_at === null ? {} : { releasedAt: release.released_at }),
    createdAt: release.created_at,
    isCurrent: release.is_current === 1,
    ...(release.analysed_at === null ? {} : { analysedAt: release.analysed_at }),
    ...(release.feddb_as_of === null ? {} : { dataAsOf: release.feddb_as_of }),
    ...(release.feddb_root === null ? {} : { dataRoot: release.feddb_root }),
    isThin: summary?.isThin ?? false,
    hasEvidence: release.evidence_digest !== null,
    counts: summary === undefined ? {} : await countRelease(rows, release.id, summary),
    ...(job === undefined ? {} : { job }),
  }
}

async function countRelease(
  { db, id }: OrgRows,
  release: string,
  summary: StoredSummary,
): Promise<ReleaseView['counts']> {
  const open = await db
    .selectFrom('finding')
    .select((eb) => [eb.fn.countAll<number>().as('all'), eb.fn.sum<number>('is_exploited').as('exploited')])
    .where('org_id', '=', id)
    .where('release_id', '=', release)
    .where('state', '!=', 'in-force')
    .executeTakeFirstOrThrow()
  const { files } = summary
  return {
    components: summary.components,
    findings: summary.findings,
    open: Number(open.all),
    exploited: Number(open.exploited ?? 0),
    unknown: summary.unknown,
    unreadFiles: files.partial + files.unsupported + files.unreadable,
  }
}

export async function viewProduct(rows: OrgRows, product: ProductRow): Promise<ProductView> {
  const { db, id } = rows
  const { count } = await db
    .selectFrom('release')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', id)
    .where('product_id', '=', product.id)
    .executeTakeFirstOrThrow()
  const current = await db
    .selectFrom('release')
    .selectAll()
    .where('org_id', '=', id)
    .where('product_id', '=', product.id)
    .where('is_current', '=', 1)
    .executeTakeFirst()
  return {
    slug: product.slug,
    name: product.name,
    createdAt: product.created_at,
    ...(product.archived_at === null ? {} : { archivedAt: product.archived_at }),
    ...(current === undefined ? {} : { current: await viewRelease(rows, current) }),
    releases: Number(count),
  }
}
