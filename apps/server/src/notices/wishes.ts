/** What a person wants to be told of, and when mail may reach them. */
import type { BodyOf, noticeRoutes, NoticeKind } from '@occtet/contract/api'
import { permissionsOf, type Role, roles } from '@occtet/contract/api'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables/index.ts'
import { addSeconds } from '../kernel/time.ts'

export type Wishes = BodyOf<(typeof noticeRoutes)['notices.save']>

/** Of a role that acts on such things: at once; else not at all. Nobody has to choose before the first clock runs. */
export function defaultWishes(role: Role): Wishes {
  const may = permissionsOf[role]
  const acts = may.includes('cases.write')
  return {
    clock: acts ? 'on' : 'off',
    exploited: may.includes('triage.decide') ? 'on' : 'off',
    'ledger-broken': may.includes('settings.write') ? 'on' : 'off',
    'report-received': acts ? 'on' : 'off',
    'daily-digest': may.includes('triage.decide') ? 'on' : 'off',
    weekly: may.includes('settings.write') ? 'on' : 'off',
    language: 'en',
  }
}

export interface Listener {
  readonly accountId: string
  readonly role: Role
  /** Slugs of a guest; undefined: all. */
  readonly products: ReadonlySet<string> | undefined
  readonly wishes: Wishes
  readonly email: string | undefined
}

/** Everybody who belongs to the organisation now. */
export async function listListeners(
  { id, db }: { readonly id: string; readonly db: Kysely<Tables> },
  now: string,
): Promise<readonly Listener[]> {
  const rows = await db
    .selectFrom('member')
    .innerJoin('account', 'account.id', 'member.account_id')
    .leftJoin('notice_wish', (join) =>
      join
        .onRef('notice_wish.org_id', '=', 'member.org_id')
        .onRef('notice_wish.account_id', '=', 'member.account_id'),
    )
    .select([
      'member.account_id',
      'member.role',
      'member.products',
      'member.ends_at',
      'account.email',
      'notice_wish.wishes',
    ])
    .where('member.org_id', '=', id)
    .orderBy('member.account_id')
    .execute()
  return rows.flatMap((row): Listener[] => {
    const role = roles.find((one) => one === row.role)
    if (role === undefined || (row.ends_at !== null && row.ends_at <= now)) return []
    return [
      {
        accountId: row.account_id,
        role,
        products: role === 'guest' ? new Set(readList(row.products)) : undefined,
        wishes: row.wishes === null ? defaultWishes(role) : (JSON.parse(row.wishes) as Wishes),
        email: row.email === '' ? undefined : row.email,
      },
    ]
  })
}

function readList(text: string | null): readonly string[] {
  const value: unknown = text === null ? [] : JSON.parse(text)
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

/** Cases and reports from outside are private. */
const privateKinds: ReadonlySet<NoticeKind> = new Set(['clock', 'report-received'])

export function mayHear({ role, products }: Listener, kind: NoticeKind, product: string | null): boolean {
  if (privateKinds.has(kind) && !permissionsOf[role].includes('private.read')) return false
  return products === undefined || (product !== null && products.has(product))
}

/** Hour of the day, UTC, at which digests go out. */
const DIGEST_HOUR = '06:00'

/** When mail about an event of this instant may go; undefined: never by mail. A clock does not wait. */
export function mailAfter(wishes: Wishes, kind: NoticeKind, at: string): string | undefined {
  const wish = wishes[kind]
  if (wish === 'off') return undefined
  if (kind === 'clock' && wish === 'on') return at
  const due = wish === 'digest' ? nextTime(at, DIGEST_HOUR) : at
  return wishes.quiet === undefined ? due : afterQuiet(due, wishes.quiet)
}

function afterQuiet(at: string, { from, to }: { readonly from: string; readonly to: string }): string {
  const time = at.slice(11, 16)
  const isQuiet = from <= to ? time >= from && time < to : time >= from || time < to
  return isQuiet ? nextTime(at, to) : at
}

/** The next moment with this time of day, `at` itself not counted. */
function nextTime(at: string, time: string): string {
  const today = `${at.slice(0, 10)}T${time}:00Z`
  return today > at ? today : addSeconds(today, 24 * 60 * 60)
}
