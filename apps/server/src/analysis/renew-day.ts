/** A day passes while nobody does anything: decisions run out, deadlines are missed, embargoes end. */
import type { JobContext, Kernel, OrgScope } from '../kernel/model.ts'
import { openDesk } from '../products/desk.ts'
import { rederiveRelease } from '../triage/rederive.ts'
import { findById } from './analyse-job.ts'
import { listLive } from './list-live.ts'

/** The last day that each organisation's rows were made for; a server that starts anew knows of none. */
const renewed = new WeakMap<Kernel, Map<string, string>>()

/** Rows that stand differently today; once a day, and once after each start. */
export async function renewDay({ kernel, org, now, signal }: JobContext): Promise<number> {
  const days = renewed.get(kernel) ?? new Map<string, string>()
  renewed.set(kernel, days)
  const today = now().slice(0, 10)
  if (days.get(org.id) === today) return 0
  let touched = 0
  for (const id of await listDated(org)) {
    signal.throwIfAborted()
    touched += await renewRelease(org, id, now())
  }
  days.set(org.id, today)
  return touched
}

/** Releases in use in which a decision or evidence could have aged. */
async function listDated(org: OrgScope): Promise<readonly string[]> {
  const live = await listLive(org)
  const decided = await org.db
    .selectFrom('finding')
    .select('release_id')
    .distinct()
    .where('org_id', '=', org.id)
    .where('decision_id', 'is not', null)
    .execute()
  const evident = await org.db
    .selectFrom('release')
    .select('id')
    .where('org_id', '=', org.id)
    .where('evidence_digest', 'is not', null)
    .execute()
  const dated = new Set([...decided.map((row) => row.release_id), ...evident.map((row) => row.id)])
  return live.filter((id) => dated.has(id))
}

async function renewRelease(org: OrgScope, id: string, now: string): Promise<number> {
  const done = await org.change(async (change) => {
    const rows = { id: org.id, db: change.db }
    const found = await findById(rows, id)
    return found === undefined ? 0 : rederiveRelease(rows, await openDesk(rows, found), now)
  })
  return done.value
}
