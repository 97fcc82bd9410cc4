/** From one event to the people and the webhooks that want it; in one transaction, so none is told twice and none left out. */
import { randomBytes } from 'node:crypto'
import { type NoticeKind, noticeKinds } from '@occtet/contract/api'
import { formatUlid, ULID_RANDOM_BYTES } from '@occtet/toolkit/ledger'
import type { NoticeEventRow, WebhookRow } from '../db/tables/notices.ts'
import type { Change, OrgScope } from '../kernel/model.ts'
import { listListeners, mailAfter, mayHear } from './wishes.ts'

const MOST = 500

/** How many events were spread. */
export async function spreadEvents(org: OrgScope, now: string): Promise<number> {
  const waiting = await org.db
    .selectFrom('notice_event')
    .select('id')
    .where('org_id', '=', org.id)
    .where('is_spread', '=', 0)
    .limit(1)
    .execute()
  if (waiting.length === 0) return 0
  const { value } = await org.change(async (change) => {
    const events = await change.db
      .selectFrom('notice_event')
      .selectAll()
      .where('org_id', '=', org.id)
      .where('is_spread', '=', 0)
      .orderBy('id')
      .limit(MOST)
      .execute()
    await tellPeople(org, change, { events, now })
    await tellWebhooks(org, change, { events, now })
    await change.db
      .updateTable('notice_event')
      .set({ is_spread: 1 })
      .where('org_id', '=', org.id)
      .where(
        'id',
        'in',
        events.map(({ id }) => id),
      )
      .execute()
    return events.length
  })
  return value
}

interface Spread {
  readonly events: readonly NoticeEventRow[]
  readonly now: string
}

async function tellPeople(org: OrgScope, change: Change, { events, now }: Spread): Promise<void> {
  const listeners = await listListeners({ id: org.id, db: change.db }, now)
  const rows = events.flatMap((event) =>
    listeners
      .filter((one) => one.wishes[kindOf(event)] !== 'off' && mayHear(one, kindOf(event), event.product))
      .map((one) => ({
        org_id: org.id,
        account_id: one.accountId,
        event_id: event.id,
        mail_after: mailAfter(one.wishes, kindOf(event), event.at) ?? null,
        mail_id: null,
        seen_at: null,
      })),
  )
  for (let at = 0; at < rows.length; at += 200) {
    await change.db
      .insertInto('notice')
      .values(rows.slice(at, at + 200))
      .execute()
  }
}

async function tellWebhooks(org: OrgScope, change: Change, { events, now }: Spread): Promise<void> {
  const hooks = await change.db
    .selectFrom('webhook')
    .selectAll()
    .where('org_id', '=', org.id)
    .where('is_on', '=', 1)
    .execute()
  const rows = hooks.flatMap((hook) =>
    events.filter((event) => wants(hook, event)).map((event) => toDelivery(org, hook, { event, now })),
  )
  for (let at = 0; at < rows.length; at += 100) {
    await change.db
      .insertInto('webhook_delivery')
      .values(rows.slice(at, at + 100))
      .execute()
  }
}

function wants({ events }: WebhookRow, event: NoticeEventRow): boolean {
  return (JSON.parse(events) as readonly string[]).includes(event.kind)
}

function toDelivery(
  org: OrgScope,
  hook: WebhookRow,
  { event, now }: { readonly event: NoticeEventRow; readonly now: string },
) {
  return {
    org_id: org.id,
    id: newDeliveryId(now),
    webhook_id: hook.id,
    event_id: event.id,
    what: event.what,
    body: formatBody({ type: event.what, timestamp: event.at, data: bodyOf(org, event) }),
    state: 'waiting' as const,
    attempts: 0,
    created_at: now,
    next_at: now,
    status: null,
    error: null,
  }
}

function bodyOf(org: OrgScope, event: NoticeEventRow): Readonly<Record<string, unknown>> {
  return {
    organisation: org.slug,
    ...(event.product === null ? {} : { product: event.product }),
    kind: event.kind,
    path: `/o/${org.slug}${event.href}`,
    values: JSON.parse(event.vals) as unknown,
  }
}

/** Standard Webhooks, "Payload structure": type, timestamp, data. */
export function formatBody(body: {
  readonly type: string
  readonly timestamp: string
  readonly data: unknown
}): string {
  return JSON.stringify(body)
}

export function newDeliveryId(now: string): string {
  return `msg_${formatUlid(Date.parse(now), randomBytes(ULID_RANDOM_BYTES))}`
}

export function kindOf({ kind }: Pick<NoticeEventRow, 'kind'>): NoticeKind {
  return noticeKinds.find((one) => one === kind) ?? 'ledger-broken'
}
