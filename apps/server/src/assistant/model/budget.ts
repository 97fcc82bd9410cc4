/** Tokens of a calendar month (UTC), counted in the database: what a request may take is held before anything is sent. */
import type { ModelRequest } from '@occtet/toolkit/assistant'
import { makeId } from '../../kernel/secrets.ts'
import { toInstant } from '../../kernel/time.ts'
import type { OrgRows } from '../../triage/org-rows.ts'

/** `YYYY-MM`. */
export function monthOf(now: string): string {
  return now.slice(0, 7)
}

export function bytesOf({ messages }: ModelRequest): number {
  return messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0)
}

/** A token is three bytes of our languages or more; two, so that hardly any text takes more than was held for it. */
export function mostTokens(request: ModelRequest): number {
  return Math.ceil(bytesOf(request) / 2) + request.maxTokens
}

/** Where an endpoint does not count. */
export function estimateTokens(bytes: number): number {
  return Math.ceil(bytes / 3)
}

/** Used, and held for what is under way. A hold that is older than any call was left by a crash: what was sent counts, no more. */
export async function readTokens({ db, id }: OrgRows, now: string): Promise<number> {
  const month = monthOf(now)
  const row = await db
    .selectFrom('assistant_usage')
    .select('tokens')
    .where('org_id', '=', id)
    .where('month', '=', month)
    .executeTakeFirst()
  const held = await db
    .selectFrom('assistant_hold')
    .select(['tokens', 'sent', 'until'])
    .where('org_id', '=', id)
    .where('month', '=', month)
    .execute()
  return held.reduce(
    (sum, { tokens, sent, until }) => sum + Number(until < now ? sent : tokens),
    Number(row?.tokens ?? 0),
  )
}

export interface Held {
  readonly id: string
  readonly month: string
  readonly tokens: number
}

/** Beyond the longest that an endpoint is waited for: what is done with its answer, and clocks of several processes. Milliseconds. */
const grace = 300_000

export interface HoldWish {
  readonly request: ModelRequest
  readonly budget: number
  /** Milliseconds that the endpoint is waited for at most. */
  readonly patience: number
  /** RFC 3339. */
  readonly now: string
}

/** Undefined: the month has less left. In a change, so that two requests at once never hold more than there is. */
export async function holdTokens(rows: OrgRows, wish: HoldWish): Promise<Held | undefined> {
  const { request, budget, patience, now } = wish
  const held = { id: makeId(), month: monthOf(now), tokens: mostTokens(request) }
  if ((await readTokens(rows, now)) + held.tokens > budget) return undefined
  const until = toInstant(Date.parse(now) + patience + grace)
  const sent = estimateTokens(bytesOf(request))
  await rows.db
    .insertInto('assistant_hold')
    .values({ org_id: rows.id, ...held, sent, until })
    .execute()
  return held
}

/** Replaces what was held by what was used. In a change. */
export async function settleTokens({ db, id }: OrgRows, held: Held, used: number): Promise<void> {
  await db.deleteFrom('assistant_hold').where('org_id', '=', id).where('id', '=', held.id).execute()
  await db
    .insertInto('assistant_usage')
    .values({ org_id: id, month: held.month, tokens: used })
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'month'])
        .doUpdateSet((row) => ({ tokens: row('assistant_usage.tokens', '+', used) })),
    )
    .execute()
}
