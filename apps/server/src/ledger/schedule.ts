/** Each log is checked once a day, so that a fault is not found by the customer first. */
import { Cron } from 'croner'
import type { Kernel, OrgId } from '../kernel/model.ts'
import { addSeconds } from '../kernel/time.ts'
import { LEDGER_VERIFY } from './verify-job.ts'

/** Less than a day, so that a check that took its time does not push the next one out. */
const FRESH = 23 * 60 * 60

export interface CheckSchedule {
  readonly stop: () => void
}

/** At minute 41 of each hour, UTC: whoever was not running at night is checked later, and nobody twice a day. */
export function startLedgerChecks(kernel: Kernel): CheckSchedule {
  const job = new Cron('41 * * * *', { timezone: 'UTC', protect: true }, async () => {
    try {
      await askForLedgerChecks(kernel)
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'UNKNOWN'
      kernel.log({ level: 'error', what: 'ledger.check.ask', code })
    }
  })
  return { stop: () => job.stop() }
}

/**
 * How many were asked for: logs that nobody has looked at since yesterday. Not the sample's: its story happened in the past,
 * and an event of today in the middle of it would look like a clock that went back.
 */
export async function askForLedgerChecks(kernel: Kernel): Promise<number> {
  const before = addSeconds(kernel.now(), -FRESH)
  const rows = await kernel.db
    .selectFrom('ledger_state')
    .innerJoin('org', 'org.id', 'ledger_state.org_id')
    .select('org.id')
    .where('org.ledger_origin', 'is not', null)
    .where('org.is_sample', '=', 0)
    .where((where) =>
      where.or([where('ledger_state.checked_at', 'is', null), where('ledger_state.checked_at', '<', before)]),
    )
    .orderBy('org.id')
    .execute()
  for (const { id } of rows) {
    const org = await kernel.openOrg(id as OrgId)
    await org?.change(async (change) =>
      change.enqueue({ kind: LEDGER_VERIFY, input: null, key: LEDGER_VERIFY }),
    )
  }
  return rows.length
}
