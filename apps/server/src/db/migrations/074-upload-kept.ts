/** Of an uploaded image only what was found in it is kept: `digest` stays that of the image, `kept_digest` names the blob. */
import type { Kysely, Migration } from 'kysely'

export const uploadKept: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('upload').addColumn('kept_digest', 'text').execute()
  },
}
