/** A log as it is published: events, leaves, key, newest checkpoint. Needs no lock. */
import {
  type EventSource,
  LedgerError,
  type LedgerHome,
  LedgerReader,
  openEventReader,
} from '@occtet/toolkit/adapters'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { formatVerifierKey, type VerifiedCheckpoint } from '@occtet/toolkit/translog'
import type { Kernel, OrgScope } from '../kernel/model.ts'
import { isOnThisMachine, orgLedgerHome } from './home.ts'

export interface LedgerView {
  readonly home: LedgerHome
  readonly source: EventSource
  readonly log: LedgerReader
  readonly key: string
  readonly checkpoint: VerifiedCheckpoint
  readonly note: string
}

export interface NoView {
  readonly code: 'LEDGER_OFF' | 'LEDGER_NEW' | 'LEDGER_UNREADABLE'
  readonly origin: string
  /** Why it cannot be read. */
  readonly reason: string
}

export async function viewLedgerOf(org: OrgScope, kernel: Kernel): Promise<Result<LedgerView, NoView>> {
  const row = await org.db
    .selectFrom('org')
    .select('ledger_origin')
    .where('id', '=', org.id)
    .executeTakeFirstOrThrow()
  if (row.ledger_origin === null) return err({ code: 'LEDGER_OFF', origin: '', reason: '' })
  const origin = row.ledger_origin
  const home = orgLedgerHome(kernel.settings.dataDir, org.id, origin)
  const known = await org.db
    .selectFrom('ledger_state')
    .select('verifier_key')
    .where('org_id', '=', org.id)
    .executeTakeFirst()
  if (known === undefined) return err({ code: 'LEDGER_NEW', origin, reason: '' })
  if (!isOnThisMachine(home)) return err({ code: 'LEDGER_UNREADABLE', origin, reason: 'LEDGER_ABSENT' })
  const view = readView(home)
  if (!view.ok) return err({ code: 'LEDGER_UNREADABLE', origin, reason: view.error })
  return view.value.key === known.verifier_key
    ? view
    : err({ code: 'LEDGER_UNREADABLE', origin, reason: 'LEDGER_DIFFERS' })
}

function readView(home: LedgerHome): Result<LedgerView, string> {
  try {
    const log = new LedgerReader(home.log.dir)
    const source = openEventReader(home)
    return ok({ home, source, log, key: formatVerifierKey(log.key), ...log.checkpoint() })
  } catch (cause) {
    // Damage is an answer here, not a failure of the request.
    if (cause instanceof LedgerError) return err(cause.code)
    throw cause
  }
}
