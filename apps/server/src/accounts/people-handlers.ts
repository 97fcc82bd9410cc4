/** Members and invitations: who may do what, and who was asked. Never without an owner. */
import type { AnswerOf, peopleRoutes, Role } from '@occtet/contract/api'
import type { InvitationRow } from '../db/tables/accounts.ts'
import { toActor } from '../kernel/actor.ts'
import type { Handlers } from '../kernel/model.ts'
import { hashSecret, makeId, makeSecret } from '../kernel/secrets.ts'
import { addSeconds } from '../kernel/time.ts'
import { readSlugs } from './doorkeeper.ts'
import { missing, refuse } from './refusals.ts'
import { endWhatTheyMade } from './left-behind.ts'
import { findRightsFault, isLastOwner, toRightsColumns } from './rights.ts'

type Routes = typeof peopleRoutes
type InvitationView = AnswerOf<Routes['invitations.list']>['rows'][number]

const WEEK = 7 * 86_400
const lastOwner = refuse(409, 'LAST_OWNER', 'an organisation keeps one owner at least')

export const peopleHandlers: Handlers<Routes> = {
  'members.list': async ({ org, caller }) => {
    const rows = await org.db
      .selectFrom('member')
      .innerJoin('account', 'account.id', 'member.account_id')
      .selectAll('member')
      .select(['account.name', 'account.email', 'account.totp_secret'])
      .where('member.org_id', '=', org.id)
      .orderBy('account.name')
      .execute()
    const shown = rows.map((row) => ({
      id: row.account_id,
      name: row.name,
      email: row.email,
      ...toRightsView(row),
      hasTotp: row.totp_secret !== null,
      createdAt: row.created_at,
      isSelf: row.account_id === caller.id,
    }))
    return { kind: 'value', value: { rows: shown } }
  },
  'members.change': async ({ org, caller, params, body, now }) => {
    const fault = findRightsFault(body, now)
    if (fault !== undefined) return refuse(400, 'RIGHTS_INVALID', fault)
    const { value, recorded } = await org.change(async (change) => {
      const member = await change.db
        .selectFrom('member')
        .select('role')
        .where('org_id', '=', org.id)
        .where('account_id', '=', params.member)
        .executeTakeFirst()
      if (member === undefined) return missing
      if (body.role !== 'owner' && (await isLastOwner(change.db, org.id, params.member))) return lastOwner
      await change.db
        .updateTable('member')
        .set(toRightsColumns(body))
        .where('org_id', '=', org.id)
        .where('account_id', '=', params.member)
        .execute()
      const data = { role: body.role, previousRole: member.role }
      change.record({
        type: 'role.changed',
        actor: toActor(caller),
        data,
        personal: { member: params.member },
      })
      await endWhatTheyMade(org, change, { member: params.member, role: body.role, caller, now })
      return undefined
    })
    return value ?? { kind: 'value', value: { recorded: await recorded() } }
  },
  'members.remove': async ({ org, caller, params, now }) => {
    const { value, recorded } = await org.change(async (change) => {
      if (await isLastOwner(change.db, org.id, params.member)) return lastOwner
      const gone = await change.db
        .deleteFrom('member')
        .where('org_id', '=', org.id)
        .where('account_id', '=', params.member)
        .returning('role')
        .executeTakeFirst()
      if (gone === undefined) return missing
      const data = { role: gone.role }
      change.record({
        type: 'member.removed',
        actor: toActor(caller),
        data,
        personal: { member: params.member },
      })
      await endWhatTheyMade(org, change, { member: params.member, role: undefined, caller, now })
      return undefined
    })
    return value ?? { kind: 'value', value: { recorded: await recorded() } }
  },
  'invitations.list': async ({ org, now }) => {
    const rows = await org.db
      .selectFrom('invitation')
      .selectAll()
      .where('org_id', '=', org.id)
      .where('accepted_at', 'is', null)
      .where('expires_at', '>', now)
      .orderBy('created_at')
      .execute()
    return { kind: 'value', value: { rows: rows.map(toInvitationView) } }
  },
  'invitations.create': async ({ org, caller, body, now, kernel }) => {
    const fault = findRightsFault(body, now)
    if (fault !== undefined) return refuse(400, 'RIGHTS_INVALID', fault)
    const secret = makeSecret()
    const row: InvitationRow = {
      org_id: org.id,
      id: makeId(),
      hash: hashSecret(secret),
      email: body.email ?? null,
      ...toRightsColumns(body),
      created_at: now,
      created_by: caller.id,
      expires_at: addSeconds(now, WEEK),
      accepted_at: null,
    }
    await org.change(async (change) => change.db.insertInto('invitation').values(row).execute())
    // Behind `#`: no server and no proxy on the way gets to see it.
    const link = `${kernel.settings.publicUrl}/invitation#${secret}`
    return { kind: 'value', value: { invitation: toInvitationView(row), link } }
  },
  'invitations.revoke': async ({ org, params }) => {
    const { value } = await org.change(async (change) =>
      change.db
        .deleteFrom('invitation')
        .where('org_id', '=', org.id)
        .where('id', '=', params.invitation)
        .where('accepted_at', 'is', null)
        .executeTakeFirst(),
    )
    return value.numDeletedRows === 0n ? missing : { kind: 'value', value: undefined }
  },
}

interface RightsColumns {
  readonly role: string
  readonly products: string | null
  readonly ends_at: string | null
}

function toRightsView(row: RightsColumns): { role: Role; products?: string[]; endsAt?: string } {
  return {
    // Written from the same list; a database of another version is refused at start.
    role: row.role as Role,
    ...(row.products === null ? {} : { products: [...readSlugs(row.products)] }),
    ...(row.ends_at === null ? {} : { endsAt: row.ends_at }),
  }
}

function toInvitationView(row: InvitationRow): InvitationView {
  return {
    id: row.id,
    ...(row.email === null ? {} : { email: row.email }),
    ...toRightsView(row),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}
