/** Who is signed in and what they see, as the web asks for it first. */
import { type AnswerOf, type accountRoutes, permissionsOf, type Role, roles } from '@occtet/contract/api'
import type { Caller, Kernel } from '../kernel/model.ts'
import { hasAccounts, localPerson, readSlugs, samplePermissions } from './doorkeeper.ts'

export type SessionView = AnswerOf<(typeof accountRoutes)['session.show']>
type Organisation = SessionView['organisations'][number]

/** `accountId` undefined: nobody. */
export async function viewSession(kernel: Kernel, accountId: string | undefined): Promise<SessionView> {
  const { mode, oidc } = kernel.settings
  const base = { mode, ...(oidc === undefined ? {} : { oidc: { name: oidc.name } }) }
  if (accountId === localPerson.id) return { ...base, ...(await viewLocal(kernel)) }
  const account = accountId === undefined ? undefined : await findAccount(kernel, accountId)
  if (account === undefined) {
    const state = (await hasAccounts(kernel.db)) ? 'signed-out' : 'set-up'
    return { ...base, state, organisations: [] }
  }
  return { ...base, state: 'signed-in', account, organisations: await listOrganisations(kernel, account.id) }
}

/** A token has no session: it is nobody here. */
export function accountIdOf(caller: Caller): string | undefined {
  return caller.kind === 'person' ? caller.id : undefined
}

type Account = NonNullable<SessionView['account']>

async function findAccount({ db }: Kernel, id: string): Promise<Account | undefined> {
  const row = await db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) return undefined
  const codes = await db
    .selectFrom('recovery_code')
    .select('hash')
    .where('account_id', '=', id)
    .where('used_at', 'is', null)
    .execute()
  return {
    id,
    name: row.name,
    email: row.email,
    isLocal: false,
    hasPassword: row.password_hash !== null,
    hasTotp: row.totp_secret !== null,
    recoveryCodes: codes.length,
  }
}

async function viewLocal({ db }: Kernel): Promise<Omit<SessionView, 'mode'>> {
  const rows = await db.selectFrom('org').select(['slug', 'name', 'is_sample']).orderBy('slug').execute()
  const account = { isLocal: true, hasPassword: false, hasTotp: false, recoveryCodes: 0, ...localPerson }
  const organisations = rows.map((row) => (row.is_sample === 1 ? toSample(row) : toOwn(row, 'owner')))
  return { state: 'signed-in', account, organisations: samplesLast(organisations) }
}

async function listOrganisations({ db, now }: Kernel, accountId: string): Promise<Organisation[]> {
  const rows = await db
    .selectFrom('org')
    .leftJoin('member', (join) =>
      join.onRef('member.org_id', '=', 'org.id').on('member.account_id', '=', accountId),
    )
    .select(['org.slug', 'org.name', 'org.is_sample', 'member.role', 'member.products', 'member.ends_at'])
    .where((where) => where.or([where('member.role', 'is not', null), where('org.is_sample', '=', 1)]))
    .orderBy('org.slug')
    .execute()
  const organisations = rows.flatMap((row) => {
    if (row.is_sample === 1) return [toSample(row)]
    const role = roles.find((one) => one === row.role)
    if (role === undefined || (row.ends_at !== null && row.ends_at <= now())) return []
    return [
      {
        ...toOwn(row, role),
        ...(row.ends_at === null ? {} : { endsAt: row.ends_at }),
        ...(role === 'guest' ? { products: [...readSlugs(row.products)] } : {}),
      },
    ]
  })
  return samplesLast(organisations)
}

function samplesLast(organisations: readonly Organisation[]): Organisation[] {
  return [...organisations.filter((one) => !one.isSample), ...organisations.filter((one) => one.isSample)]
}

interface Named {
  readonly slug: string
  readonly name: string
}

function toOwn({ slug, name }: Named, role: Role): Organisation {
  return { slug, name, role, permissions: [...permissionsOf[role]], isSample: false }
}

function toSample({ slug, name }: Named): Organisation {
  return { slug, name, role: 'auditor', permissions: [...samplePermissions], isSample: true }
}
