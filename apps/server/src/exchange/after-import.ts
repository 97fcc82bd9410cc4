/** Rows that are made from files are made again, in the same transaction as the files. */
import type { ProductRow } from '../db/tables/products.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import { readDecisionSet } from '../triage/decision-store.ts'
import { rederive } from '../triage/rederive.ts'

/** `rows`: of the change. `now`: RFC 3339. */
export async function afterImport(
  rows: OrgRows,
  product: Pick<ProductRow, 'id'>,
  now: string,
): Promise<void> {
  const { files } = await readDecisionSet(rows, product.id)
  await rederive(rows, { files: files.filter(({ owner }) => owner === product.id), now })
}
