/** An organisation as its pages show it. */
import type { AnswerOf, organisationRoutes } from '@occtet/contract/api'
import type { OrgScope } from '../kernel/model.ts'

export async function viewOrganisation(
  org: OrgScope,
): Promise<AnswerOf<(typeof organisationRoutes)['orgs.show']>> {
  const row = await org.db.selectFrom('org').selectAll().where('id', '=', org.id).executeTakeFirstOrThrow()
  return {
    slug: row.slug,
    name: row.name,
    isSample: row.is_sample === 1,
    createdAt: row.created_at,
    ...(row.ledger_origin === null ? {} : { ledgerOrigin: row.ledger_origin }),
  }
}
