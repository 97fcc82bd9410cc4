/** Who a request is, and whether an organisation opens to them. Asked anew for each request: a revoked right ends at once. */
import { type Permission, permissionsOf, type Role, roles } from '@occtet/contract/api'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables/index.ts'
import type { Doorkeeper, Entry, Identity, Peer } from '../kernel/identity.ts'
import type { Caller, Kernel, OrgId } from '../kernel/model.ts'
import { findSession } from './sessions.ts'
import { findToken, readScopes } from './tokens.ts'

/** What anybody who is signed in may do in the read-only sample, whatever their role elsewhere. */
export const samplePermissions: ReadonlySet<Permission> = new Set(permissionsOf.auditor)

/** Of the person who sits at the machine, in local mode, until there is an account. */
export const localPerson = { id: 'local', name: 'Local owner' } as const

export function createDoorkeeper(kernel: Kernel): Doorkeeper {
  return {
    identify: async (request, peer) => identify(kernel, request, peer),
    enter: async (identity, slug) => enter(kernel, identity, slug),
    enterByToken: async (identity) => open(kernel, identity.orgId, toTokenCaller(identity)),
  }
}

async function identify(kernel: Kernel, request: Request, peer: Peer): Promise<Identity> {
  const token = await findToken(kernel.db, request, kernel.now())
  if (token.kind === 'bad') return { kind: 'nobody' }
  if (token.kind === 'found') {
    const { id, name, org_id: orgId, product, scopes } = token.row
    const products = product === null ? undefined : new Set([product])
    return { kind: 'token', id, name, orgId, permissions: new Set(readScopes(scopes)), products }
  }
  const session = await findSession(kernel.db, request, {
    now: kernel.now(),
    publicUrl: kernel.settings.publicUrl,
  })
  if (session !== undefined) {
    const { accountId: id, name, hash } = session
    return { kind: 'person', id, name, session: hash, isLocal: false }
  }
  const isOwner = kernel.settings.mode === 'local' && peer.isLoopback && !(await hasAccounts(kernel.db))
  return isOwner ? { kind: 'person', ...localPerson, session: undefined, isLocal: true } : { kind: 'nobody' }
}

export async function hasAccounts(db: Kysely<Tables>): Promise<boolean> {
  return (await db.selectFrom('account').select('id').limit(1).executeTakeFirst()) !== undefined
}

async function enter(kernel: Kernel, identity: Identity, slug: string): Promise<Entry | undefined> {
  if (identity.kind === 'nobody') return undefined
  const org = await kernel.db
    .selectFrom('org')
    .leftJoin('member', (join) =>
      join.onRef('member.org_id', '=', 'org.id').on('member.account_id', '=', identity.id),
    )
    .select(['org.id', 'org.is_sample', 'member.role', 'member.products', 'member.ends_at'])
    .where('org.slug', '=', slug)
    .executeTakeFirst()
  if (org === undefined) return undefined
  if (identity.kind === 'token') {
    return identity.orgId === org.id ? open(kernel, org.id, toTokenCaller(identity)) : undefined
  }
  const base = { kind: identity.kind, id: identity.id, name: identity.name } as const
  if (org.is_sample === 1) {
    return open(kernel, org.id, { ...base, role: 'auditor', permissions: samplePermissions })
  }
  const rights = identity.isLocal ? toRights('owner', null) : toMemberRights(org, kernel.now())
  return rights === undefined ? undefined : open(kernel, org.id, { ...base, ...rights })
}

interface MemberLike {
  readonly role: string | null
  readonly products: string | null
  readonly ends_at: string | null
}

type Rights = Pick<Caller, 'role' | 'permissions' | 'products'>

/** Undefined where the membership is none, is over, or names a role that this version does not know. */
function toMemberRights(member: MemberLike, now: string): Rights | undefined {
  const role = roles.find((one) => one === member.role)
  if (role === undefined || (member.ends_at !== null && member.ends_at <= now)) return undefined
  return toRights(role, member.products)
}

function toRights(role: Role, products: string | null): Rights {
  const permissions = new Set(permissionsOf[role])
  // A guest without a list sees nothing; the list of any other role is not looked at.
  return role === 'guest' ? { role, permissions, products: readSlugs(products) } : { role, permissions }
}

export function readSlugs(text: string | null): ReadonlySet<string> {
  const stored: unknown = text === null ? [] : JSON.parse(text)
  return new Set(Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [])
}

function toTokenCaller(identity: Identity & { kind: 'token' }): Caller {
  const { id, name, permissions, products } = identity
  return { kind: 'token', id, name, permissions, ...(products === undefined ? {} : { products }) }
}

async function open(kernel: Kernel, id: string, caller: Caller): Promise<Entry | undefined> {
  const org = await kernel.openOrg(id as OrgId)
  return org === undefined ? undefined : { org, caller }
}
