/** Links that let somebody in: found by their secret, used once. */
import type { InvitationRow } from '../db/tables/accounts.ts'
import type { Kernel, OrgId } from '../kernel/model.ts'
import { hashSecret } from '../kernel/secrets.ts'
import { addMember } from './make-account.ts'

/** Undefined alike for a link that is wrong, used, taken back or too old. */
export async function findInvitation(kernel: Kernel, secret: string): Promise<InvitationRow | undefined> {
  return kernel.db
    .selectFrom('invitation')
    .selectAll()
    .where('hash', '=', hashSecret(secret))
    .where('accepted_at', 'is', null)
    .where('expires_at', '>', kernel.now())
    .executeTakeFirst()
}

export type Accepted = 'joined' | 'spent' | 'member'

/** Marks it as used and adds the member, together or not at all. */
export async function acceptInvitation(
  kernel: Kernel,
  invitation: InvitationRow,
  who: { readonly accountId: string; readonly name: string },
): Promise<Accepted> {
  const orgId = invitation.org_id as OrgId
  const org = await kernel.openOrg(orgId)
  if (org === undefined) return 'spent'
  const now = kernel.now()
  const isMember = await kernel.db
    .selectFrom('member')
    .select('role')
    .where('org_id', '=', orgId)
    .where('account_id', '=', who.accountId)
    .executeTakeFirst()
  if (isMember !== undefined) return 'member'
  const { value } = await org.change(async (change): Promise<Accepted> => {
    const used = await change.db
      .updateTable('invitation')
      .set({ accepted_at: now })
      .where('org_id', '=', orgId)
      .where('id', '=', invitation.id)
      .where('accepted_at', 'is', null)
      .executeTakeFirst()
    if (used.numUpdatedRows === 0n) return 'spent'
    const { role, products, ends_at } = invitation
    const actor = { kind: 'user', who: { name: who.name } } as const
    await addMember(change, orgId, { ...who, role, products, ends_at, now, actor })
    return 'joined'
  })
  return value
}
