/** After decisions have changed: the rows of findings say what the files say, in the same transaction. */
import { prioritise, toSubjectFacts, unknownSubject } from '@occtet/toolkit/matching'
import type { Finding } from '@occtet/toolkit/model'
import type { DecisionRecord } from '@occtet/toolkit/vex'
import { organisationFiles } from '../products/find.ts'
import type { DecisionFile } from './decision-store.ts'
import type { OrgRows } from './org-rows.ts'
import { findSiblings } from './siblings.ts'
import { applyOn, openTriageDesk, type TriageDesk } from './triage-desk.ts'

/** `rows`: of the change that wrote `files`. Findings whose standing or verdict is another one now. */
export async function rederive(
  rows: OrgRows,
  { files, today }: { readonly files: readonly DecisionFile[]; readonly today: string },
): Promise<number> {
  let touched = 0
  for (const slug of await productsOf(rows, files)) {
    const desk = await openTriageDesk(rows, slug)
    if (desk.ok) touched += await rederiveProduct(rows, desk.value, today)
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

async function rederiveProduct({ db, id }: OrgRows, desk: TriageDesk, today: string): Promise<number> {
  const release = desk.release.release.id
  const before = await db
    .selectFrom('finding')
    .select(['key', 'queue_group', 'position', 'state', 'status', 'decision_id'])
    .where('org_id', '=', id)
    .where('release_id', '=', release)
    .execute()
  const known = new Map(before.map((row) => [row.key, row]))
  const profile = await desk.release.profile()
  // As the analysis orders them (`analysis/finding-rows.ts`).
  const subject = profile === undefined ? unknownSubject : toSubjectFacts(profile.facts, profile.exposure)
  const laid = prioritise(applyOn(desk, today).findings, { subject, today })
  let touched = 0
  for (const [at, finding] of laid.entries()) {
    const row = known.get(finding.key)
    if (row === undefined) continue
    const now = toColumns(finding, at)
    const isSame = row.state === now.state && row.status === now.status && row.decision_id === now.decision_id
    if (!isSame) touched++
    if (isSame && row.queue_group === now.queue_group && row.position === now.position) continue
    await db
      .updateTable('finding')
      .set(now)
      .where('org_id', '=', id)
      .where('release_id', '=', release)
      .where('key', '=', finding.key)
      .execute()
  }
  return touched
}

function toColumns({ decision, priority }: Finding, at: number) {
  return {
    queue_group: priority?.group ?? 'rest',
    position: at,
    state: decision === undefined || decision.standing === 'revoked' ? 'open' : decision.standing,
    status: decision === undefined || decision.standing === 'revoked' ? null : decision.status,
    decision_id: decision?.id ?? null,
  }
}
