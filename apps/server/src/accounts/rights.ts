/** What a membership may look like, and who holds one: a guest has products, only an auditor an end. */
import type { Role } from '@occtet/contract/api'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables/index.ts'

export interface Rights {
  readonly role: Role
  readonly products?: readonly string[] | undefined
  readonly endsAt?: string | undefined
}

/** Undefined: fine. Else what is wrong. An auditor's access is always bound in time. */
export function findRightsFault({ role, products, endsAt }: Rights, now: string): string | undefined {
  if (role === 'guest' && products === undefined) return 'expected the products that the guest may see'
  if (role !== 'guest' && products !== undefined) return 'expected products for a guest only'
  if (role === 'auditor' && endsAt === undefined) return 'expected the end of an auditor’s access'
  if (role !== 'auditor' && endsAt !== undefined) return 'expected an end for an auditor only'
  if (endsAt !== undefined && endsAt <= now) return 'expected an end that is still to come'
  return undefined
}

export function toRightsColumns({ role, products, endsAt }: Rights): {
  readonly role: Role
  readonly products: string | null
  readonly ends_at: string | null
} {
  return {
    role,
    products: products === undefined ? null : JSON.stringify([...new Set(products)].sort()),
    ends_at: endsAt ?? null,
  }
}

/** Inside the change that takes the rights away. */
export async function isLastOwner(db: Kysely<Tables>, orgId: string, accountId: string): Promise<boolean> {
  const owners = await db
    .selectFrom('member')
    .select('account_id')
    .where('org_id', '=', orgId)
    .where('role', '=', 'owner')
    .execute()
  return owners.length === 1 && owners[0]?.account_id === accountId
}
