/** One organisation's data, and the only way to change it: rows, events and jobs in one transaction. */
import { randomBytes } from 'node:crypto'
import { type EventDraft, findDraftFault, formatUlid, ULID_RANDOM_BYTES } from '@occtet/toolkit/ledger'
import { type Kysely, sql } from 'kysely'
import type { Change, Changed, NewJob, OrgId, OrgScope, Recorded } from '../kernel/model.ts'
import { pendingFirstWrite } from './first-write.ts'
import { isInChange, runInChange } from './in-change.ts'
import { toInstant } from '../kernel/time.ts'
import type { Store } from './open.ts'
import type { Tables } from './tables/index.ts'
import { untilChange } from './until-change.ts'
import { tenantGuard } from './tenant-guard.ts'

/** What runs beside the requests. Both return at once. */
export interface AfterCommit {
  /** Jobs are waiting. */
  readonly wakeJobs: () => void
  /** Events are in the outbox. */
  readonly wakeLedger: (org: OrgId) => void
  /** Waits at most about a quarter of a second for these events. */
  readonly recorded: (org: OrgId, events: readonly string[]) => Promise<Recorded>
}

export interface ScopeParts {
  readonly store: Store
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly after: AfterCommit
}

/** Undefined where there is no such organisation. */
export async function openOrgScope(parts: ScopeParts, id: OrgId): Promise<OrgScope | undefined> {
  const org = await parts.store.db
    .selectFrom('org')
    .select(['slug', 'ledger_origin'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (org === undefined) return undefined
  return {
    id,
    slug: org.slug,
    db: parts.store.db.withPlugin(tenantGuard(id)),
    change: async (work) => change(parts, id, work),
    untilChange: async (name, compute, weigh) =>
      untilChange({ store: parts.store, id }, name, { compute, ...(weigh === undefined ? {} : { weigh }) }),
  }
}

async function change<T>(
  parts: ScopeParts,
  id: OrgId,
  work: (change: Change) => Promise<T>,
): Promise<Changed<T>> {
  if (isInChange()) throw new Error('a change inside a change: hand the outer one down')
  const { store, after } = parts
  const first = pendingFirstWrite()
  const done = await inTurn(store, id, async () =>
    store.db.transaction().execute(async (tx) => {
      if (store.engine === 'postgres') await lockOrg(tx, id)
      await first?.write(tx.withoutPlugins())
      return runInChange(async () => carryOut(parts, { id, tx: tx.withoutPlugins() }, work))
    }),
  )
  if (first !== undefined) first.isDone = true
  if (done.jobs > 0) after.wakeJobs()
  if (done.events.length > 0) after.wakeLedger(id)
  const recorded = async (): Promise<Recorded> =>
    done.events.length === 0 ? { state: done.state } : after.recorded(id, done.events)
  return { value: done.value, recorded }
}

interface Done<T> {
  readonly value: T
  readonly events: readonly string[]
  readonly jobs: number
  /** Where there are no events to wait for. */
  readonly state: 'recorded' | 'off'
}

async function carryOut<T>(
  { clock }: ScopeParts,
  { id, tx }: { readonly id: OrgId; readonly tx: Kysely<Tables> },
  work: (change: Change) => Promise<T>,
): Promise<Done<T>> {
  const drafts: EventDraft[] = []
  let jobs = 0
  const value = await work({
    db: tx.withPlugin(tenantGuard(id)),
    record: (draft) => {
      const fault = findDraftFault(draft) ?? findReserved(draft)
      if (fault !== undefined) throw new Error(`an event that nobody can record: ${fault.message}`)
      drafts.push(draft)
    },
    enqueue: async (job) => {
      jobs++
      return enqueue(tx, { id, job, now: clock() })
    },
  })
  const org = await tx
    .updateTable('org')
    .set((of) => ({ revision: of('revision', '+', 1) }))
    .where('id', '=', id)
    .returning('ledger_origin')
    .executeTakeFirst()
  if (org === undefined || org.ledger_origin === null) return { value, events: [], jobs, state: 'off' }
  const events = await addToOutbox(tx, { id, drafts, now: clock() })
  return { value, events, jobs, state: 'recorded' }
}

/** The log says these of itself; from the outbox they would hold up everything behind them. */
function findReserved({ type, data }: EventDraft): { readonly message: string } | undefined {
  const isKey = type.startsWith('key.') && (data['purpose'] === 'event' || data['purpose'] === 'log')
  return type === 'log.created' || isKey ? { message: `${type} is recorded by the log itself` } : undefined
}

const ROWS = 500

/** Their ids. Each event gets its id and time here, so that a repeated append is the same event. */
async function addToOutbox(
  tx: Kysely<Tables>,
  { id, drafts, now }: { readonly id: OrgId; readonly drafts: readonly EventDraft[]; readonly now: number },
): Promise<readonly string[]> {
  const time = new Date(now).toISOString()
  const rows = drafts.map((draft) => {
    const event_id = draft.id ?? newId(now)
    const whole = JSON.stringify({ ...draft, id: event_id, time: draft.time ?? time })
    return { org_id: id, event_id, draft: whole, log_index: null, created_at: toInstant(now) }
  })
  for (let at = 0; at < rows.length; at += ROWS) {
    await tx
      .insertInto('outbox')
      .values(rows.slice(at, at + ROWS))
      .execute()
  }
  return rows.map(({ event_id }) => event_id)
}

function newId(now: number): string {
  return formatUlid(now, randomBytes(ULID_RANDOM_BYTES))
}

interface JobOrder {
  readonly id: OrgId
  readonly job: NewJob
  readonly now: number
}

/** With a key: the job that waits under it, held so that nobody starts it before this change is there for it to see. */
export async function enqueue(db: Kysely<Tables>, { id, job, now }: JobOrder): Promise<string> {
  if (job.key !== undefined) {
    const waiting = await db
      .updateTable('job')
      .set({ key: job.key })
      .where('org_id', '=', id)
      .where('key', '=', job.key)
      .where('state', '=', 'queued')
      .returning('id')
      .executeTakeFirst()
    if (waiting !== undefined) return waiting.id
  }
  const jobId = newId(now)
  await db
    .insertInto('job')
    .values({
      ...fresh,
      id: jobId,
      org_id: id,
      product: job.product ?? null,
      kind: job.kind,
      key: job.key ?? null,
      input: JSON.stringify(job.input ?? null),
      created_at: toInstant(now),
    })
    .execute()
  return jobId
}

const fresh = {
  state: 'queued',
  step: null,
  done: 0,
  total: 0,
  result: null,
  error_code: null,
  error_message: null,
  attempts: 0,
  lease_until: null,
  worker: null,
  started_at: null,
  ended_at: null,
} as const

/** Several servers on one database: the second waits here until the first has committed. */
async function lockOrg(tx: Kysely<Tables>, id: OrgId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`occtet-org:${id}`}, 0))`.execute(tx)
}

const turns = new WeakMap<Store, Map<string, Promise<unknown>>>()

/** Changes of one organisation one after the other; a failure does not stop the next. Holds no connection while it waits. */
async function inTurn<T>(store: Store, id: OrgId, work: () => Promise<T>): Promise<T> {
  const ofStore = turns.get(store) ?? new Map<string, Promise<unknown>>()
  turns.set(store, ofStore)
  const before = ofStore.get(id) ?? Promise.resolve()
  const run = before.then(work, work)
  const settled = run.catch(() => undefined)
  ofStore.set(id, settled)
  try {
    return await run
  } finally {
    if (ofStore.get(id) === settled) ofStore.delete(id)
  }
}
