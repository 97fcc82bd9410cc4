/** Sends what waits for webhooks: each attempt is claimed first, so two servers never send one at the same moment. */
import type { WebhookDeliveryRow, WebhookRow } from '../db/tables/notices.ts'
import type { OrgScope } from '../kernel/model.ts'
import { places, type Vault } from '../kernel/vault.ts'
import { addSeconds } from '../kernel/time.ts'
import { findTarget, type Resolve } from './address-guard.ts'
import { postOnce } from './post.ts'
import { signMessage } from './sign.ts'

/** Seconds until the next attempt; after the last one it has failed. As the specification suggests: growing to a day. */
export const backoff: readonly number[] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400]

/** While an attempt is under way; longer than it can take. */
const LEASE = 60
const MOST = 50

export interface DeliveryPorts {
  readonly allowsPrivate: boolean
  readonly resolve: Resolve
  readonly vault: Vault
}

/** How many were tried. */
export async function deliverWebhooks(org: OrgScope, now: string, ports: DeliveryPorts): Promise<number> {
  const rows = await org.db
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('org_id', '=', org.id)
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(MOST)
    .execute()
  const tried = await Promise.all(rows.map(async (row) => deliverOne(org, row, { now, ports })))
  return tried.filter(Boolean).length
}

interface Attempt {
  readonly now: string
  readonly ports: DeliveryPorts
}

async function deliverOne(org: OrgScope, row: WebhookDeliveryRow, { now, ports }: Attempt): Promise<boolean> {
  const attempts = row.attempts + 1
  const claimed = await org.db
    .updateTable('webhook_delivery')
    .set({ attempts, next_at: addSeconds(now, LEASE) })
    .where('org_id', '=', org.id)
    .where('id', '=', row.id)
    .where('state', '=', 'waiting')
    .where('attempts', '=', row.attempts)
    .executeTakeFirstOrThrow()
  if (claimed.numUpdatedRows === 0n) return false
  const hook = await org.db
    .selectFrom('webhook')
    .selectAll()
    .where('org_id', '=', org.id)
    .where('id', '=', row.webhook_id)
    .executeTakeFirst()
  if (hook === undefined) return false
  const outcome = await trySend(row, hook, { now, ports })
  await org.db
    .updateTable('webhook_delivery')
    .set({
      ...whatNext(outcome, attempts, now),
      status: outcome.status ?? null,
      error: outcome.error ?? null,
    })
    .where('org_id', '=', org.id)
    .where('id', '=', row.id)
    .execute()
  return true
}

interface Outcome {
  readonly status?: number
  readonly error?: string
}

/** `attempts`: with the one that came out like this. */
function whatNext(
  { status }: Outcome,
  attempts: number,
  now: string,
): Pick<WebhookDeliveryRow, 'state' | 'next_at'> {
  if (status !== undefined && status >= 200 && status < 300) return { state: 'done', next_at: null }
  const wait = backoff[attempts - 1]
  // 410 Gone: the receiver asks to be left alone.
  return wait === undefined || status === 410
    ? { state: 'failed', next_at: null }
    : { state: 'waiting', next_at: addSeconds(now, wait) }
}

/** Never throws: whatever a foreign server does is an outcome. */
async function trySend(row: WebhookDeliveryRow, hook: WebhookRow, { now, ports }: Attempt): Promise<Outcome> {
  try {
    const target = await findTarget(hook.url, ports)
    if (!target.ok) return { error: target.error.code }
    const sealed = [
      hook.secret,
      ...(hook.old_secret !== null && (hook.old_until ?? '') > now ? [hook.old_secret] : []),
    ]
    const place = places.webhook(hook.org_id, hook.id)
    const secrets = sealed.map((secret) => ports.vault.open(secret, place))
    const headers = signMessage(
      { id: row.id, timestamp: Math.floor(Date.parse(now) / 1000), body: row.body },
      secrets,
    )
    const { status } = await postOnce(target.value, row.body, headers)
    return status >= 200 && status < 300
      ? { status }
      : { status, error: status >= 300 && status < 400 ? 'REDIRECT_REFUSED' : 'STATUS' }
  } catch (cause) {
    return { error: codeOf(cause) }
  }
}

/** A word, never the message: that of a foreign server may hold anything. */
function codeOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (typeof code === 'string' && /^[A-Z_]{2,40}$/.test(code)) return code
  return cause instanceof Error && cause.message === 'TIMED_OUT' ? 'TIMED_OUT' : 'FAILED'
}
