/** Sign-in with a password: the same answer in the same time, whether the name exists or not. */
import type { AccountRow } from '../db/tables/accounts.ts'
import type { Kernel } from '../kernel/model.ts'
import { checkPassword, hashPassword, needsRehash } from './passwords.ts'
import { codeWrong, type Refusal, refuse, tooMany } from './refusals.ts'
import { spendCode } from './second-factor.ts'
import { forgive, takeAttempt } from './throttle.ts'

export interface Credentials {
  readonly email: string
  readonly password: string
  readonly code?: string | undefined
  readonly address: string
}

/** The account, or why not. */
export async function checkSignIn(kernel: Kernel, given: Credentials): Promise<AccountRow | Refusal> {
  const attempt = { email: given.email, address: given.address, now: kernel.now() }
  const wait = await takeAttempt(kernel.db, attempt)
  if (wait > 0) return tooMany(wait)
  const account = await kernel.db
    .selectFrom('account')
    .selectAll()
    .where('email', '=', given.email)
    .executeTakeFirst()
  const isRight = await checkPassword(account?.password_hash ?? null, given.password)
  if (account === undefined || !isRight) return failed
  if (account.totp_secret !== null) {
    if (given.code === undefined) return codeNeeded
    if (!(await spendCode(kernel, account, { code: given.code, now: attempt.now }))) return codeWrong401
  }
  await forgive(kernel.db, attempt)
  await rehash(kernel, account, given.password)
  return account
}

const failed = refuse(401, 'SIGN_IN_FAILED', 'no account fits this address and password')
const codeNeeded = refuse(401, 'CODE_NEEDED', 'expected the code of the second factor too')
const codeWrong401 = { ...codeWrong, status: 401 }

async function rehash(kernel: Kernel, account: AccountRow, password: string): Promise<void> {
  if (account.password_hash === null || !needsRehash(account.password_hash)) return
  await kernel.db
    .updateTable('account')
    .set({ password_hash: await hashPassword(password) })
    .where('id', '=', account.id)
    .where('password_hash', '=', account.password_hash)
    .execute()
}
