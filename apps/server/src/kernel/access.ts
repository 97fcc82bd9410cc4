/** May they? Before anything of the request is read, so that no answer depends on what a stranger sent. */
import type { Permission, RouteShape } from '@occtet/contract/api'
import { err, ok, type Result } from '@occtet/toolkit/base'
import type { Doorkeeper, Entry, Identity } from './identity.ts'
import type { Caller } from './model.ts'
import { notFound, type Problem } from './problem.ts'

export interface Asked {
  readonly route: RouteShape
  readonly params: Readonly<Record<string, string>>
}

export interface Allowed {
  readonly caller: Caller
  /** There exactly for routes of an organisation. */
  readonly entry: Entry | undefined
}

const none: ReadonlySet<Permission> = new Set()
const signInNeeded: Problem = { status: 401, code: 'SIGN_IN_NEEDED' }

export async function allow(
  doorkeeper: Doorkeeper,
  asked: Asked,
  identity: Identity,
): Promise<Result<Allowed, Problem>> {
  const { access } = asked.route
  switch (access.kind) {
    case 'public':
      return ok({ caller: toCaller(identity), entry: undefined })
    case 'account':
      // A token stands for a machine: it has no account to speak about.
      return identity.kind === 'person'
        ? ok({ caller: toCaller(identity), entry: undefined })
        : err(signInNeeded)
    case 'organisation':
      if (identity.kind === 'nobody') return err(signInNeeded)
      return judge(asked, access, await doorkeeper.enter(identity, asked.params['org'] ?? ''))
    case 'token':
      if (identity.kind !== 'token') return err(signInNeeded)
      return judge(asked, access, await doorkeeper.enterByToken(identity))
    default:
      return access satisfies never
  }
}

function toCaller(identity: Identity): Caller {
  return identity.kind === 'nobody'
    ? { kind: 'nobody', id: '', name: '', permissions: none }
    : { kind: identity.kind, id: identity.id, name: identity.name, permissions: none }
}

function judge(
  { params }: Asked,
  access: { readonly permission: Permission; readonly isNarrowed?: true },
  entry: Entry | undefined,
): Result<Allowed, Problem> {
  if (entry === undefined) return err(notFound)
  const { caller } = entry
  const product = params['product']
  if (caller.products !== undefined && product !== undefined && !caller.products.has(product)) {
    return err(notFound)
  }
  if (!caller.permissions.has(access.permission)) return err(missing(access.permission))
  if (caller.products !== undefined && product === undefined && access.isNarrowed !== true) {
    return err({ status: 403, code: 'PERMISSION_MISSING', detail: 'your access is bound to products' })
  }
  return ok({ caller, entry })
}

function missing(permission: Permission): Problem {
  return {
    status: 403,
    code: 'PERMISSION_MISSING',
    detail: `expected the permission ${permission}`,
  }
}
