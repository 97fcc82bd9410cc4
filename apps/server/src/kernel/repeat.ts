/** Repeated requests (`Idempotency-Key`): the first answer again, never a second change. */
import { sha256Hex } from '@occtet/toolkit/base'
import type { Kysely } from 'kysely'
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

/** How long an answer is kept, seconds. A claim whose process died stays as long: better no change than two. */
const KEPT = 86_400
const MAX_STORED = 262_144

export function toRepeatKey(header: string): string | undefined {
  return /^[\x21-\x7e]{1,128}$/.test(header) ? header : undefined
}

export function digestRequest(method: string, path: string, body: string): string {
  return sha256Hex(`${method}\n${path}\n${body}`)
}

export async function claimRepeat(db: Kysely<Tables>, key: RepeatKey): Promise<Claim> {
  await db.deleteFrom('repeat').where('created_at', '<', addSeconds(key.now, -KEPT)).execute()
  const row = { caller: key.caller, key: key.key, request: key.request, status: 0, body: '', headers: '[]' }
  const inserted = await db
    .insertInto('repeat')
    .values({ ...row, created_at: key.now })
    .onConflict((conflict) => conflict.columns(['caller', 'key']).doNothing())
    .executeTakeFirst()
  if (Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0) return { kind: 'first' }
  return readRepeat(db, key)
}

async function readRepeat(db: Kysely<Tables>, key: RepeatKey): Promise<Claim> {
  const row = await db
    .selectFrom('repeat')
    .selectAll()
    .where('caller', '=', key.caller)
    .where('key', '=', key.key)
    .executeTakeFirst()
  if (row === undefined)
    return refuse('CONFLICT', 'the first request of this key has just failed; send it again')
  if (row.request !== key.request) {
    return refuse('KEY_REUSED', 'this idempotency key was used for another request')
  }
  if (row.status === 0)
    return refuse(
      'CONFLICT',
      'the first request of this key is under way, or was cut off: look before you send it anew',
    )
  if (row.status === SECRET) {
    return refuse('KEY_REUSED', 'this request was answered already; the secret in its answer is shown once')
  }
  const headers = new Headers(JSON.parse(row.headers) as [string, string][])
  headers.set('idempotency-replayed', 'true')
  return {
    kind: 'again',
    response: new Response(row.status === 204 ? null : row.body, { status: row.status, headers }),
  }
}

/** Status of an answer that was given and is not kept. */
const SECRET = 1

function refuse(code: string, detail: string): Claim {
  return { kind: 'refused', problem: { status: 409, code, detail } }
}

const keptHeaders = ['content-type', 'location']

/** Faults of the server and answers too large to keep free the key, so that the client can try again. */
export async function storeRepeat(
  db: Kysely<Tables>,
  key: RepeatKey,
  answer: { readonly response: Response; readonly isSecret: boolean },
): Promise<void> {
  const { response, isSecret } = answer
  const found = db.updateTable('repeat').where('caller', '=', key.caller).where('key', '=', key.key)
  if (isSecret && response.ok) {
    await found.set({ status: SECRET }).execute()
    return
  }
  const isText = /json/.test(response.headers.get('content-type') ?? 'json')
  const body = isText && response.status < 500 ? await response.clone().text() : undefined
  if (body === undefined || body.length > MAX_STORED) return releaseRepeat(db, key)
  const headers = keptHeaders.flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  await found.set({ status: response.status, body, headers: JSON.stringify(headers) }).execute()
}

export async function releaseRepeat(db: Kysely<Tables>, key: RepeatKey): Promise<void> {
  await db.deleteFrom('repeat').where('caller', '=', key.caller).where('key', '=', key.key).execute()
}
