/** After decisions have changed: the rows of findings say what the files say, in the same transaction. */
import type { Finding } from '@occtet/toolkit/model'
import type { DecisionRecord } from '@occtet/toolkit/vex'
import type { FindingDraft } from '../analysis/finding-rows.ts'
import { decideRelease } from '../analysis/queue-rows.ts'
import { saveRenewed } from '../analysis/renew-evidence.ts'
import { stampFindings } from '../db/findings-stamp.ts'
import { organisationFiles } from '../products/find.ts'
import type { DecisionFile } from './decision-store.ts'
import type { OrgRows } from './org-rows.ts'
import { findSiblings } from './siblings.ts'
import type { ReleaseDesk } from '../products/desk.ts'
import { openTriageDesk } from './triage-desk.ts'

/** `rows`: of the change that wrote `files`; `now`: RFC 3339. Findings whose standing or verdict is another one now. */
export async function rederive(
  rows: OrgRows,
  { files, now }: { readonly files: readonly DecisionFile[]; readonly now: string },
): Promise<number> {
  let touched = 0
  for (const slug of await productsOf(rows, files)) {
    const desk = await openTriageDesk(rows, slug)
    if (desk.ok) touched += await rederiveRelease(rows, desk.value.release, now)
  }
  return touched
}

/** Slugs. A decision of the organisation speaks wherever the package has the flaw. */
async function productsOf(rows: OrgRows, files: readonly DecisionFile[]): Promise<ReadonlySet<string>> {
  const slugs = new Set<string>()
  for (const { owner, record } of files) {
    if (owner === organisationFiles) {
      for (const { slug } of await findSiblings(rows, asFinding(record))) slugs.add(slug)
      continue
    }
    const product = await rows.db
      .selectFrom('product')
      .select('slug')
      .where('org_id', '=', rows.id)
      .where('id', '=', owner)
      .executeTakeFirst()
    if (product !== undefined) slugs.add(product.slug)
  }
  return slugs
}

/** Enough of a finding to look for others of the same flaw. */
function asFinding({
  component,
  vulnerability,
}: DecisionRecord): Pick<Finding, 'purl' | 'group' | 'aliases'> {
  return { purl: component, group: vulnerability.id, aliases: vulnerability.aliases }
}

/** One release under the files of now, and under the day of now: decisions run out while nobody does anything. */
export async function rederiveRelease(rows: OrgRows, release: ReleaseDesk, now: string): Promise<number> {
  const report = await release.findings()
  const inventory = await release.inventory()
  if (report === undefined || inventory === undefined) return 0
  const decided = await decideRelease(release, { report, inventory, today: now.slice(0, 10) })
  await saveRenewed(rows, release, { report, findings: decided.findings, inventory, now })
  return saveQueue(rows, release.release.id, decided.rows)
}

async function saveQueue(rows: OrgRows, release: string, drafts: readonly FindingDraft[]): Promise<number> {
  const known = await selectQueue(rows, release)
  let touched = 0
  let written = 0
  for (const { key, ...draft } of drafts) {
    const row = known.get(key)
    if (row === undefined) continue
    const now = pickQueue(draft)
    const isSame = row.state === now.state && row.status === now.status && row.decision_id === now.decision_id
    if (!isSame) touched++
    const isInPlace = row.queue_group === now.queue_group && row.position === now.position
    if (isSame && isInPlace && row.body === now.body) continue
    written++
    await rows.db
      .updateTable('finding')
      .set(now)
      .where('org_id', '=', rows.id)
      .where('release_id', '=', release)
      .where('key', '=', key)
      .execute()
  }
  if (written > 0) await stampFindings(rows, release)
  return touched
}

type QueueColumns = Pick<
  FindingDraft,
  'queue_group' | 'position' | 'state' | 'status' | 'decision_id' | 'body'
>

/** What decisions can change of a row. */
function pickQueue({
  queue_group,
  position,
  state,
  status,
  decision_id,
  body,
}: Omit<FindingDraft, 'key'>): QueueColumns {
  return { queue_group, position, state, status, decision_id, body }
}

async function selectQueue({ db, id }: OrgRows, release: string): Promise<ReadonlyMap<string, QueueColumns>> {
  const rows = await db
    .selectFrom('finding')
    .select(['key', 'queue_group', 'position', 'state', 'status', 'decision_id', 'body'])
    .where('org_id', '=', id)
    .where('release_id', '=', release)
    .execute()
  return new Map(rows.map(({ key, ...row }) => [key, row]))
}
