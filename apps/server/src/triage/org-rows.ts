/** The rows of one organisation: of its scope to read, of a change to read what it has written itself. */
import { readProductFile } from '../db/product-files.ts'
import type { Change, OrgScope } from '../kernel/model.ts'

export type OrgRows = Pick<OrgScope, 'db' | 'id'>

export function within(change: Pick<Change, 'db'>, { id }: Pick<OrgScope, 'id'>): OrgRows {
  return { db: change.db, id }
}

/** A public file of a product. `product`: its id; empty: of the organisation. */
export async function trackedText(
  rows: OrgRows,
  { product, path }: { readonly product: string; readonly path: string },
): Promise<string | undefined> {
  return (await readProductFile(rows, rows, { product, place: 'tracked', path }))?.text
}
