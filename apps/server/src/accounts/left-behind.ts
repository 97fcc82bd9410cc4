/** Whoever loses a right keeps no key to it: tokens and invitations that they made end in the same change. */
import { permissionsOf, type Role } from '@occtet/contract/api'
import { toActor } from '../kernel/actor.ts'
import type { Caller, Change, OrgScope } from '../kernel/model.ts'
import { readScopes } from './tokens.ts'

export interface Lowered {
  /** Id of the account. */
  readonly member: string
  /** From now on; undefined: they have left. */
  readonly role: Role | undefined
  readonly caller: Caller
  readonly now: string
}

/** A token ends where it could do what its maker no longer may; all of them where the maker has left. */
export async function endWhatTheyMade(org: OrgScope, change: Change, lowered: Lowered): Promise<void> {
  const { member, role, caller, now } = lowered
  const kept = role === undefined ? [] : permissionsOf[role]
  const tokens = await change.db
    .selectFrom('api_token')
    .select(['id', 'scopes'])
    .where('org_id', '=', org.id)
    .where('created_by', '=', member)
    .where('revoked_at', 'is', null)
    .execute()
  for (const { id, scopes } of tokens) {
    if (role !== undefined && readScopes(scopes).every((scope) => kept.includes(scope))) continue
    await change.db
      .updateTable('api_token')
      .set({ revoked_at: now })
      .where('org_id', '=', org.id)
      .where('id', '=', id)
      .execute()
    change.record({ type: 'token.revoked', actor: toActor(caller), data: { token: id } })
  }
  if (kept.includes('members.write')) return
  await change.db
    .deleteFrom('invitation')
    .where('org_id', '=', org.id)
    .where('created_by', '=', member)
    .where('accepted_at', 'is', null)
    .execute()
}
