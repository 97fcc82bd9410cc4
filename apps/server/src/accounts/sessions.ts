/** Sessions: made at sign-in, found by their cookie, ended by time, by the person, or by a new password. */
import type { Kysely } from 'kysely'
import type { SessionRow } from '../db/tables/accounts.ts'
import type { Tables } from '../db/tables/index.ts'
import { hashSecret, makeId, makeSecret } from '../kernel/secrets.ts'
import { addSeconds } from '../kernel/time.ts'
import { formatCookie, readCookie } from './cookies.ts'

/** Seconds without a request, and altogether. */
const IDLE = 24 * 3600
const WHOLE = 30 * 24 * 3600
/** How exactly the last request is noted. */
const TOUCH = 300

export interface FoundSession {
  readonly hash: string
  readonly accountId: string
  readonly name: string
}

export async function findSession(
  db: Kysely<Tables>,
  request: Request,
  { now, publicUrl }: { readonly now: string; readonly publicUrl: string },
): Promise<FoundSession | undefined> {
  const cookie = readCookie(request, 'occtet', publicUrl)
  if (cookie === undefined) return undefined
  const row = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select(['session.hash', 'session.account_id', 'session.seen_at', 'account.name'])
    .where('session.hash', '=', hashSecret(cookie))
    .where('session.expires_at', '>', now)
    .where('session.seen_at', '>', addSeconds(now, -IDLE))
    .executeTakeFirst()
  if (row === undefined) return undefined
  if (row.seen_at < addSeconds(now, -TOUCH)) {
    await db.updateTable('session').set({ seen_at: now }).where('hash', '=', row.hash).execute()
  }
  return { hash: row.hash, accountId: row.account_id, name: row.name }
}

export interface NewSession {
  readonly accountId: string
  readonly method: SessionRow['method']
  readonly request: Request
  readonly now: string
  readonly publicUrl: string
}

/** A new secret for each sign-in; a session that the browser brought along ends. Answers with the `set-cookie` header. */
export async function createSession(db: Kysely<Tables>, wish: NewSession): Promise<string> {
  const { now } = wish
  const old = readCookie(wish.request, 'occtet', wish.publicUrl)
  if (old !== undefined) await db.deleteFrom('session').where('hash', '=', hashSecret(old)).execute()
  await db
    .deleteFrom('session')
    .where((where) =>
      where.or([where('expires_at', '<=', now), where('seen_at', '<=', addSeconds(now, -IDLE))]),
    )
    .execute()
  const secret = makeSecret()
  const row: SessionRow = {
    hash: hashSecret(secret),
    id: makeId(),
    account_id: wish.accountId,
    method: wish.method,
    device: nameDevice(wish.request.headers.get('user-agent') ?? ''),
    created_at: now,
    seen_at: now,
    expires_at: addSeconds(now, WHOLE),
  }
  await db.insertInto('session').values(row).execute()
  return formatCookie({ name: 'occtet', value: secret, seconds: WHOLE, publicUrl: wish.publicUrl })
}

/** The `set-cookie` header that makes the browser forget it. */
export async function endSession(db: Kysely<Tables>, request: Request, publicUrl: string): Promise<string> {
  const cookie = readCookie(request, 'occtet', publicUrl)
  if (cookie !== undefined) await db.deleteFrom('session').where('hash', '=', hashSecret(cookie)).execute()
  return formatCookie({ name: 'occtet', value: '', seconds: 0, publicUrl })
}

const browsers = ['Firefox', 'Edg', 'OPR', 'Chrome', 'Safari', 'curl']
const systems = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS', 'Linux']

/** Enough to tell the own devices apart; no version, so nothing to recognise anybody by. */
function nameDevice(agent: string): string {
  const browser = browsers.find((name) => agent.includes(name))
  const system = systems.find((name) => agent.includes(name))
  const words: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS': 'macOS' }
  return [browser, system].flatMap((name) => (name === undefined ? [] : [words[name] ?? name])).join(', ')
}
