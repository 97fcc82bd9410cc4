/** Evidence under the findings and decisions of now: both change when no file of the sources does. */
import { keepSaid, memoryRepoFiles, recallSaid, renewFindingSignals } from '@occtet/toolkit/cra'
import type { Finding, FindingsReport, Inventory } from '@occtet/toolkit/model'
import { writeBlob } from '../db/blobs.ts'
import { listProductFiles } from '../db/product-files.ts'
import type { ReleaseRow } from '../db/tables/products.ts'
import { type OrgRows, packText } from '../inventory/stored-json.ts'
import type { ReleaseDesk } from '../products/desk.ts'
import type { StoredEvidence } from './model.ts'

export interface KnownNow {
  readonly report: FindingsReport
  /** With the decisions on them. */
  readonly findings: readonly Finding[]
  readonly inventory: Inventory
  /** RFC 3339. */
  readonly now: string
}

/** `rows`: of the change that wrote what is new. */
export async function renewEvidence(
  rows: OrgRows,
  { product }: Pick<ReleaseDesk, 'product'>,
  { stored, known }: { readonly stored: StoredEvidence; readonly known: KnownNow },
): Promise<StoredEvidence> {
  const { vex } = stored
  const { report, findings, inventory, now } = known
  const files = await listProductFiles(rows, rows, { product: product.id, place: 'tracked' })
  const own = files.filter(({ path }) => path === 'product.yaml' || path.startsWith('decisions/'))
  const tree = memoryRepoFiles(new Map(own.map(({ path, text }) => [`.occtet/${path}`, text])))
  const renewed = renewFindingSignals(recallSaid(stored), {
    inventory,
    findings: { ...report, findings },
    tree,
    now,
    ...(vex === undefined ? {} : { vex }),
  })
  return vex === undefined ? renewed : { ...renewed, vex }
}

/** Its digest. */
export async function writeEvidence(rows: OrgRows, evidence: StoredEvidence, now: string): Promise<string> {
  return writeBlob(rows, rows, { bytes: packText(JSON.stringify(keepSaid(evidence))), now })
}

/** For a release whose evidence is there already; writes nothing where it says the same. */
export async function saveRenewed(rows: OrgRows, desk: ReleaseDesk, known: KnownNow): Promise<void> {
  const stored: StoredEvidence | undefined = await desk.evidence()
  if (stored === undefined) return
  const renewed = await renewEvidence(rows, desk, { stored, known })
  if (saysOf(stored) === saysOf(renewed)) return
  const evidence_digest = await writeEvidence(rows, renewed, known.now)
  await setDigest(rows, desk.release, evidence_digest)
}

/** An age that grew by a day is nothing new; what a signal says and lists is. */
function saysOf({ signals }: StoredEvidence): string {
  return JSON.stringify(
    signals.map(({ id, state, strength, facts }) => [id, state, strength, id === ageSignal ? null : facts]),
  )
}

const ageSignal = 'SIG-VULN-AGE'

async function setDigest({ db, id }: OrgRows, { id: release }: ReleaseRow, digest: string): Promise<void> {
  await db
    .updateTable('release')
    .set({ evidence_digest: digest })
    .where('org_id', '=', id)
    .where('id', '=', release)
    .execute()
}
