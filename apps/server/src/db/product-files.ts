/** The small files that a product is exchanged as. Paths are names of ours; whoever takes one from outside checks it first. */
import type { Change, OrgScope } from '../kernel/model.ts'
import type { ProductFileRow } from './tables/core.ts'

export type ProductFile = Pick<ProductFileRow, 'place' | 'path' | 'text' | 'version' | 'updated_at'>

/** `product`: its id; `''` for files of the whole organisation, such as its decisions on packages. */
export interface FilePlace {
  readonly product: string
  readonly place: 'tracked' | 'private'
  readonly path: string
}

/** A scope to read, or a change to read what it has written itself. */
type Reader = Pick<Change, 'db'> | Pick<OrgScope, 'db'>

export async function readProductFile(
  org: Pick<OrgScope, 'id'>,
  from: Reader,
  { product, place, path }: FilePlace,
): Promise<ProductFile | undefined> {
  return from.db
    .selectFrom('product_file')
    .select(['place', 'path', 'text', 'version', 'updated_at'])
    .where('org_id', '=', org.id)
    .where('product_id', '=', product)
    .where('place', '=', place)
    .where('path', '=', path)
    .executeTakeFirst()
}

/** In order of place and path. `under`: a folder, with its slash. */
export async function listProductFiles(
  org: Pick<OrgScope, 'id'>,
  from: Reader,
  {
    product,
    place,
    under,
  }: { readonly product: string; readonly place?: FilePlace['place']; readonly under?: string },
): Promise<readonly ProductFile[]> {
  let query = from.db
    .selectFrom('product_file')
    .select(['place', 'path', 'text', 'version', 'updated_at'])
    .where('org_id', '=', org.id)
    .where('product_id', '=', product)
  if (place !== undefined) query = query.where('place', '=', place)
  // Text sorts by code point: what begins with the folder lies between it and the next one.
  if (under !== undefined) query = query.where('path', '>=', under).where('path', '<', `${under}\u{10ffff}`)
  return query.orderBy('place').orderBy('path').execute()
}

export interface NewText extends FilePlace {
  readonly text: string
  /** Of the file as the writer knew it; 0: there was none. Absent: whatever is there. */
  readonly expected?: number
  /** RFC 3339, UTC. */
  readonly now: string
}

/** The new version; `CONFLICT` (nothing is written) where somebody else wrote in between. The same text is no new version. */
export async function writeProductFile(
  org: Pick<OrgScope, 'id'>,
  change: Pick<Change, 'db'>,
  { product, place, path, text, expected, now }: NewText,
): Promise<number | 'CONFLICT'> {
  const known = await readProductFile(org, change, { product, place, path })
  if (expected !== undefined && expected !== (known?.version ?? 0)) return 'CONFLICT'
  if (known === undefined) {
    await change.db
      .insertInto('product_file')
      .values({ org_id: org.id, product_id: product, place, path, text, version: 1, updated_at: now })
      .execute()
    return 1
  }
  if (known.text === text) return known.version
  const version = known.version + 1
  await change.db
    .updateTable('product_file')
    .set({ text, version, updated_at: now })
    .where('org_id', '=', org.id)
    .where('product_id', '=', product)
    .where('place', '=', place)
    .where('path', '=', path)
    .execute()
  return version
}

/** False where there was none. */
export async function removeProductFile(
  org: Pick<OrgScope, 'id'>,
  change: Pick<Change, 'db'>,
  { product, place, path, expected }: FilePlace & { readonly expected?: number },
): Promise<boolean | 'CONFLICT'> {
  if (expected !== undefined) {
    const known = await readProductFile(org, change, { product, place, path })
    if (expected !== (known?.version ?? 0)) return 'CONFLICT'
  }
  const { numDeletedRows } = await change.db
    .deleteFrom('product_file')
    .where('org_id', '=', org.id)
    .where('product_id', '=', product)
    .where('place', '=', place)
    .where('path', '=', path)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}
