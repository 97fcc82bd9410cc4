/** Findings of a release as a gate in CI may count them: only where somebody looked, and at what was sent last. */
import type { ReleaseRow } from '../db/tables/products.ts'
import type { StoredSummary } from '../inventory/summary.ts'
import type { Caller, OrgScope } from '../kernel/model.ts'
import { hiddenFrom, maskRow } from '../products/kept-back.ts'
import { readSummary } from '../products/view.ts'

/**
 * Undefined where no gate may pass on the numbers: nothing was read, an upload still waits or could not be analysed, or only
 * the few advisories that ship with the program were looked at.
 */
export async function readCounted(
  org: OrgScope,
  caller: Caller,
  release: ReleaseRow,
): Promise<
  { readonly summary: StoredSummary; readonly rows: Awaited<ReturnType<typeof selectRows>> } | undefined
> {
  const summary = await readSummary(org, release.id)
  if (summary === undefined || summary.isThin || (await hasUnread(org, release))) return undefined
  const rows = await selectRows(org, release)
  const hidden = await hiddenFrom(org, caller)
  return { summary, rows: rows.map((row) => maskRow(row, hidden)) }
}

async function selectRows({ db, id }: OrgScope, release: ReleaseRow) {
  return db
    .selectFrom('finding')
    .select(['key', 'purl', 'advisory', 'aliases', 'level', 'state', 'status', 'decision_id', 'body'])
    .where('org_id', '=', id)
    .where('release_id', '=', release.id)
    .orderBy('position')
    .orderBy('key')
    .execute()
}

async function hasUnread({ db, id }: OrgScope, release: ReleaseRow): Promise<boolean> {
  const waiting = await db
    .selectFrom('upload')
    .select('id')
    .where('org_id', '=', id)
    .where('release_id', '=', release.id)
    .where('report', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return waiting !== undefined
}

/** Looked at, and no danger: what Dependency-Track calls suppressed. */
export function isSettled({
  state,
  status,
}: {
  readonly state: string
  readonly status: string | null
}): boolean {
  return state === 'in-force' && (status === 'not_affected' || status === 'fixed')
}
