/** New accounts, and members of organisations: one way in, whoever opened the door. */
import type { EventDraft } from '@occtet/toolkit/ledger'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables/index.ts'
import type { Change, Kernel, OrgId } from '../kernel/model.ts'
import { makeId } from '../kernel/secrets.ts'
import { ledgerOrigin } from '../ledger/home.ts'

export interface NewAccount {
  readonly name: string
  /** Lower case. */
  readonly email: string
  /** Null: signs in at the provider only. */
  readonly passwordHash: string | null
  readonly now: string
}

/** Its id; undefined where the address has an account already. */
export async function insertAccount(db: Kysely<Tables>, wish: NewAccount): Promise<string | undefined> {
  const id = makeId()
  const row = {
    id,
    name: wish.name,
    email: wish.email,
    password_hash: wish.passwordHash,
    totp_secret: null,
    totp_pending: null,
    totp_step: null,
    created_at: wish.now,
  }
  const inserted = await db
    .insertInto('account')
    .values(row)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst()
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n ? id : undefined
}

/** An account that led nowhere: whoever made it was too late. Only without memberships. */
export async function dropAccount(db: Kysely<Tables>, id: string): Promise<void> {
  await db
    .deleteFrom('account')
    .where('id', '=', id)
    .where((where) =>
      where.not(where.exists(where.selectFrom('member').select('role').where('member.account_id', '=', id))),
    )
    .execute()
}

export interface NewMember {
  readonly accountId: string
  readonly name: string
  readonly role: string
  readonly products: string | null
  readonly ends_at: string | null
  readonly now: string
  /** Who let them in. */
  readonly actor: EventDraft['actor']
}

/** False where they are a member already. */
export async function addMember(change: Change, orgId: OrgId, wish: NewMember): Promise<boolean> {
  const inserted = await change.db
    .insertInto('member')
    .values({
      org_id: orgId,
      account_id: wish.accountId,
      role: wish.role,
      products: wish.products,
      ends_at: wish.ends_at,
      created_at: wish.now,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'account_id']).doNothing())
    .executeTakeFirst()
  if ((inserted.numInsertedOrUpdatedRows ?? 0n) === 0n) return false
  change.record({
    type: 'member.added',
    actor: wish.actor,
    data: { role: wish.role },
    personal: { member: wish.name },
  })
  return true
}

export interface NewOrg {
  readonly slug: string
  readonly name: string
  readonly now: string
}

/** Undefined where the slug is taken. It has a ledger from its first moment: what happened before one began is lost to it. */
export async function insertOrg(
  { db, settings }: Kernel,
  { slug, name, now }: NewOrg,
): Promise<OrgId | undefined> {
  const id = makeId() as OrgId
  const ledger_origin = ledgerOrigin(settings.publicUrl, { id, slug })
  const row = { id, slug, name, ledger_origin, is_sample: 0, created_at: now }
  const inserted = await db
    .insertInto('org')
    .values(row)
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .executeTakeFirst()
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n ? id : undefined
}

/** In the organisation's own change. Throws where the organisation has gone. */
export async function joinOrg(kernel: Kernel, orgId: OrgId, wish: NewMember): Promise<boolean> {
  const org = await kernel.openOrg(orgId)
  if (org === undefined) throw new Error('the organisation has gone')
  const { value } = await org.change(async (change) => addMember(change, orgId, wish))
  return value
}
