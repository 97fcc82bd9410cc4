/** A job as the API shows it. */
import type { AnswerOf, jobRoutes } from '@occtet/contract/api'
import type { JobRow } from '../db/tables/core.ts'
import type { OrgScope } from '../kernel/model.ts'

export type JobView = AnswerOf<(typeof jobRoutes)['jobs.show']>

export function toJobView(row: JobRow): JobView {
  return {
    id: row.id,
    kind: row.kind,
    ...(row.product === null ? {} : { product: row.product }),
    state: row.state,
    ...(row.step === null ? {} : { step: row.step }),
    done: row.done,
    total: row.total,
    createdAt: row.created_at,
    ...(row.started_at === null ? {} : { startedAt: row.started_at }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(row.result === null ? {} : { result: JSON.parse(row.result) as unknown }),
    ...(row.error_code === null
      ? {}
      : { error: { code: row.error_code, message: row.error_message ?? row.error_code } }),
  }
}

/** `products`: those that the caller may see; undefined: all. Another's job looks like one that is not there. */
export async function findJob(
  { db, id: orgId }: OrgScope,
  id: string,
  products: ReadonlySet<string> | undefined,
): Promise<JobRow | undefined> {
  const row = await db
    .selectFrom('job')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined || products === undefined) return row
  return row.product !== null && products.has(row.product) ? row : undefined
}
