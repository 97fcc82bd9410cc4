/** What re-checks look at. */
import type { OrgScope } from '../kernel/model.ts'

/** Ids of the releases that were read and that somebody uses or is about to: current, or made known. Not of archived products. */
export async function listLive({ db, id }: OrgScope): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('release')
    .innerJoin('product', (join) =>
      join.onRef('product.org_id', '=', 'release.org_id').onRef('product.id', '=', 'release.product_id'),
    )
    .select('release.id')
    .where('release.org_id', '=', id)
    .where((where) =>
      where.or([where('release.is_current', '=', 1), where('release.released_at', 'is not', null)]),
    )
    .where('release.findings_digest', 'is not', null)
    .where('product.archived_at', 'is', null)
    .orderBy('release.id')
    .execute()
  return rows.map((row) => row.id)
}
