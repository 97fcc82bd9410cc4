/** From the outbox into the log: in order, in batches, and again after a kill. An event's id makes the repetition harmless. */
import { type EventLedger, LedgerError } from '@occtet/toolkit/adapters'
import type { EventDraft } from '@occtet/toolkit/ledger'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables/index.ts'

/** Events that share the syncs of one publication. */
const BATCH = 256

export interface Drained {
  /** Index in the log, by id of the event. */
  readonly places: ReadonlyMap<string, number>
  /** More may wait. */
  readonly isFull: boolean
}

/** One batch: recorded, published, marked. Killed in between, the next run finds the same events again. */
export async function drainBatch(db: Kysely<Tables>, orgId: string, ledger: EventLedger): Promise<Drained> {
  const rows = await db
    .selectFrom('outbox')
    .select(['seq', 'event_id', 'draft'])
    .where('org_id', '=', orgId)
    .where('log_index', 'is', null)
    .orderBy('seq')
    .limit(BATCH)
    .execute()
  if (rows.length === 0) return { places: new Map(), isFull: false }
  const drafts = rows.map(({ draft }) => JSON.parse(draft) as EventDraft)
  const recorded = await ledger.record(drafts)
  const { note } = await ledger.publish()
  const places = new Map(recorded.map(({ id, index }) => [id, Number(index)]))
  await db.transaction().execute(async (tx) => {
    for (const { event_id } of rows) {
      const index = places.get(event_id)
      if (index === undefined) throw new LedgerError('LEDGER_STOPPED', 'an event without a place')
      await tx.updateTable('outbox').set({ log_index: index }).where('event_id', '=', event_id).execute()
    }
    await tx.updateTable('ledger_state').set({ checkpoint: note }).where('org_id', '=', orgId).execute()
  })
  return { places, isFull: rows.length === BATCH }
}

/** Organisations with something in the outbox. */
export async function listWaiting(db: Kysely<Tables>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('org_id')
    .distinct()
    .where('log_index', 'is', null)
    .execute()
  return rows.map(({ org_id }) => org_id)
}

/** Where these events stand; undefined while one of them is not recorded. */
export async function findPlaces(
  db: Kysely<Tables>,
  events: readonly string[],
): Promise<readonly number[] | undefined> {
  const rows = await db.selectFrom('outbox').select('log_index').where('event_id', 'in', events).execute()
  const places = rows.flatMap(({ log_index }) => (log_index === null ? [] : [log_index]))
  return places.length === events.length ? places : undefined
}
