/** What a person changes about their own account. */
import type { ownAccountRoutes } from '@occtet/contract/api'
import type { AccountRow } from '../db/tables/accounts.ts'
import type { Call, Handlers, Kernel } from '../kernel/model.ts'
import { hashSecret } from '../kernel/secrets.ts'
import { places } from '../kernel/vault.ts'
import { readCookie } from './cookies.ts'
import { checkPassword, hashPassword } from './passwords.ts'
import { codeWrong, localAccount, missing, passwordWrong, type Refusal, refuse, tooMany } from './refusals.ts'
import { findStep, offerTotp, renewRecoveryCodes, spendCode } from './second-factor.ts'
import { viewSession } from './session-view.ts'
import { forgive, takeAttempt } from './throttle.ts'

type Routes = typeof ownAccountRoutes
type OwnCall = Pick<Call<Routes['account.sessions']>, 'kernel' | 'caller' | 'address' | 'now' | 'request'>

/** Undefined: this machine's own person, who has no account. */
async function findOwn({ kernel, caller }: OwnCall): Promise<AccountRow | undefined> {
  return kernel.db.selectFrom('account').selectAll().where('id', '=', caller.id).executeTakeFirst()
}

/** A session that somebody left open is not enough to change how one signs in. `code`: of the second factor, where it counts. */
async function proveSelf(
  call: OwnCall,
  account: AccountRow,
  { password, code }: { readonly password: string; readonly code?: string },
): Promise<Refusal | undefined> {
  const attempt = { email: `${account.email} again`, address: call.address, now: call.now }
  const wait = await takeAttempt(call.kernel.db, attempt)
  if (wait > 0) return tooMany(wait)
  if (!(await checkPassword(account.password_hash, password))) return passwordWrong
  // Forgiven at the end: whoever knows the password must not be free to try codes.
  if (code !== undefined && !(await spendCode(call.kernel, account, { code, now: call.now })))
    return codeWrong
  await forgive(call.kernel.db, attempt)
  return undefined
}

async function endOthers({ kernel, caller, request }: OwnCall): Promise<void> {
  const current = hashSecret(readCookie(request, 'occtet', kernel.settings.publicUrl) ?? '')
  await kernel.db
    .deleteFrom('session')
    .where('account_id', '=', caller.id)
    .where('hash', '!=', current)
    .execute()
}

export const ownHandlers: Handlers<Routes> = {
  'account.change': async (call) => {
    const { kernel, caller, body } = call
    if ((await findOwn(call)) === undefined) return localAccount
    await setAccount(kernel, caller.id, { name: body.name })
    return { kind: 'value', value: await viewSession(kernel, caller.id) }
  },
  'account.password': async (call) => {
    const { kernel, caller, body } = call
    const account = await findOwn(call)
    if (account === undefined) return localAccount
    const refused =
      account.password_hash === null
        ? undefined
        : await proveSelf(call, account, { password: body.current ?? '' })
    if (refused !== undefined) return refused
    await setAccount(kernel, caller.id, { password_hash: await hashPassword(body.next) })
    await endOthers(call)
    return { kind: 'value', value: await viewSession(kernel, caller.id) }
  },
  'account.sessions': async ({ kernel, caller, request }) => {
    const current = hashSecret(readCookie(request, 'occtet', kernel.settings.publicUrl) ?? '')
    const rows = await kernel.db
      .selectFrom('session')
      .selectAll()
      .where('account_id', '=', caller.id)
      .where('expires_at', '>', kernel.now())
      .orderBy('seen_at', 'desc')
      .execute()
    const shown = rows.map((row) => ({
      id: row.id,
      method: row.method,
      device: row.device,
      createdAt: row.created_at,
      seenAt: row.seen_at,
      expiresAt: row.expires_at,
      isCurrent: row.hash === current,
    }))
    return { kind: 'value', value: { rows: shown } }
  },
  'account.endSession': async ({ kernel, caller, params }) => {
    const ended = await kernel.db
      .deleteFrom('session')
      .where('account_id', '=', caller.id)
      .where('id', '=', params.session)
      .executeTakeFirst()
    return ended.numDeletedRows === 0n ? missing : { kind: 'value', value: undefined }
  },
  'account.endOthers': async (call) => {
    await endOthers(call)
    return { kind: 'value', value: undefined }
  },
  'totp.start': async (call) => {
    const account = await findOwn(call)
    if (account === undefined) return localAccount
    if (account.totp_secret !== null)
      return refuse(409, 'TOTP_ON', 'the second factor is on: remove it first')
    const refused = await proveSelf(call, account, { password: call.body.password })
    if (refused !== undefined) return refused
    const offer = offerTotp(account.email)
    const sealed = call.kernel.vault.seal(offer.secret, places.totp(account.id))
    await setAccount(call.kernel, account.id, { totp_pending: sealed })
    return { kind: 'value', value: { ...offer, qr: [...offer.qr] } }
  },
  'totp.confirm': async (call) => {
    const { kernel, body, now } = call
    const account = await findOwn(call)
    if (account === undefined) return localAccount
    if (account.totp_pending === null) return refuse(409, 'TOTP_NOT_BEGUN', 'begin the second factor first')
    const secret = kernel.vault.open(account.totp_pending, places.totp(account.id))
    const step = findStep(secret, body.code, now)
    if (step === undefined) return codeWrong
    const on = { totp_secret: account.totp_pending, totp_pending: null, totp_step: step }
    await setAccount(kernel, account.id, on)
    await endOthers(call)
    return { kind: 'value', value: { recoveryCodes: [...(await renewRecoveryCodes(kernel.db, account.id))] } }
  },
  'totp.remove': async (call) => {
    const { kernel, body } = call
    const account = await findOwn(call)
    if (account === undefined) return localAccount
    const refused = await proveSelf(call, account, body)
    if (refused !== undefined) return refused
    await setAccount(kernel, account.id, { totp_secret: null, totp_pending: null, totp_step: null })
    await kernel.db.deleteFrom('recovery_code').where('account_id', '=', account.id).execute()
    return { kind: 'value', value: await viewSession(kernel, account.id) }
  },
}

async function setAccount(
  kernel: Kernel,
  id: string,
  change: Partial<Pick<AccountRow, 'name' | 'password_hash' | 'totp_secret' | 'totp_pending' | 'totp_step'>>,
): Promise<void> {
  await kernel.db.updateTable('account').set(change).where('id', '=', id).execute()
}
