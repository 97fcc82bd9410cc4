/** Rows that are made from files are made again, in the same transaction as the files. */
import type { ProductRow } from '../db/tables/products.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import { openDesk } from '../products/desk.ts'
import { currentName, findRelease } from '../products/find.ts'
import { rederiveRelease } from '../triage/rederive.ts'

/** Decisions decide, and the facts of the profile rank. `rows`: of the change. `now`: RFC 3339. */
export async function afterImport(rows: OrgRows, product: ProductRow, now: string): Promise<void> {
  const release = await findRelease(rows, product, currentName)
  if (release !== undefined) await rederiveRelease(rows, await openDesk(rows, { product, release }), now)
}
