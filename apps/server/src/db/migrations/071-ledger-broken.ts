/** Since when the log of an organisation does not verify, so that people are told once, and told again when it does. */
import type { Kysely, Migration } from 'kysely'

export const ledgerBroken: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('ledger_state').addColumn('broken_since', 'text').execute()
  },
}
