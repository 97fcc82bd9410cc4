/** Secrets that work once and for a short time: kept as hashes, taken out of the table by their use. */
import type { Kysely } from 'kysely'
import type { OnceRow } from '../db/tables/accounts.ts'
import type { Tables } from '../db/tables/index.ts'
import { hashSecret, makeSecret } from '../kernel/secrets.ts'
import { addSeconds } from '../kernel/time.ts'

export interface NewOnce {
  readonly kind: OnceRow['kind']
  readonly accountId?: string
  /** JSON. */
  readonly data?: unknown
  readonly now: string
  readonly seconds: number
}

/** The secret; those of the past are swept out. */
export async function makeOnce(db: Kysely<Tables>, wish: NewOnce): Promise<string> {
  await db.deleteFrom('once').where('expires_at', '<=', wish.now).execute()
  const secret = makeSecret()
  const row = {
    hash: hashSecret(secret),
    kind: wish.kind,
    account_id: wish.accountId ?? null,
    data: JSON.stringify(wish.data ?? null),
    expires_at: addSeconds(wish.now, wish.seconds),
  }
  await db.insertInto('once').values(row).execute()
  return secret
}

/** Undefined where it is wrong, used or too old. Of two that come at once, one gets it. */
export async function takeOnce(
  db: Kysely<Tables>,
  kind: OnceRow['kind'],
  given: { readonly secret: string; readonly now: string },
): Promise<OnceRow | undefined> {
  const row = await db
    .deleteFrom('once')
    .where('hash', '=', hashSecret(given.secret))
    .where('kind', '=', kind)
    .returningAll()
    .executeTakeFirst()
  return row !== undefined && row.expires_at > given.now ? row : undefined
}
