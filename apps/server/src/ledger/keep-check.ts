/** What a check of the log has found, kept; people are told once when it breaks, and once when it is mended. */
import type { OrgScope } from '../kernel/model.ts'
import { raiseNotice } from '../notices/raise.ts'

export interface LedgerFault {
  readonly file: string
  readonly code: string
  readonly message: string
}

export interface CheckOutcome {
  readonly at: string
  /** Undefined: it could not even be read, so the check before stays what was looked at. */
  readonly size: number | undefined
  readonly faults: readonly LedgerFault[]
}

/** In one change, so that nobody is told of what was not kept. */
export async function keepCheck(org: OrgScope, { at, size, faults }: CheckOutcome): Promise<void> {
  await org.change(async (change) => {
    const before = await change.db
      .selectFrom('ledger_state')
      .select('broken_since')
      .where('org_id', '=', org.id)
      .executeTakeFirst()
    if (before === undefined) return
    const since = before.broken_since
    const isBroken = faults.length > 0
    await change.db
      .updateTable('ledger_state')
      .set({
        broken_since: isBroken ? (since ?? at) : null,
        ...(size === undefined ? {} : { checked_at: at, checked_size: size, faults: JSON.stringify(faults) }),
      })
      .where('org_id', '=', org.id)
      .execute()
    if (isBroken === (since !== null)) return
    await raiseNotice(org, change, {
      key: isBroken ? `ledger-broken:${at}` : `ledger-mended:${since}`,
      kind: 'ledger-broken',
      what: isBroken ? 'ledger.broken' : 'ledger.mended',
      subject: 'ledger',
      href: '/ledger',
      values: { faults: faults.length },
      at,
    })
  })
}
