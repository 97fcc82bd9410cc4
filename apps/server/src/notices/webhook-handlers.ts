/** Webhooks: where events are sent, with which secret, and what became of each. */
import { type AnswerOf, noticeKinds, type noticeRoutes } from '@occtet/contract/api'
import type { WebhookDeliveryRow, WebhookRow } from '../db/tables/notices.ts'
import { toActor } from '../kernel/actor.ts'
import { parseCursor, readLimit, toPage } from '../kernel/cursor.ts'
import type { Caller, Change, Handlers, Kernel, OrgScope, Reply } from '../kernel/model.ts'
import { makeId } from '../kernel/secrets.ts'
import { addSeconds } from '../kernel/time.ts'
import { places } from '../kernel/vault.ts'
import { readTarget } from './address-guard.ts'
import { ownNoticeHandlers } from './handlers.ts'
import { hintOf, makeWebhookSecret } from './sign.ts'
import { formatBody, newDeliveryId } from './spread.ts'

type Refusal = Extract<Reply<never>, { readonly kind: 'refused' }>
type Routes = typeof noticeRoutes
type WebhookView = AnswerOf<Routes['webhooks.change']>
type DeliveryView = AnswerOf<Routes['webhooks.test']>

const MOST_WEBHOOKS = 20
const OVERLAP = 24 * 60 * 60

export const noticeHandlers: Handlers<Routes> = {
  ...ownNoticeHandlers,
  'webhooks.list': async ({ org, kernel }) => {
    const rows = await org.db
      .selectFrom('webhook')
      .selectAll()
      .where('org_id', '=', org.id)
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    return {
      kind: 'value',
      value: {
        rows: await Promise.all(rows.map(async (row) => showWebhook(org, kernel, row))),
        allowsPrivate: allowsPrivate(kernel),
      },
    }
  },
  'webhooks.create': async ({ body, org, caller, kernel, now }) => {
    const target = readTarget(body.url, allowsPrivate(kernel))
    if (!target.ok) return { kind: 'refused', status: 400, ...target.error }
    const secret = makeWebhookSecret()
    const id = makeId()
    const row: WebhookRow = {
      org_id: org.id,
      id,
      url: target.value.href,
      events: JSON.stringify(body.events),
      is_on: body.isOn ? 1 : 0,
      secret: kernel.vault.seal(secret, places.webhook(org.id, id)),
      old_secret: null,
      old_until: null,
      created_at: now,
    }
    const { value } = await org.change(async (change) => {
      const { count } = await change.db
        .selectFrom('webhook')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('org_id', '=', org.id)
        .executeTakeFirstOrThrow()
      if (Number(count) >= MOST_WEBHOOKS) return false
      await change.db.insertInto('webhook').values(row).execute()
      note(change, caller, `webhook ${row.id} added`)
      return true
    })
    if (!value)
      return {
        kind: 'refused',
        status: 409,
        code: 'TOO_MANY_WEBHOOKS',
        message: `expected at most ${MOST_WEBHOOKS}`,
      }
    return { kind: 'value', value: { webhook: await showWebhook(org, kernel, row), secret } }
  },
  'webhooks.change': async ({ params, body, org, caller, kernel }) => {
    const target = readTarget(body.url, allowsPrivate(kernel))
    if (!target.ok) return { kind: 'refused', status: 400, ...target.error }
    const { value: row } = await org.change(async (change) => {
      const changed = await change.db
        .updateTable('webhook')
        .set({ url: target.value.href, events: JSON.stringify(body.events), is_on: body.isOn ? 1 : 0 })
        .where('org_id', '=', org.id)
        .where('id', '=', params.webhook)
        .returningAll()
        .executeTakeFirst()
      if (changed !== undefined) note(change, caller, `webhook ${changed.id} changed`)
      return changed
    })
    return row === undefined ? missing : { kind: 'value', value: await showWebhook(org, kernel, row) }
  },
  'webhooks.remove': async ({ params, org, caller }) => {
    const { value } = await org.change(async (change) => {
      const { numDeletedRows } = await change.db
        .deleteFrom('webhook')
        .where('org_id', '=', org.id)
        .where('id', '=', params.webhook)
        .executeTakeFirstOrThrow()
      if (numDeletedRows > 0n) note(change, caller, `webhook ${params.webhook} removed`)
      return numDeletedRows > 0n
    })
    return value ? { kind: 'value', value: undefined } : missing
  },
  'webhooks.rotate': async ({ params, org, caller, kernel, now }) => {
    const secret = makeWebhookSecret()
    const sealed = kernel.vault.seal(secret, places.webhook(org.id, params.webhook))
    const { value: row } = await org.change(async (change) => {
      const changed = await change.db
        .updateTable('webhook')
        .set((eb) => ({ old_secret: eb.ref('secret'), old_until: addSeconds(now, OVERLAP), secret: sealed }))
        .where('org_id', '=', org.id)
        .where('id', '=', params.webhook)
        .returningAll()
        .executeTakeFirst()
      if (changed !== undefined) note(change, caller, `secret of webhook ${changed.id} changed`)
      return changed
    })
    return row === undefined
      ? missing
      : { kind: 'value', value: { webhook: await showWebhook(org, kernel, row), secret } }
  },
  'webhooks.test': async ({ params, org, now }) => {
    if (!(await hasWebhook(org, params.webhook))) return missing
    const body = formatBody({ type: 'test', timestamp: now, data: { organisation: org.slug } })
    const row: WebhookDeliveryRow = {
      org_id: org.id,
      id: newDeliveryId(now),
      webhook_id: params.webhook,
      event_id: null,
      what: 'test',
      body,
      state: 'waiting',
      attempts: 0,
      created_at: now,
      next_at: now,
      status: null,
      error: null,
    }
    await org.change(async (change) => {
      await change.db.insertInto('webhook_delivery').values(row).execute()
    })
    return { kind: 'value', value: toDeliveryView(row) }
  },
  'webhooks.deliveries': async ({ params, query, org }) => {
    const cursor = query.cursor === undefined ? undefined : parseCursor(query.cursor, ['string'])
    if (cursor?.ok === false)
      return {
        kind: 'refused',
        status: 400,
        code: 'CURSOR_INVALID',
        message: 'expected a cursor of this list',
      }
    if (!(await hasWebhook(org, params.webhook))) return missing
    const limit = readLimit(query.limit)
    let rows = org.db
      .selectFrom('webhook_delivery')
      .selectAll()
      .where('org_id', '=', org.id)
      .where('webhook_id', '=', params.webhook)
    if (cursor !== undefined) rows = rows.where('id', '<', cursor.value[0] as string)
    const page = toPage(
      await rows
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute(),
      limit,
      ({ id }) => [id],
    )
    return { kind: 'value', value: { ...page, rows: page.rows.map(toDeliveryView) } }
  },
  'webhooks.resend': async ({ params, org, now }) => {
    const { value: row } = await org.change(async (change) =>
      change.db
        .updateTable('webhook_delivery')
        .set({ state: 'waiting', attempts: 0, next_at: now })
        .where('org_id', '=', org.id)
        .where('webhook_id', '=', params.webhook)
        .where('id', '=', params.delivery)
        .where('state', '=', 'failed')
        .returningAll()
        .executeTakeFirst(),
    )
    return row === undefined ? missing : { kind: 'value', value: toDeliveryView(row) }
  },
}

