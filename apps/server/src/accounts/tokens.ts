/** API tokens: how they look, and how one is found by what a request carries. */
import { permissions, type Permission } from '@occtet/contract/api'
import type { Kysely } from 'kysely'
import type { ApiTokenRow } from '../db/tables/accounts.ts'
import type { Tables } from '../db/tables/index.ts'
import { hashSecret, makeSecret } from '../kernel/secrets.ts'
import { addSeconds } from '../kernel/time.ts'

/** Begins like no other secret, so that scanners for leaked secrets can find it. */
const PREFIX = 'occtet_'
const HINT = PREFIX.length + 4
/** How exactly the last use is noted, seconds. */
const TOUCH = 300

export interface NewToken {
  /** Shown once. */
  readonly secret: string
  readonly hash: string
  readonly hint: string
}

export function makeToken(): NewToken {
  const secret = `${PREFIX}${makeSecret()}`
  return { secret, hash: hashSecret(secret), hint: secret.slice(0, HINT) }
}

/**
 * `none`: the request carries no token. A token that is wrong, expired or revoked is `bad`: such a request is nobody's,
 * whatever cookie comes with it.
 */
export type TokenSearch =
  | { readonly kind: 'none' }
  | { readonly kind: 'bad' }
  | { readonly kind: 'found'; readonly row: ApiTokenRow }

export async function findToken(db: Kysely<Tables>, request: Request, now: string): Promise<TokenSearch> {
  const given = readToken(request)
  if (given === undefined) return { kind: 'none' }
  const row = await db
    .selectFrom('api_token')
    .selectAll()
    .where('hash', '=', hashSecret(given))
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .executeTakeFirst()
  if (row === undefined) return { kind: 'bad' }
  if (row.used_at === null || row.used_at < addSeconds(now, -TOUCH)) {
    await db.updateTable('api_token').set({ used_at: now }).where('hash', '=', row.hash).execute()
  }
  return { kind: 'found', row }
}

/** `Authorization: Bearer …`, or `X-Api-Key` as the CI plugins of Dependency-Track send it. */
function readToken(request: Request): string | undefined {
  const bearer = /^Bearer +(\S{1,200})$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  return bearer ?? request.headers.get('x-api-key') ?? undefined
}

/** Scopes as stored; one that this version does not know gives nothing. */
export function readScopes(text: string): readonly Permission[] {
  const stored: unknown = JSON.parse(text)
  return permissions.filter((one) => Array.isArray(stored) && stored.includes(one))
}
