/** Who writes findings of a release says so here, in the same change: readers then read anew only what was written. */
import type { Change, OrgScope } from '../kernel/model.ts'

export async function stampFindings(
  { db, id }: Pick<Change, 'db'> & Pick<OrgScope, 'id'>,
  release: string,
): Promise<void> {
  await db
    .insertInto('finding_stamp')
    .values({ org_id: id, release_id: release, stamp: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'release_id'])
        .doUpdateSet((of) => ({ stamp: of('finding_stamp.stamp', '+', 1) })),
    )
    .execute()
}
