/** Repeated requests (`Idempotency-Key`): the first answer again, never a second change. */
import { sha256Hex } from '@occtet/toolkit/base'
import type { Kysely } from 'kysely'
import type { RepeatRow } from '../db/tables/accounts.ts'
import type { Tables } from '../db/tables/index.ts'
import type { Problem } from './problem.ts'
import { addSeconds } from './time.ts'

/** A key that a client chose, with what it asked for. */
export interface RepeatKey {
  /** Kind and id of the caller: one caller never meets another's answers. */
  readonly caller: string
  readonly key: string
  /** Of method, path and body. */
  readonly request: string
  readonly now: string
}

export type Claim =
  /** The first of its key: run it, then `store` or `release`. */
  | { readonly kind: 'first' }
  | { readonly kind: 'again'; readonly response: Response }
  | { readonly kind: 'refused'; readonly problem: Problem }

/** How long an answer is kept, seconds; and a claim whose process died: better no change than two. */
const KEPT = 86_400
const MAX_STORED = 262_144

export function toRepeatKey(header: string): string | undefined {
  return /^[\x21-\x7e]{1,128}$/.test(header) ? header : undefined
}

export function digestRequest(method: string, path: string, body: string): string {
  return sha256Hex(`${method}\n${path}\n${body}`)
}

/** For routes of an organisation: looks, and claims nothing. `claimInside` does that together with what is changed. */
export async function findRepeat(db: Kysely<Tables>, key: RepeatKey): Promise<Claim> {
  await sweep(db, key)
  return (await readRow(db, key)) === undefined ? { kind: 'first' } : readRepeat(db, key)
}

/** Another request of the same key was committed first; what this one changed is undone. */
export class RepeatClash extends Error {
  override readonly name = 'RepeatClash'
}

/**
 * Within the transaction of the change: a kill before its commit leaves neither, so that the request can be sent again; a
 * kill after it leaves both, so that nothing is changed twice. Throws RepeatClash.
 */
export async function claimInside(tx: Kysely<Tables>, key: RepeatKey): Promise<void> {
  if (!(await insertClaim(tx, key, COMMITTED))) throw new RepeatClash('this key was used meanwhile')
}

/** For the others: before anything is done. */
export async function claimRepeat(db: Kysely<Tables>, key: RepeatKey): Promise<Claim> {
  await sweep(db, key)
  return (await insertClaim(db, key, UNDER_WAY)) ? { kind: 'first' } : readRepeat(db, key)
}

async function sweep(db: Kysely<Tables>, { now }: RepeatKey): Promise<void> {
  await db.deleteFrom('repeat').where('created_at', '<', addSeconds(now, -KEPT)).execute()
}

async function insertClaim(db: Kysely<Tables>, key: RepeatKey, status: number): Promise<boolean> {
  const row = { caller: key.caller, key: key.key, request: key.request, status, body: '', headers: '[]' }
  const inserted = await db
    .insertInto('repeat')
    .values({ ...row, created_at: key.now })
    .onConflict((conflict) => conflict.columns(['caller', 'key']).doNothing())
    .executeTakeFirst()
  return Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0
}

async function readRow(db: Kysely<Tables>, key: RepeatKey): Promise<RepeatRow | undefined> {
  return db
    .selectFrom('repeat')
    .selectAll()
    .where('caller', '=', key.caller)
    .where('key', '=', key.key)
    .executeTakeFirst()
}

export async function readRepeat(db: Kysely<Tables>, key: RepeatKey): Promise<Claim> {
  const row = await readRow(db, key)
  if (row === undefined)
    return refuse('CONFLICT', 'the first request of this key has just failed; send it again')
  if (row.request !== key.request) {
    return refuse('KEY_REUSED', 'this idempotency key was used for another request')
  }
  switch (row.status) {
    case UNDER_WAY:
      return refuseUnderWay()
    case COMMITTED:
      return refuse(
        'CONFLICT',
        'the first request of this key was carried out, and its answer is lost: look at what is there',
      )
    case SECRET:
      return refuse('KEY_REUSED', 'this request was answered already; the secret in its answer is shown once')
    default:
      return { kind: 'again', response: replay(row) }
  }
}

function replay({ status, body, headers }: RepeatRow): Response {
  const all = new Headers(JSON.parse(headers) as [string, string][])
  all.set('idempotency-replayed', 'true')
  return new Response(status === 204 ? null : body, { status, headers: all })
}

export function refuseUnderWay(): Extract<Claim, { readonly kind: 'refused' }> {
  return refuse(
    'CONFLICT',
    'the first request of this key is under way, or was cut off: look before you send it anew',
  )
}

const UNDER_WAY = 0
/** An answer that was given and is not kept. */
const SECRET = 1
/** Changed, and not answered yet; for ever so where the process died in between. */
const COMMITTED = 2

function refuse(code: string, detail: string): Extract<Claim, { readonly kind: 'refused' }> {
  return { kind: 'refused', problem: { status: 409, code, detail } }
}

const keptHeaders = ['content-type', 'location']

export interface GivenAnswer {
  readonly response: Response
  readonly isSecret: boolean
  /** Something was changed, and the claim with it: it stays, whatever the answer was. */
  readonly isCommitted: boolean
}

/** Faults of the server and answers too large to keep free the key where nothing was changed, so that the client can try again. */
export async function storeRepeat(db: Kysely<Tables>, key: RepeatKey, answer: GivenAnswer): Promise<void> {
  const { response, isSecret, isCommitted } = answer
  const kept = isSecret && response.ok ? secretAnswer : await toKept(response)
  if (kept === undefined) return isCommitted ? undefined : releaseRepeat(db, key)
  if (!isCommitted) await insertClaim(db, key, UNDER_WAY)
  await db
    .updateTable('repeat')
    .set(kept)
    .where('caller', '=', key.caller)
    .where('key', '=', key.key)
    .where('request', '=', key.request)
    .where('status', 'in', [UNDER_WAY, COMMITTED])
    .execute()
}

const secretAnswer = { status: SECRET, body: '', headers: '[]' }

async function toKept(
  response: Response,
): Promise<Pick<RepeatRow, 'status' | 'body' | 'headers'> | undefined> {
  const isText = /json/.test(response.headers.get('content-type') ?? 'json')
  const body = isText && response.status < 500 ? await response.clone().text() : undefined
  if (body === undefined || body.length > MAX_STORED) return undefined
  const headers = keptHeaders.flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  return { status: response.status, body, headers: JSON.stringify(headers) }
}

export async function releaseRepeat(db: Kysely<Tables>, key: RepeatKey): Promise<void> {
  await db
    .deleteFrom('repeat')
    .where('caller', '=', key.caller)
    .where('key', '=', key.key)
    .where('status', '=', UNDER_WAY)
    .execute()
}
