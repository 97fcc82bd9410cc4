/** What nobody rated sorts between medium and high: 0 none, 1 low, 2 medium, 3 unknown, 4 high, 5 critical. */
import { type Kysely, type Migration, sql } from 'kysely'

export const componentWorst: Migration = {
  up: async (db: Kysely<unknown>) => {
    await sql`update component set worst = case worst when -1 then 3 when 3 then 4 when 4 then 5 else worst end`.execute(
      db,
    )
  },
}
