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

/** Attempts that come at the same moment stand in line; whoever finds the line this long comes again. */
const MOST_TURNS = 50

/**
 * Seconds to wait before this attempt may be made; 0: now, and it is counted as a failure from here on, so that many
 * attempts at once gain nothing (`forgive` takes it back). Looking and counting are one step.
 */
export async function takeAttempt(db: Kysely<Tables>, attempt: Attempt): Promise<number> {
  await db.deleteFrom('sign_in_failure').where('last_at', '<', addSeconds(attempt.now, -FORGET)).execute()
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const wait = await db.transaction().execute(async (tx) => takeTurn(tx, attempt))
    if (wait !== undefined) return wait
  }
  return 1
}

/** Undefined: somebody else counted in between, so that what was read is no longer true. */
async function takeTurn(db: Kysely<Tables>, attempt: Attempt): Promise<number | undefined> {
  const keys = patiences.map(({ keyOf }) => hashSecret(keyOf(attempt)))
  const rows = await db.selectFrom('sign_in_failure').selectAll().where('key', 'in', keys).execute()
  const known = keys.map((key) => rows.find((row) => row.key === key))
  const wait = Math.max(...patiences.map((patience, at) => waitOf(patience, known[at], attempt.now)))
  if (wait > 0) return wait
  for (const [at, key] of keys.entries()) {
    if (!(await countOne(db, { key, known: known[at]?.count, now: attempt.now }))) return undefined
  }
  return 0
}

interface Failures {
  readonly count: number
  readonly last_at: string
}

function waitOf({ free, most }: Patience, row: Failures | undefined, now: string): number {
  if (row === undefined || row.count < free) return 0
  const until = addSeconds(row.last_at, Math.min(most, 2 ** Math.min(20, row.count - free)))
  return Math.max(0, (Date.parse(until) - Date.parse(now)) / 1000)
}

/** False where the count is another one than was read. What was counted before it only makes guessing dearer. */
async function countOne(
  db: Kysely<Tables>,
  { key, known, now }: { readonly key: string; readonly known: number | undefined; readonly now: string },
): Promise<boolean> {
  const done =
    known === undefined
      ? await db
          .insertInto('sign_in_failure')
          .values({ key, count: 1, last_at: now })
          .onConflict((conflict) => conflict.column('key').doNothing())
          .executeTakeFirst()
      : await db
          .updateTable('sign_in_failure')
          .set({ count: known + 1, last_at: now })
          .where('key', '=', key)
          .where('count', '=', known)
          .executeTakeFirst()
  return Number('numUpdatedRows' in done ? done.numUpdatedRows : (done.numInsertedOrUpdatedRows ?? 0)) > 0
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
