/** What waits for the organisation as a whole, and for no product: a log that does not verify, a key that ends. */
import type { AnswerOf, homeRoutes } from '@occtet/contract/api'
import { isCurrent, keyState, listKeys } from '../public/openpgp-keys.ts'
import type { Asking } from './closely.ts'

type OrgTodo = AnswerOf<(typeof homeRoutes)['home.show']>['orgTodos'][number]

/** None for whoever sees some products only. Most urgent first. */
export async function orgTodosOf({ org, caller, now }: Asking): Promise<readonly OrgTodo[]> {
  if (caller.products !== undefined) return []
  const state = await org.db
    .selectFrom('ledger_state')
    .select('broken_since')
    .where('org_id', '=', org.id)
    .executeTakeFirst()
  const since = state?.broken_since ?? null
  const key = (await listKeys(org)).find(isCurrent)
  const keyNow = key === undefined ? 'good' : keyState(key, now)
  return [
    ...(since === null ? [] : [{ kind: 'ledger-broken' as const, day: since.slice(0, 10) }]),
    ...(keyNow === 'good' || key === undefined
      ? []
      : [{ kind: `key-${keyNow}` as const, day: (key.expires_at ?? now).slice(0, 10) }]),
  ]
}
