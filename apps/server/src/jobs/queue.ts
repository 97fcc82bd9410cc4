/** Which job is whose: claimed, kept, given back, ended. One statement each, so that two servers never run one job. */
import type { Kysely } from 'kysely'
import type { Store } from '../db/open.ts'
import type { JobRow } from '../db/tables/core.ts'
import type { Tables } from '../db/tables/index.ts'
import { toInstant } from '../kernel/time.ts'

/** A process that is alive renews its lease well before; after a kill the job starts again when it has run out (`takeOver`: at once). */
export const LEASE_SECONDS = 60
/** A job that takes its process down with it must not do so for ever. */
export const MOST_ATTEMPTS = 3

export interface Claimant {
  readonly store: Store
  /** Of this process; another one after each start. */
  readonly worker: string
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

/** The oldest job that waits, or whose process has died. Undefined: nothing to do. */
export async function claimJob({ store, worker, clock }: Claimant): Promise<JobRow | undefined> {
  const now = toInstant(clock())
  await giveUp(store.db, now)
  const oldest = store.db
    .selectFrom('job')
    .select('id')
    .where((of) =>
      of.or([of('state', '=', 'queued'), of.and([of('state', '=', 'running'), of('lease_until', '<', now)])]),
    )
    .orderBy('id')
    .limit(1)
  return store.db
    .updateTable('job')
    .set((of) => ({
      state: 'running',
      worker,
      attempts: of('attempts', '+', 1),
      lease_until: leaseFrom(clock()),
      started_at: of.fn.coalesce('started_at', of.val(now)),
    }))
    .where('id', '=', store.engine === 'postgres' ? oldest.forUpdate().skipLocked() : oldest)
    .returningAll()
    .executeTakeFirst()
}

/**
 * A server begins: what the one before it left running can be claimed at once. With the embedded database it is the only
 * one; of a database that others use too, nobody knows who is still at work, and the lease has to run out.
 */
export async function takeOver({ db, engine }: Store): Promise<void> {
  if (engine !== 'sqlite') return
  await db.updateTable('job').set({ lease_until: '' }).where('state', '=', 'running').execute()
}

async function giveUp(db: Kysely<Tables>, now: string): Promise<void> {
  await db
    .updateTable('job')
    .set({
      state: 'failed',
      ended_at: now,
      lease_until: null,
      error_code: 'ATTEMPTS_USED_UP',
      error_message: `the server stopped ${MOST_ATTEMPTS} times while it did this`,
    })
    .where('state', '=', 'running')
    .where('lease_until', '<', now)
    .where('attempts', '>=', MOST_ATTEMPTS)
    .execute()
}

function leaseFrom(milliseconds: number): string {
  return toInstant(milliseconds + LEASE_SECONDS * 1000)
}

export interface Progress {
  readonly step: string
  readonly done: number
  readonly total: number
}

/** Renews the lease, and says how far it is. False: the job is no longer this worker's, or somebody stopped it. */
export async function keepJob(
  { store, worker, clock }: Claimant,
  id: string,
  progress: Progress | undefined,
): Promise<boolean> {
  const kept = await store.db
    .updateTable('job')
    .set({ lease_until: leaseFrom(clock()), ...progress })
    .where('id', '=', id)
    .where('worker', '=', worker)
    .where('state', '=', 'running')
    .returning('id')
    .executeTakeFirst()
  return kept !== undefined
}

/** Whether it still runs here. Reads only. */
export async function isOurs({ store, worker }: Claimant, id: string): Promise<boolean> {
  const row = await store.db
    .selectFrom('job')
    .select('id')
    .where('id', '=', id)
    .where('worker', '=', worker)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return row !== undefined
}

export type Ending =
  | { readonly state: 'done'; readonly result: unknown }
  | { readonly state: 'failed'; readonly code: string; readonly message: string }

/** Nothing happens where the job was stopped, or is somebody else's by now. */
export async function endJob({ store, worker, clock }: Claimant, id: string, ending: Ending): Promise<void> {
  const outcome =
    ending.state === 'done'
      ? { state: 'done' as const, result: JSON.stringify(ending.result ?? null) }
      : { state: 'failed' as const, error_code: ending.code, error_message: ending.message }
  await store.db
    .updateTable('job')
    .set({ ...outcome, ended_at: toInstant(clock()), lease_until: null })
    .where('id', '=', id)
    .where('worker', '=', worker)
    .where('state', '=', 'running')
    .execute()
}

/** The server stops in order: whoever comes next starts the job again at once. Its key may be taken by now. */
export async function giveBack({ store, worker }: Claimant, id: string): Promise<void> {
  await store.db
    .updateTable('job')
    .set((of) => ({
      state: 'queued',
      worker: null,
      lease_until: null,
      key: null,
      attempts: of('attempts', '-', 1),
    }))
    .where('id', '=', id)
    .where('worker', '=', worker)
    .where('state', '=', 'running')
    .execute()
}
