/** Products and releases as the API shows them. */
import type { AnswerOf, productRoutes } from '@occtet/contract/api'
import { analyseKind } from '../analysis/analyse-job.ts'
import type { ProductRow, ReleaseRow } from '../db/tables/products.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import type { StoredSummary } from '../inventory/summary.ts'

export type ProductView = AnswerOf<(typeof productRoutes)['products.show']>
export type ReleaseView = AnswerOf<(typeof productRoutes)['releases.show']>

export async function readSummary(rows: OrgRows, release: string): Promise<StoredSummary | undefined> {
  return (await readSummaries(rows, [release])).get(release)
}

async function readSummaries(
  { db, id }: OrgRows,
  releases: readonly string[],
): Promise<ReadonlyMap<string, StoredSummary>> {
  const rows = await db
    .selectFrom('release_summary')
    .select(['release_id', 'body'])
    .where('org_id', '=', id)
    .where('release_id', 'in', releases)
    .execute()
  return new Map(rows.map(({ release_id, body }) => [release_id, JSON.parse(body) as StoredSummary]))
}

/** A queued or running analysis of the release. */
export async function findAnalysis(rows: OrgRows, release: string): Promise<string | undefined> {
  return (await findAnalyses(rows, [release])).get(release)
}

async function findAnalyses(
  { db, id }: OrgRows,
  releases: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const prefix = `${analyseKind}:`
  const jobs = await db
    .selectFrom('job')
    .select(['id', 'key'])
    .where('org_id', '=', id)
    .where(
      'key',
      'in',
      releases.map((release) => prefix + release),
    )
    .where('state', 'in', ['queued', 'running'])
    .orderBy('id')
    .execute()
  return new Map(jobs.map((job) => [(job.key ?? '').slice(prefix.length), job.id]))
}

interface OpenCount {
  readonly all: number
  readonly exploited: number
}

/** Findings without a decision in force; a release without any is not in it. */
async function countOpen(
  { db, id }: OrgRows,
  releases: readonly string[],
): Promise<ReadonlyMap<string, OpenCount>> {
  const rows = await db
    .selectFrom('finding')
    .select((of) => [
      'release_id',
      of.fn.countAll<number>().as('all'),
      of.fn.sum<number>('is_exploited').as('exploited'),
    ])
    .where('org_id', '=', id)
    .where('release_id', 'in', releases)
    .where('state', '!=', 'in-force')
    .groupBy('release_id')
    .execute()
  return new Map(
    rows.map(({ release_id, all, exploited }) => [
      release_id,
      { all: Number(all), exploited: Number(exploited ?? 0) },
    ]),
  )
}

export async function viewRelease(rows: OrgRows, release: ReleaseRow): Promise<ReleaseView> {
  const [view] = await viewReleases(rows, [release])
  if (view === undefined) throw new Error('a release has a view')
  return view
}

/** In the order given; the same few queries for one and for many. */
export async function viewReleases(
  rows: OrgRows,
  releases: readonly ReleaseRow[],
): Promise<readonly ReleaseView[]> {
  const ids = releases.map(({ id }) => id)
  if (ids.length === 0) return []
  const summaries = await readSummaries(rows, ids)
  const jobs = await findAnalyses(rows, ids)
  const open = await countOpen(rows, ids)
  return releases.map((release) =>
    toReleaseView(release, {
      summary: summaries.get(release.id),
      job: jobs.get(release.id),
      open: open.get(release.id) ?? { all: 0, exploited: 0 },
    }),
  )
}

interface AboutRelease {
  readonly summary: StoredSummary | undefined
  readonly job: string | undefined
  readonly open: OpenCount
}

function toReleaseView(release: ReleaseRow, { summary, job, open }: AboutRelease): ReleaseView {
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
    counts: summary === undefined ? {} : toCounts(summary, open),
    ...(job === undefined ? {} : { job }),
  }
}

function toCounts(summary: StoredSummary, open: OpenCount): ReleaseView['counts'] {
  const { files } = summary
  // Nothing among the few advisories that ship with the program: nobody looked, and 0 would say the contrary.
  const isSilent = summary.isThin && summary.findings === 0
  return {
    components: summary.components,
    ...(isSilent ? {} : { findings: summary.findings, open: open.all, exploited: open.exploited }),
    unknown: summary.unknown,
    unreadFiles: files.partial + files.unsupported + files.unreadable,
  }
}

export async function viewProduct(rows: OrgRows, product: ProductRow): Promise<ProductView> {
  const [view] = await viewProducts(rows, [product])
  if (view === undefined) throw new Error('a product has a view')
  return view
}

/** In the order given; the same few queries for one and for many. */
export async function viewProducts(
  rows: OrgRows,
  products: readonly ProductRow[],
): Promise<readonly ProductView[]> {
  const { db, id } = rows
  const ids = products.map((product) => product.id)
  if (ids.length === 0) return []
  const counts = await db
    .selectFrom('release')
    .select((of) => ['product_id', of.fn.countAll<number>().as('count')])
    .where('org_id', '=', id)
    .where('product_id', 'in', ids)
    .groupBy('product_id')
    .execute()
  const current = await db
    .selectFrom('release')
    .selectAll()
    .where('org_id', '=', id)
    .where('product_id', 'in', ids)
    .where('is_current', '=', 1)
    .execute()
  const views = await viewReleases(rows, current)
  const countOf = new Map(counts.map(({ product_id, count }) => [product_id, Number(count)]))
  const currentOf = new Map(current.map(({ product_id }, at) => [product_id, views[at]]))
  return products.map((product) => {
    const release = currentOf.get(product.id)
    return {
      slug: product.slug,
      name: product.name,
      createdAt: product.created_at,
      ...(product.archived_at === null ? {} : { archivedAt: product.archived_at }),
      ...(release === undefined ? {} : { current: release }),
      releases: countOf.get(product.id) ?? 0,
    }
  })
}
