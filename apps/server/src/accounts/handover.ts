/** A link for the terminal of the machine: whoever started the server there signs in as its owner, once, without a password. */
import type { Kernel } from '../kernel/model.ts'
import { makeOnce } from './once.ts'

const validSeconds = 600

/**
 * Undefined in a team, where a terminal is not a person, and while nobody needs to sign in. Trust: whoever reads this
 * terminal can read the store as well. Earlier links are void.
 */
export async function makeHandover({ db, settings, now }: Kernel): Promise<string | undefined> {
  if (settings.mode !== 'local') return undefined
  await db.deleteFrom('once').where('kind', '=', 'handover').execute()
  // The first account of a local server owns whatever was there before it.
  const owner = await db
    .selectFrom('account')
    .select('id')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (owner === undefined) return undefined
  return makeOnce(db, { kind: 'handover', accountId: owner.id, now: now(), seconds: validSeconds })
}
