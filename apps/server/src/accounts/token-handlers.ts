/** API tokens: made with at most the rights of whoever makes them, shown once, revoked at once. */
import type { AnswerOf, tokenRoutes } from '@occtet/contract/api'
import type { ApiTokenRow } from '../db/tables/accounts.ts'
import { toActor } from '../kernel/actor.ts'
import type { Handlers } from '../kernel/model.ts'
import { makeId } from '../kernel/secrets.ts'
import { missing, refuse } from './refusals.ts'
import { makeToken, readScopes } from './tokens.ts'

type Routes = typeof tokenRoutes
type TokenView = AnswerOf<Routes['tokens.list']>['rows'][number]

/** What needs a person: a machine signs nothing, confirms nothing, and lets nobody in. */
const personal = ['members.write', 'tokens.write', 'triage.confirm', 'documents.sign'] as const

export const tokenHandlers: Handlers<Routes> = {
  'tokens.list': async ({ org }) => {
    const rows = await org.db
      .selectFrom('api_token')
      .selectAll()
      .where('org_id', '=', org.id)
      .where('revoked_at', 'is', null)
      .orderBy('created_at')
      .execute()
    return { kind: 'value', value: { rows: rows.map(toView) } }
  },
  'tokens.create': async ({ org, caller, body, now }) => {
    const refused = body.scopes.find(
      (scope) => !caller.permissions.has(scope) || personal.some((one) => one === scope),
    )
    if (refused !== undefined) return refuse(403, 'SCOPE_REFUSED', `no token may have ${refused}`)
    const { secret, hash, hint } = makeToken()
    const row: ApiTokenRow = {
      org_id: org.id,
      id: makeId(),
      hash,
      hint,
      name: body.name,
      scopes: JSON.stringify(body.scopes),
      product: body.product ?? null,
      created_by: caller.id,
      created_at: now,
      expires_at: body.expiresAt ?? null,
      used_at: null,
      revoked_at: null,
    }
    const { value, recorded } = await org.change(async (change) => {
      const product = await change.db
        .selectFrom('product')
        .select('id')
        .where('org_id', '=', org.id)
        .where('slug', '=', body.product ?? '')
        .executeTakeFirst()
      if (body.product !== undefined && product === undefined) return unknownProduct
      await change.db.insertInto('api_token').values(row).execute()
      const data = { token: row.id, scopes: [...body.scopes] }
      change.record({ type: 'token.created', actor: toActor(caller), data })
      return undefined
    })
    return value ?? { kind: 'value', value: { token: toView(row), secret, recorded: await recorded() } }
  },
  'tokens.revoke': async ({ org, caller, params, now }) => {
    const { value, recorded } = await org.change(async (change) => {
      const revoked = await change.db
        .updateTable('api_token')
        .set({ revoked_at: now })
        .where('org_id', '=', org.id)
        .where('id', '=', params.token)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      if (revoked.numUpdatedRows === 0n) return missing
      change.record({ type: 'token.revoked', actor: toActor(caller), data: { token: params.token } })
      return undefined
    })
    return value ?? { kind: 'value', value: { recorded: await recorded() } }
  },
}

const unknownProduct = refuse(422, 'PRODUCT_UNKNOWN', 'the organisation has no such product')

function toView(row: ApiTokenRow): TokenView {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    scopes: [...readScopes(row.scopes)],
    createdAt: row.created_at,
    ...(row.product === null ? {} : { product: row.product }),
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.used_at === null ? {} : { usedAt: row.used_at }),
  }
}
