/** Sign-in, sign-out, the first account, invitations. */
import type { Role, sessionRoutes, setUpRoutes } from '@occtet/contract/api'
import type { SessionRow } from '../db/tables/accounts.ts'
import type { Call, Handlers, Reply } from '../kernel/model.ts'
import { acceptInvitation, findInvitation } from './invitations.ts'
import { dropAccount, insertAccount } from './make-account.ts'
import { finishOidc, startOidc } from './oidc.ts'
import { takeOnce } from './once.ts'
import { hashPassword } from './passwords.ts'
import { linkSpent, refuse } from './refusals.ts'
import { accountIdOf, type SessionView, viewSession } from './session-view.ts'
import { createSession, endSession } from './sessions.ts'
import { setUp } from './set-up.ts'
import { checkSignIn } from './sign-in.ts'

type AnyCall = Pick<Call<(typeof sessionRoutes)['session.show']>, 'kernel' | 'request' | 'now'>

export async function signedIn(
  { kernel, request, now }: AnyCall,
  accountId: string,
  method: SessionRow['method'],
): Promise<Reply<SessionView>> {
  const { publicUrl } = kernel.settings
  const cookie = await createSession(kernel.db, { accountId, method, request, now, publicUrl })
  return { kind: 'value', value: await viewSession(kernel, accountId), headers: { 'set-cookie': cookie } }
}

export const sessionHandlers: Handlers<typeof sessionRoutes> = {
  'session.show': async ({ kernel, caller }) => ({
    kind: 'value',
    value: await viewSession(kernel, accountIdOf(caller)),
  }),
  'session.create': async (call) => {
    const account = await checkSignIn(call.kernel, { ...call.body, address: call.address })
    return 'kind' in account ? account : signedIn(call, account.id, 'password')
  },
  'session.end': async ({ kernel, request }) => {
    const cookie = await endSession(kernel.db, request, kernel.settings.publicUrl)
    // Nobody who comes to this browser next finds answers of this person in it.
    const headers = { 'set-cookie': cookie, 'clear-site-data': '"cache"' }
    return { kind: 'value', value: undefined, headers }
  },
  'session.handover': async (call) => {
    const taken = await takeOnce(call.kernel.db, 'handover', { secret: call.body.secret, now: call.now })
    const accountId = taken?.account_id ?? undefined
    return accountId === undefined ? linkSpent : signedIn(call, accountId, 'handover')
  },
  'oidc.start': async ({ kernel, body, now }) => startOidc(kernel, { invitation: body.invitation, now }),
  'oidc.finish': async (call) => {
    const { kernel, body, request, caller } = call
    const found = await finishOidc(kernel, { query: body.query, request, current: accountIdOf(caller) })
    return typeof found === 'string' ? signedIn(call, found, 'oidc') : found
  },
}

export const setUpHandlers: Handlers<typeof setUpRoutes> = {
  'setUp.create': async (call) => {
    const made = await setUp(call.kernel, call.caller, call.body)
    return typeof made === 'string' ? signedIn(call, made, 'password') : made
  },
  'invitation.look': async ({ kernel, body }) => {
    const found = await findInvitation(kernel, body.secret)
    if (found === undefined) return linkSpent
    const org = await kernel.db
      .selectFrom('org')
      .select('name')
      .where('id', '=', found.org_id)
      .executeTakeFirstOrThrow()
    return {
      kind: 'value',
      value: {
        organisation: org.name,
        // Written from the same list.
        role: found.role as Role,
        expiresAt: found.expires_at,
        ...(found.email === null ? {} : { email: found.email }),
        ...(found.ends_at === null ? {} : { endsAt: found.ends_at }),
      },
    }
  },
  'invitation.accept': async (call) => accept(call),
}

async function accept(call: Call<(typeof setUpRoutes)['invitation.accept']>): Promise<Reply<SessionView>> {
  const { kernel, body, caller, now } = call
  const invitation = await findInvitation(kernel, body.secret)
  if (invitation === undefined) return linkSpent
  const current = await currentPerson(call)
  const person = body.account ?? current
  if (person === undefined) return refuse(401, 'SIGN_IN_NEEDED', 'expected an account, or a sign-in')
  if (invitation.email !== null && invitation.email !== person.email) return emailOther
  const made = body.account === undefined ? undefined : await hashPassword(body.account.password)
  const accountId =
    made === undefined
      ? caller.id
      : await insertAccount(kernel.db, { name: person.name, email: person.email, passwordHash: made, now })
  if (accountId === undefined) return emailTaken
  const accepted = await acceptInvitation(kernel, invitation, { accountId, name: person.name })
  if (accepted === 'joined') return signedIn(call, accountId, 'password')
  if (made !== undefined) await dropAccount(kernel.db, accountId)
  return accepted === 'spent' ? linkSpent : alreadyMember
}

const emailOther = refuse(403, 'EMAIL_OTHER', 'this invitation is for another address')
const emailTaken = refuse(
  409,
  'EMAIL_TAKEN',
  'this address has an account: sign in first, then open the link',
)
const alreadyMember = refuse(409, 'ALREADY_MEMBER', 'you belong to this organisation already')

async function currentPerson({
  kernel,
  caller,
}: Call<(typeof setUpRoutes)['invitation.accept']>): Promise<{ name: string; email: string } | undefined> {
  if (caller.kind !== 'person') return undefined
  return kernel.db
    .selectFrom('account')
    .select(['name', 'email'])
    .where('id', '=', caller.id)
    .executeTakeFirst()
}
