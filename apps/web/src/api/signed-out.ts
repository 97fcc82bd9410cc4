/** What happens when the server no longer knows who asks: to the sign-in, and from there back to the same place. */
import { hrefOf } from '../app/paths.ts'
import { type Refusal, toRefusal } from './refusal.ts'

/** Where to sign in; undefined where the refusal has another reason, or where the page is the sign-in itself. */
export function signInFor(refusal: Refusal, here: string): string | undefined {
  if (refusal.status !== 401 || refusal.code !== 'SIGN_IN_NEEDED') return undefined
  if (/^\/(?:sign-in|invitation)(?:[/?#]|$)/.test(here)) return undefined
  return hrefOf({ page: 'signIn', params: {}, search: { next: here } })
}

/** For reads only: a change that is refused stays on the page, with what was typed. */
export function leaveIfSignedOut(error: unknown): void {
  const { pathname, search, hash } = location
  const target = signInFor(toRefusal(error), `${pathname}${search}${hash}`)
  if (target !== undefined) location.assign(target)
}
