/** What a person is told of, and what they were told. */
import { type AnswerOf, noticeKinds, type noticeRoutes } from '@occtet/contract/api'
import { localPerson } from '../accounts/doorkeeper.ts'
import { parseCursor, readLimit, toPage } from '../kernel/cursor.ts'
import type { Caller, Handlers, Kernel, OrgScope, Reply } from '../kernel/model.ts'
import { toAnswer } from '../knowledge/plain.ts'
import { defaultWishes, listListeners, type Wishes } from './wishes.ts'

type Refusal = Extract<Reply<never>, { readonly kind: 'refused' }>
type Own = Pick<typeof noticeRoutes, 'notices.settings' | 'notices.save' | 'notices.list' | 'notices.seen'>
type SettingsView = AnswerOf<Own['notices.settings']>

export const ownNoticeHandlers: Handlers<Own> = {
  'notices.settings': async ({ org, caller, kernel }) =>
    caller.kind === 'person'
      ? { kind: 'value', value: await showSettings(kernel, org, caller) }
      : personNeeded,
  'notices.save': async ({ body, org, caller, kernel, now }) => {
    if (caller.kind !== 'person') return personNeeded
    const row = { wishes: JSON.stringify(body), updated_at: now }
    await org.change(async (change) => {
      await change.db
        .insertInto('notice_wish')
        .values({ org_id: org.id, account_id: caller.id, ...row })
        .onConflict((conflict) => conflict.columns(['org_id', 'account_id']).doUpdateSet(row))
        .execute()
    })
    return { kind: 'value', value: await showSettings(kernel, org, caller) }
  },
  'notices.list': async ({ query, org, caller }) => {
    if (caller.kind !== 'person') return personNeeded
    const cursor = query.cursor === undefined ? undefined : parseCursor(query.cursor, ['string'])
    if (cursor?.ok === false)
      return {
        kind: 'refused',
        status: 400,
        code: 'CURSOR_INVALID',
        message: 'expected a cursor of this list',
      }
    const limit = readLimit(query.limit)
    const rows = await listNotices(org, caller, {
      limit: limit + 1,
      before: cursor?.value[0] as string | undefined,
    })
    const page = toPage(rows, limit, ({ id }) => [id])
    return { kind: 'value', value: toAnswer<AnswerOf<Own['notices.list']>>({ ...page, rows: page.rows }) }
  },
  'notices.seen': async ({ body, org, caller, now }) => {
    if (caller.kind !== 'person') return personNeeded
    await org.change(async (change) => {
      await change.db
        .updateTable('notice')
        .set({ seen_at: now })
        .where('org_id', '=', org.id)
        .where('account_id', '=', caller.id)
        .where('seen_at', 'is', null)
        .where('event_id', 'in', (eb) =>
          eb
            .selectFrom('notice_event')
            .select('id')
            .where('org_id', '=', org.id)
            .where('at', '<=', body.until),
        )
        .execute()
    })
    return { kind: 'value', value: undefined }
  },
}

const personNeeded: Refusal = {
  kind: 'refused',
  status: 403,
  code: 'PERSON_NEEDED',
  message: 'a token stands for a machine, which is told by webhooks',
}

async function showSettings(kernel: Kernel, org: OrgScope, caller: Caller): Promise<SettingsView> {
  const listeners = await listListeners(org, kernel.now())
  const own = listeners.find(({ accountId }) => accountId === caller.id)
  const preferences = own?.wishes ?? (await storedWishes(org, caller))
  const isLocal = caller.id === localPerson.id
  return toAnswer<SettingsView>({
    preferences,
    ...(own?.email === undefined ? {} : { address: own.email }),
    mail: kernel.settings.notices?.smtpUrl === undefined ? 'not-configured' : 'ready',
    // Before the first account is made, whoever sits at the machine sees each clock on the home page, and nobody else can.
    clockListeners: isLocal && preferences.clock === 'on' ? 1 : await countClockListeners(org, kernel.now()),
  })
}

async function storedWishes(org: OrgScope, caller: Caller): Promise<Wishes> {
  const row = await org.db
    .selectFrom('notice_wish')
    .select('wishes')
    .where('org_id', '=', org.id)
    .where('account_id', '=', caller.id)
    .executeTakeFirst()
  return row === undefined ? defaultWishes(caller.role ?? 'guest') : (JSON.parse(row.wishes) as Wishes)
}

/** For the home page too: 0 is said there. */
export async function countClockListeners(org: OrgScope, now: string): Promise<number> {
  const listeners = await listListeners(org, now)
  return listeners.filter((one) => one.wishes.clock === 'on' && one.role !== 'guest').length
}

async function listNotices(
  org: OrgScope,
  caller: Caller,
  { limit, before }: { readonly limit: number; readonly before: string | undefined },
) {
  let query = org.db
    .selectFrom('notice')
    .innerJoin('notice_event', (join) =>
      join
        .onRef('notice_event.org_id', '=', 'notice.org_id')
        .onRef('notice_event.id', '=', 'notice.event_id'),
    )
    .select([
      'notice_event.id',
      'notice_event.kind',
      'notice_event.what',
      'notice_event.at',
      'notice_event.product',
      'notice_event.href',
      'notice_event.vals',
      'notice.seen_at',
    ])
    .where('notice.org_id', '=', org.id)
    .where('notice_event.org_id', '=', org.id)
    .where('notice.account_id', '=', caller.id)
  if (before !== undefined) query = query.where('notice_event.id', '<', before)
  // A guest who lost a product reads no older notices of it either.
  if (caller.products !== undefined)
    query = query.where('notice_event.product', 'in', ['', ...caller.products])
  const rows = await query.orderBy('notice_event.id', 'desc').limit(limit).execute()
  return rows.map(({ id, kind, what, at, product, href, vals, seen_at }) => ({
    id,
    kind: noticeKinds.find((one) => one === kind) ?? ('ledger-broken' as const),
    what,
    at,
    ...(product === null ? {} : { product }),
    href,
    values: JSON.parse(vals) as Readonly<Record<string, string | number>>,
    isSeen: seen_at !== null,
  }))
}
