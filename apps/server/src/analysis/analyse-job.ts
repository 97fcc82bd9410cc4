/** The job that reads a release: its uploads become inventory, findings and evidence. */
import { readBlob } from '../db/blobs.ts'
import type { UploadRow } from '../db/tables/products.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import type { Change, JobContext, JobKind } from '../kernel/model.ts'
import type { FoundRelease } from '../products/find.ts'
import type { AnalysisUpload, DataPlace } from './model.ts'
import { reviewPolicyPath } from './reviews.ts'
import { AnalysisFailure, runAnalysis } from './run-analysis.ts'
import { saveAnalysis } from './save-analysis.ts'

export const analyseKind = 'analyse'

/** What the job's row holds. */
interface AnalyseInput {
  readonly release: string
}

/** One queued analysis of a release at a time; a running one is followed by another. */
export async function enqueueAnalysis(change: Change, { product, release }: FoundRelease): Promise<string> {
  const input: AnalyseInput = { release: release.id }
  return change.enqueue({
    kind: analyseKind,
    // Its slug: what lists are asked for, and what callers are bound to.
    product: product.slug,
    input,
    key: `${analyseKind}:${release.id}`,
  })
}

export const analyseJob: JobKind = {
  kind: analyseKind,
  run: async (job) => {
    const { release: id } = job.input as AnalyseInput
    const found = await findById(job.org, id)
    if (found === undefined) throw new AnalysisFailure('RELEASE_GONE', 'the release was removed')
    const rows = await listUploads(job.org, id)
    const output = await runAnalysis(
      {
        product: { name: found.product.name, version: found.release.version },
        uploads: await readAll(job.org, rows),
        data: dataOf(job),
      },
      { onStep: job.progress, signal: job.signal },
    )
    job.progress('saving', 0, 0)
    const saved = await job.org.change(async (change) =>
      saveAnalysis(job.org, change, { found, uploads: rows, output, now: job.now() }),
    )
    if (saved.value === undefined) return { release: found.release.version, isRead: false }
    const { components, findings, unknown, isAtLeast } = saved.value
    return { release: found.release.version, components, findings, unknown, isAtLeast }
  },
}

export function dataOf({ kernel, now }: Pick<JobContext, 'kernel' | 'now'>): DataPlace {
  const { feddbDir, maxAgeDays } = kernel.settings
  return { feddbDir, reviewPolicy: reviewPolicyPath(kernel), maxAgeDays, now: Date.parse(now()) }
}

export async function findById({ db, id }: OrgRows, releaseId: string): Promise<FoundRelease | undefined> {
  const release = await db
    .selectFrom('release')
    .selectAll()
    .where('org_id', '=', id)
    .where('id', '=', releaseId)
    .executeTakeFirst()
  if (release === undefined) return undefined
  const product = await db
    .selectFrom('product')
    .selectAll()
    .where('org_id', '=', id)
    .where('id', '=', release.product_id)
    .executeTakeFirst()
  return product === undefined ? undefined : { product, release }
}

/** Oldest first. */
async function listUploads({ db, id }: OrgRows, release: string): Promise<readonly UploadRow[]> {
  return db
    .selectFrom('upload')
    .selectAll()
    .where('org_id', '=', id)
    .where('release_id', '=', release)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

async function readAll(rows: OrgRows, uploads: readonly UploadRow[]): Promise<readonly AnalysisUpload[]> {
  return Promise.all(
    uploads.map(async ({ id, kind, name, digest, kept_digest }) => ({
      id,
      kind,
      name,
      bytes: kind === 'folder' ? undefined : await readBlob(rows, rows, kept_digest ?? digest),
    })),
  )
}
