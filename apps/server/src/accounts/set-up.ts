/** The first account: whoever sits at the machine (local), or whoever reads the code on the server's terminal (team). */
import type { BodyOf } from '@occtet/contract/api'
import type { setUpRoutes } from '@occtet/contract/api'
import type { Caller, Kernel, OrgId } from '../kernel/model.ts'
import { hasAccounts, localPerson } from './doorkeeper.ts'
import { insertAccount, insertOrg, joinOrg } from './make-account.ts'
import { makeOnce, takeOnce } from './once.ts'
import { hashPassword } from './passwords.ts'
import { type Refusal, refuse, slugTaken } from './refusals.ts'

type Wish = BodyOf<(typeof setUpRoutes)['setUp.create']>

const DAY = 86_400
const done = refuse(409, 'SET_UP_DONE', 'there is an account already: sign in, or ask for an invitation')

/** For the terminal; undefined where nothing is to be set up. Earlier codes are void. */
export async function makeSetUpCode(kernel: Kernel): Promise<string | undefined> {
  if (kernel.settings.mode !== 'team' || (await hasAccounts(kernel.db))) return undefined
  await kernel.db.deleteFrom('once').where('kind', '=', 'set-up').execute()
  return makeOnce(kernel.db, { kind: 'set-up', now: kernel.now(), seconds: DAY })
}

/** Id of the account that owns every organisation which is not the sample. */
export async function setUp(kernel: Kernel, caller: Caller, wish: Wish): Promise<string | Refusal> {
  if (await hasAccounts(kernel.db)) return done
  const isAllowed =
    caller.id === localPerson.id ||
    (wish.code !== undefined &&
      (await takeOnce(kernel.db, 'set-up', { secret: wish.code, now: kernel.now() })) !== undefined)
  if (!isAllowed) return refuse(403, 'SET_UP_CODE_WRONG', 'expected the code from the terminal of the server')
  const now = kernel.now()
  const owned = await ownedOrgs(kernel)
  if (wish.organisation !== undefined) {
    const made = await insertOrg(kernel, { ...wish.organisation, now })
    if (made === undefined) return slugTaken
    owned.push(made)
  }
  const passwordHash = await hashPassword(wish.password)
  const id = await insertAccount(kernel.db, { name: wish.name, email: wish.email, passwordHash, now })
  if (id === undefined) return done
  const actor = { kind: 'user', who: { name: wish.name } } as const
  const member = { accountId: id, name: wish.name, role: 'owner', products: null, ends_at: null, now, actor }
  for (const org of owned) await joinOrg(kernel, org, member)
  return id
}

async function ownedOrgs({ db }: Kernel): Promise<OrgId[]> {
  const rows = await db.selectFrom('org').select('id').where('is_sample', '=', 0).execute()
  return rows.map(({ id }) => id as OrgId)
}
