/** Runs what waits in the queue, one after the other, as a worker would; for tests that call the app in process. */
import type { JobKind, Kernel, OrgScope } from '../../kernel/model.ts'

export async function runJobs(
  kernel: Kernel,
  org: OrgScope,
  kinds: readonly JobKind[],
): Promise<readonly unknown[]> {
  const results: unknown[] = []
  while (true) {
    const job = await org.db
      .selectFrom('job')
      .selectAll()
      .where('org_id', '=', org.id)
      .where('state', '=', 'queued')
      .orderBy('id')
      .executeTakeFirst()
    if (job === undefined) return results
    await setState(org, job.id, 'running')
    const kind = kinds.find((one) => one.kind === job.kind)
    if (kind === undefined) throw new Error(`no job of the kind ${job.kind}`)
    results.push(
      await kind.run({
        org,
        id: job.id,
        input: JSON.parse(job.input) as unknown,
        ...(job.product === null ? {} : { product: job.product }),
        kernel,
        now: kernel.now,
        signal: new AbortController().signal,
        progress: () => undefined,
      }),
    )
    await setState(org, job.id, 'done')
  }
}

async function setState(org: OrgScope, id: string, state: 'running' | 'done'): Promise<void> {
  await org.db.updateTable('job').set({ state }).where('org_id', '=', org.id).where('id', '=', id).execute()
}
