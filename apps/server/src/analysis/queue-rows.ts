/** The one way from a release to its rows of the queue: whoever lays decisions over findings does it here. */
import type { FindingsReport, Inventory } from '@occtet/toolkit/model'
import type { ReleaseDesk } from '../products/desk.ts'
import { type FindingDraft, toFindingRows } from './finding-rows.ts'

export interface QueueRowsInput {
  readonly report: FindingsReport
  readonly inventory: Pick<Inventory, 'components'>
  /** `YYYY-MM-DD` */
  readonly today: string
}

/** Under the decisions and the facts of the profile that the desk's files hold; each finding once, in the queue's order. */
export async function queueRowsOf(
  desk: ReleaseDesk,
  { report, inventory, today }: QueueRowsInput,
): Promise<readonly FindingDraft[]> {
  const { records } = await desk.decisions()
  return toFindingRows({
    report,
    records,
    subject: desk.subject,
    profile: await desk.profile(),
    components: inventory.components.map(({ purl }) => purl),
    today,
  })
}
