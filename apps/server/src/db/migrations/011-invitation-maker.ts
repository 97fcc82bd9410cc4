/** Who made an invitation: it ends with the right to make one. */
import type { Kysely, Migration } from 'kysely'

export const invitationMaker: Migration = {
  up: async (db: Kysely<unknown>) => {
    // Earlier ones name nobody, and run out within a week.
    await db.schema.alterTable('invitation').addColumn('created_by', 'text').execute()
  },
}
