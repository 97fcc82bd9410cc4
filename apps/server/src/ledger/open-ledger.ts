/** Opens the log of an organisation for writing; makes it the first time, and never a second one. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  createCosigner,
  createEventLedger,
  type EventLedger,
  LedgerError,
  type LedgerHome,
  type NewEventLedger,
  openCosignerMemory,
  openEventLedger,
  type OpenOptions,
} from '@occtet/toolkit/adapters'
import { sha256 } from '@occtet/toolkit/base'
import { parsePolicy } from '@occtet/toolkit/translog'
import type { Kysely } from 'kysely'
import type { OrgRow } from '../db/tables/core.ts'
import type { Tables } from '../db/tables/index.ts'
import type { Settings } from '../kernel/model.ts'
import { isOnThisMachine, orgLedgerHome, policyPath } from './home.ts'

/** The log of this organisation is not here, or is another one than the database knows. Nothing is recorded until a person looks. */
export class LedgerElsewhere extends Error {
  override readonly name = 'LedgerElsewhere'
  readonly code: 'LEDGER_ABSENT' | 'LEDGER_DIFFERS'

  constructor(code: 'LEDGER_ABSENT' | 'LEDGER_DIFFERS', message: string) {
    super(message)
    this.code = code
  }
}

export interface LedgerParts {
  readonly db: Kysely<Tables>
  readonly settings: Pick<Settings, 'dataDir' | 'isOffline'>
  /** Milliseconds since 1970. */
  readonly clock?: () => number
}

/** Undefined where the organisation keeps none. Throws LedgerError (LEDGER_LOCKED: another process writes it), LedgerElsewhere. */
export async function openLedgerOf(
  { db, settings, clock }: LedgerParts,
  org: Pick<OrgRow, 'id' | 'name' | 'ledger_origin'>,
): Promise<EventLedger | undefined> {
  if (org.ledger_origin === null) return undefined
  const home = orgLedgerHome(settings.dataDir, org.id, org.ledger_origin)
  const known = await db
    .selectFrom('ledger_state')
    .select(['verifier_key', 'checkpoint'])
    .where('org_id', '=', org.id)
    .executeTakeFirst()
  if (known !== undefined && !isOnThisMachine(home)) {
    throw new LedgerElsewhere('LEDGER_ABSENT', 'the log is not in the data folder of this server')
  }
  const time = clock === undefined ? {} : { now: clock }
  if (known === undefined) await makeLedger(home, { organisation: org.name, ...time })
  const ledger = await openEventLedger(home, {
    ...time,
    writer: writerOptions(home, { isOffline: settings.isOffline, checkpoint: known?.checkpoint }),
  })
  try {
    await rememberKey(db, org.id, ledger)
    return ledger
  } catch (cause) {
    await ledger.close()
    throw cause
  }
}

/** Harmless where a kill came between the log and what the database knows of it. */
async function makeLedger(home: LedgerHome, options: NewEventLedger): Promise<void> {
  try {
    await createEventLedger(home, options)
  } catch (cause) {
    if (!(cause instanceof LedgerError) || cause.code !== 'LEDGER_EXISTS') throw cause
  }
}

/** Before anything is recorded. Of two servers that started a log each, one gets no further. */
async function rememberKey(db: Kysely<Tables>, id: string, ledger: EventLedger): Promise<void> {
  const none = { checked_at: null, checked_size: null, faults: null }
  await db
    .insertInto('ledger_state')
    .values({ org_id: id, verifier_key: ledger.verifierKey, checkpoint: ledger.published.note, ...none })
    .onConflict((conflict) => conflict.column('org_id').doNothing())
    .execute()
  const { verifier_key } = await db
    .selectFrom('ledger_state')
    .select('verifier_key')
    .where('org_id', '=', id)
    .executeTakeFirstOrThrow()
  if (verifier_key === ledger.verifierKey) return
  throw new LedgerElsewhere(
    'LEDGER_DIFFERS',
    'the log in the data folder has another key than the one in use',
  )
}

/** Witnesses as the policy names them; without one, nobody witnesses this log. */
function writerOptions(
  home: LedgerHome,
  { isOffline, checkpoint }: { readonly isOffline: boolean; readonly checkpoint: string | undefined },
): OpenOptions {
  const known = checkpoint === undefined ? {} : { known: [{ note: checkpoint }] }
  const path = policyPath(home)
  if (!existsSync(path)) return known
  const policy = parsePolicy(sha256, readFileSync(path, 'utf8'))
  if (!policy.ok) throw new LedgerError('CONFIG_INVALID', `${path}: ${policy.error.message}`)
  const memory = openCosignerMemory(join(dirname(home.log.seenPath), 'witnesses.json'))
  const silent = {
    exchange: async () => await Promise.resolve({ kind: 'failed' as const, reason: 'offline' }),
  }
  return { ...known, cosign: createCosigner(policy.value, memory, isOffline ? silent : {}) }
}
