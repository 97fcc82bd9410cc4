/** Keeps what an analysis gave: blobs, rows, counts and events, in one change. */
import type { FindingsReport } from '@occtet/toolkit/model'
import { writeBlob } from '../db/blobs.ts'
import type { ReleaseRow, UploadRow } from '../db/tables/products.ts'
import { toComponentRows } from '../inventory/component-rows.ts'
import { type OrgRows, packText } from '../inventory/stored-json.ts'
import { type StoredSummary, summarise } from '../inventory/summary.ts'
import type { Change, OrgScope } from '../kernel/model.ts'
import { openDesk, type ReleaseDesk } from '../products/desk.ts'
import type { FoundRelease } from '../products/find.ts'
import { sbomEvent, scanEvent } from './events.ts'
import { inOrder } from './finding-rows.ts'
import type { AnalysisOutput, DataFacts, StoredEvidence } from './model.ts'
import { decideRelease } from './queue-rows.ts'
import { type KnownNow, renewEvidence, saveRenewed, writeEvidence } from './renew-evidence.ts'
import { saveFindings, saveRows } from './save-rows.ts'

export interface Saving {
  readonly found: FoundRelease
  /** Those that were read, oldest first. */
  readonly uploads: readonly UploadRow[]
  readonly output: AnalysisOutput
  /** RFC 3339. */
  readonly now: string
}

/**
 * Run twice, it leaves the same rows; an event is recorded only where something differs from before. Undefined: nothing said
 * what is inside, and the release stands as one that nobody looked at.
 */
export async function saveAnalysis(
  org: OrgScope,
  change: Change,
  saving: Saving,
): Promise<StoredSummary | undefined> {
  const { found, output, now } = saving
  const rows: OrgRows = { id: org.id, db: change.db }
  if (!output.isRead) return forgetRelease(rows, saving)
  const desk = await openDesk(rows, found)
  const today = now.slice(0, 10)
  const ordered = inOrder(output.findings, await desk.profile(), today)
  const write = async (value: unknown): Promise<string> =>
    writeBlob(org, change, { bytes: packText(JSON.stringify(value)), now })
  const component = toComponentRows(output.inventory, output.findings)
  const decided = await decideRelease(desk, { report: ordered, inventory: output.inventory, today })
  await saveRows(
    rows,
    { product: found.product.id, release: found.release.id, now },
    { ...component, findings: decided.rows },
  )
  const digests = {
    inventory_digest: await write(output.inventory),
    findings_digest: await write(ordered),
    evidence_digest: await keepEvidence(rows, desk, {
      stored: output.evidence,
      known: { report: ordered, findings: decided.findings, inventory: output.inventory, now },
    }),
  }
  await updateRelease(rows, found.release, { ...digests, ...dataColumns(output.data), analysed_at: now })
  const summary = {
    ...summarise({ ...output, ...component, isThin: output.data.isThin }),
    ...(output.watch === undefined ? {} : { watch: await write(output.watch) }),
  }
  await saveSummary(rows, found.release.id, summary)
  await saveReports(rows, saving)
  recordEvents(change, saving, { digest: digests.findings_digest, findings: ordered, summary })
  return summary
}

async function keepEvidence(
  rows: OrgRows,
  desk: ReleaseDesk,
  { stored, known }: { readonly stored: StoredEvidence | undefined; readonly known: KnownNow },
): Promise<string | null> {
  if (stored === undefined) return null
  return writeEvidence(rows, await renewEvidence(rows, desk, { stored, known }), known.now)
}

/** What was read before is no longer there: no count of it may stand. What was found in sources stays evidence. */
async function forgetRelease(rows: OrgRows, saving: Saving): Promise<undefined> {
  const { found, output, now } = saving
  const { db, id } = rows
  const release = found.release.id
  await saveRows(
    rows,
    { product: found.product.id, release, now },
    { components: [], edges: [], findings: [] },
  )
  await db.deleteFrom('release_summary').where('org_id', '=', id).where('release_id', '=', release).execute()
  const { evidence } = output
  await updateRelease(rows, found.release, {
    inventory_digest: null,
    findings_digest: null,
    evidence_digest: evidence === undefined ? null : await writeEvidence(rows, evidence, now),
    feddb_root: null,
    feddb_as_of: null,
    analysed_at: evidence === undefined ? null : now,
  })
  await saveReports(rows, saving)
  return undefined
}

