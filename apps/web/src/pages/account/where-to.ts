/** Where somebody goes who has just signed in. */
import type { AnswerOf, sessionRoutes } from '@occtet/contract/api'
import { hrefOf } from '../../app/paths.ts'

export type Session = AnswerOf<(typeof sessionRoutes)['session.show']>
export type Account = NonNullable<Session['account']>

/** `next`: a path of this server, as the address says; anything else would lead people astray, and is not followed. */
export function whereTo(session: Session, next: string | undefined): string {
  if (next !== undefined && /^\/(?![/\\])/.test(next)) return next
  const [first] = session.organisations
  return first === undefined
    ? hrefOf({ page: 'account', params: {} })
    : hrefOf({ page: 'home', params: { org: first.slug } })
}

/** A new page, so that nothing of the person before stays in memory. */
export function leaveFor(address: string): void {
  location.assign(address)
}
