/** Slows down whoever guesses: longer and longer waits after failures, by name and address together, and by each alone. */
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables/index.ts'
import { hashSecret } from '../kernel/secrets.ts'
import { addSeconds } from '../kernel/time.ts'

export interface Attempt {
  readonly email: string
  readonly address: string
  readonly now: string
}

/** Failures that cost nothing, then a wait that doubles from one second up to `most`. */
interface Patience {
  readonly free: number
  readonly most: number
}

/** A name alone waits a minute at most, so that nobody can be locked out by others for long. */
const patiences: readonly (Patience & { readonly keyOf: (attempt: Attempt) => string })[] = [
  { keyOf: ({ email, address }) => `both ${email} ${address}`, free: 5, most: 900 },
  { keyOf: ({ email }) => `name ${email}`, free: 20, most: 60 },
  { keyOf: ({ address }) => `address ${address}`, free: 30, most: 900 },
]

/** Failures older than this are forgotten, seconds. */
const FORGET = 86_400

/** Seconds to wait before this attempt may be made; 0: now. */
export async function waitFor(db: Kysely<Tables>, attempt: Attempt): Promise<number> {
  const keys = patiences.map(({ keyOf }) => hashSecret(keyOf(attempt)))
  const rows = await db.selectFrom('sign_in_failure').selectAll().where('key', 'in', keys).execute()
  const waits = patiences.map(({ free, most }, at) => {
    const row = rows.find(({ key }) => key === keys[at])
    if (row === undefined || row.count < free) return 0
    const until = addSeconds(row.last_at, Math.min(most, 2 ** Math.min(20, row.count - free)))
    return Math.max(0, (Date.parse(until) - Date.parse(attempt.now)) / 1000)
  })
  return Math.max(...waits)
}

/** Counted before the password is looked at, so that many attempts at once gain nothing; `forgive` takes it back. */
export async function countFailure(db: Kysely<Tables>, attempt: Attempt): Promise<void> {
  await db.deleteFrom('sign_in_failure').where('last_at', '<', addSeconds(attempt.now, -FORGET)).execute()
  for (const { keyOf } of patiences) {
    await db
      .insertInto('sign_in_failure')
      .values({ key: hashSecret(keyOf(attempt)), count: 1, last_at: attempt.now })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet((set) => ({
          count: set('sign_in_failure.count', '+', 1),
          last_at: attempt.now,
        })),
      )
      .execute()
  }
}

/** After a success: the name is forgiven; the address keeps what it did to others. */
export async function forgive(db: Kysely<Tables>, attempt: Attempt): Promise<void> {
  const [both, name, address] = patiences.map(({ keyOf }) => hashSecret(keyOf(attempt)))
  await db
    .deleteFrom('sign_in_failure')
    .where('key', 'in', [both ?? '', name ?? ''])
    .execute()
  await db
    .updateTable('sign_in_failure')
    .set((set) => ({ count: set('count', '-', 1) }))
    .where('key', '=', address ?? '')
    .where('count', '>', 0)
    .execute()
}
