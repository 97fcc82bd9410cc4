/** The one way from a release to its rows of the queue: whoever lays decisions over findings does it here. */
import type { Finding, FindingsReport, Inventory } from '@occtet/toolkit/model'
import { maskEmbargoed } from '@occtet/toolkit/vex'
import type { ReleaseDesk } from '../products/desk.ts'
import { type FindingDraft, layDecisions, toFindingRows } from './finding-rows.ts'

export interface QueueRowsInput {
  readonly report: FindingsReport
  readonly inventory: Pick<Inventory, 'components'>
  /** `YYYY-MM-DD` */
  readonly today: string
}

export interface DecidedRelease {
  readonly rows: readonly FindingDraft[]
  /** With the decisions on them, in the same order; what is under embargo is taken out, as in every report. */
  readonly findings: readonly Finding[]
}

/** Under the decisions and the facts of the profile that the desk's files hold; each finding once, in the queue's order. */
export async function decideRelease(
  desk: ReleaseDesk,
  { report, inventory, today }: QueueRowsInput,
): Promise<DecidedRelease> {
  const { records } = await desk.decisions()
  const laid = layDecisions({
    report,
    records,
    subject: desk.subject,
    profile: await desk.profile(),
    components: inventory.components.map(({ purl }) => purl),
    today,
  })
  return {
    rows: toFindingRows(laid),
    findings: laid.map((finding) => maskEmbargoed(finding, records, today)),
  }
}