const missing: Refusal = {
  kind: 'refused',
  status: 404,
  code: 'NOT_FOUND',
  message: 'there is no such thing',
}

function allowsPrivate({ settings }: Kernel): boolean {
  return settings.notices?.allowsPrivateWebhooks === true
}

/** Addresses may hold secrets, so that the ledger names the webhook alone. */
function note(change: Change, caller: Caller, setting: string): void {
  change.record({ type: 'config.changed', actor: toActor(caller), data: { setting } })
}

async function hasWebhook(org: OrgScope, id: string): Promise<boolean> {
  const hook = await org.db
    .selectFrom('webhook')
    .select('id')
    .where('org_id', '=', org.id)
    .where('id', '=', id)
    .executeTakeFirst()
  return hook !== undefined
}

async function showWebhook(org: OrgScope, { vault }: Kernel, row: WebhookRow): Promise<WebhookView> {
  const last = await org.db
    .selectFrom('webhook_delivery')
    .select(['created_at', 'state'])
    .where('org_id', '=', org.id)
    .where('webhook_id', '=', row.id)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  const events = JSON.parse(row.events) as readonly string[]
  return {
    id: row.id,
    url: row.url,
    events: noticeKinds.filter((kind) => events.includes(kind)),
    isOn: row.is_on === 1,
    createdAt: row.created_at,
    secretHint: hintOf(vault.open(row.secret, places.webhook(row.org_id, row.id))),
    ...(last === undefined ? {} : { lastDelivery: { at: last.created_at, state: last.state } }),
  }
}

function toDeliveryView(row: WebhookDeliveryRow): DeliveryView {
  return {
    id: row.id,
    what: row.what,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at,
    ...(row.next_at === null ? {} : { nextAt: row.next_at }),
    ...(row.status === null ? {} : { status: row.status }),
    ...(row.error === null ? {} : { error: row.error }),
  }
}
