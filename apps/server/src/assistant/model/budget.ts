/** Tokens of a calendar month (UTC), counted in the database: what a request may take is held before anything is sent. */
import type { ModelRequest } from '@occtet/toolkit/assistant'
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

export async function readTokens({ db, id }: OrgRows, month: string): Promise<number> {
  const row = await db
    .selectFrom('assistant_usage')
    .select('tokens')
    .where('org_id', '=', id)
    .where('month', '=', month)
    .executeTakeFirst()
  return Number(row?.tokens ?? 0)
}

export interface Held {
  readonly month: string
  readonly tokens: number
}

/** False: the month has less left. One statement, so that two requests at once never hold more than there is. */
export async function holdTokens({ db, id }: OrgRows, held: Held, budget: number): Promise<boolean> {
  await db
    .insertInto('assistant_usage')
    .values({ org_id: id, month: held.month, tokens: 0 })
    .onConflict((conflict) => conflict.columns(['org_id', 'month']).doNothing())
    .execute()
  const { numUpdatedRows } = await db
    .updateTable('assistant_usage')
    .set((row) => ({ tokens: row('tokens', '+', held.tokens) }))
    .where('org_id', '=', id)
    .where('month', '=', held.month)
    .where('tokens', '<=', budget - held.tokens)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Replaces what was held by what was used. */
export async function settleTokens({ db, id }: OrgRows, held: Held, used: number): Promise<void> {
  await db
    .updateTable('assistant_usage')
    .set((row) => ({ tokens: row('tokens', '+', used - held.tokens) }))
    .where('org_id', '=', id)
    .where('month', '=', held.month)
    .execute()
}
