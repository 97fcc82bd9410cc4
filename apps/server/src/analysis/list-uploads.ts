/** What was uploaded for a release, newest first. */
import type { UploadRow } from '../db/tables/products.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import type { CursorKey } from '../kernel/cursor.ts'

export async function listUploads(
  { db, id }: OrgRows,
  release: string,
  { after, limit }: { readonly after: CursorKey | undefined; readonly limit: number },
): Promise<readonly UploadRow[]> {
  let query = db.selectFrom('upload').selectAll().where('org_id', '=', id).where('release_id', '=', release)
  if (after !== undefined) {
    const [at, last] = [String(after[0]), String(after[1])]
    query = query.where((eb) =>
      eb.or([eb('created_at', '<', at), eb.and([eb('created_at', '=', at), eb('id', '<', last)])]),
    )
  }
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}