function dataColumns(data: DataFacts): Pick<ReleaseRow, 'feddb_root' | 'feddb_as_of'> {
  return { feddb_root: data.root, feddb_as_of: data.asOf }
}

async function updateRelease(
  { db, id }: OrgRows,
  release: Pick<ReleaseRow, 'id'>,
  columns: Partial<ReleaseRow>,
): Promise<void> {
  await db.updateTable('release').set(columns).where('org_id', '=', id).where('id', '=', release.id).execute()
}

async function saveSummary({ db, id }: OrgRows, release: string, summary: StoredSummary): Promise<void> {
  const body = JSON.stringify(summary)
  await db
    .insertInto('release_summary')
    .values({ org_id: id, release_id: release, body })
    .onConflict((conflict) => conflict.columns(['org_id', 'release_id']).doUpdateSet({ body }))
    .execute()
}

async function saveReports({ db, id }: OrgRows, { output }: Saving): Promise<void> {
  for (const [upload, report] of output.reports) {
    await db
      .updateTable('upload')
      .set({ report: JSON.stringify(report) })
      .where('org_id', '=', id)
      .where('id', '=', upload)
      .execute()
  }
}

interface Result {
  readonly digest: string
  readonly findings: FindingsReport
  readonly summary: StoredSummary
}

function recordEvents(change: Change, { found, uploads, output }: Saving, result: Result): void {
  const product = found.product.slug
  const reports = new Map(output.reports)
  for (const { id, kind, name, digest, report } of uploads) {
    const read = reports.get(id)
    // One that has a report was told when it was first read.
    if (kind !== 'sbom' || report !== null || read === undefined) continue
    const event = sbomEvent({ product, name, digest, report: read })
    if (event !== undefined) change.record(event)
  }
  const isSame =
    found.release.findings_digest === result.digest && found.release.feddb_root === output.data.root
  if (isSame) return
  const { findings, digest, summary } = result
  change.record(scanEvent({ product, findings, digest, data: output.data, isAtLeast: summary.isAtLeast }))
}

export interface Rematched {
  readonly found: FoundRelease
  /** Without decisions and order. */
  readonly report: FindingsReport
  readonly inventory: AnalysisOutput['inventory']
  readonly data: DataFacts
  readonly watch: unknown
  readonly now: string
}

/** After a data update: other findings for the same inventory. */
export async function saveRematch(org: OrgScope, change: Change, rematch: Rematched): Promise<void> {
  const { found, report, inventory, data, watch, now } = rematch
  const rows: OrgRows = { id: org.id, db: change.db }
  const desk = await openDesk(rows, found)
  const today = now.slice(0, 10)
  const ordered = inOrder(report, await desk.profile(), today)
  const decided = await decideRelease(desk, { report: ordered, inventory, today })
  const component = toComponentRows(inventory, report)
  await saveRows(
    rows,
    { product: found.product.id, release: found.release.id, now },
    { ...component, findings: decided.rows },
  )
  const write = async (value: unknown): Promise<string> =>
    writeBlob(org, change, { bytes: packText(JSON.stringify(value)), now })
  const findings_digest = await write(ordered)
  await updateRelease(rows, found.release, { findings_digest, ...dataColumns(data), analysed_at: now })
  await saveRenewed(rows, desk, { report: ordered, findings: decided.findings, inventory, now })
  const summary = {
    ...summarise({ inventory, findings: report, ...component, isThin: data.isThin }),
    watch: await write(watch),
  }
  await saveSummary(rows, found.release.id, summary)
  const { slug } = found.product
  change.record(
    scanEvent({
      product: slug,
      findings: ordered,
      digest: findings_digest,
      data,
      isAtLeast: summary.isAtLeast,
    }),
  )
}

/**
 * Findings of the product's current release under the decisions that its files hold now. Call it within the change that
 * wrote them. `product`: its slug.
 */
export async function applyDecisionsToRows(
  org: Pick<OrgScope, 'id'>,
  change: Pick<Change, 'db'>,
  { found, now }: { readonly found: FoundRelease; readonly now: string },
): Promise<void> {
  const rows: OrgRows = { id: org.id, db: change.db }
  const desk = await openDesk(rows, found)
  const report = await desk.findings()
  const inventory = await desk.inventory()
  if (report === undefined || inventory === undefined) return
  const decided = await decideRelease(desk, { report, inventory, today: now.slice(0, 10) })
  await saveFindings(rows, { product: found.product.id, release: found.release.id, now }, decided.rows)
  await saveRenewed(rows, desk, { report, findings: decided.findings, inventory, now })
}
