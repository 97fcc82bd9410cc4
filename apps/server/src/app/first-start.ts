/** What a new server has before anybody came: on one machine an organisation to work in, and everywhere the sample. */
import type { Kysely } from 'kysely'
import { insertOrg } from '../accounts/make-account.ts'
import type { Tables } from '../db/tables/index.ts'
import type { Kernel } from '../kernel/model.ts'

/** On one machine nobody asks for names before there is something to see; both can be changed later. */
const own = { slug: 'my-organisation', name: 'My organisation' }

/** May be repeated. */
export async function prepareFirstStart(kernel: Kernel): Promise<void> {
  if (kernel.settings.mode !== 'local' || (await hasOwnOrg(kernel.db))) return
  await insertOrg(kernel, { ...own, now: kernel.now() })
}

async function hasOwnOrg(db: Kysely<Tables>): Promise<boolean> {
  const found = await db.selectFrom('org').select('id').where('is_sample', '=', 0).limit(1).executeTakeFirst()
  return found !== undefined
}
