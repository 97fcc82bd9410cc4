/** Organisations, their people and the tokens of their machines. */
import type { organisationRoutes } from '@occtet/contract/api'
import type { Handlers } from '../kernel/model.ts'
import { addMember, insertOrg } from './make-account.ts'
import { localPerson } from './doorkeeper.ts'
import { peopleHandlers } from './people-handlers.ts'
import { slugTaken } from './refusals.ts'
import { tokenHandlers } from './token-handlers.ts'
import { toActor } from '../kernel/actor.ts'
import { viewOrganisation } from './organisation-view.ts'

export const organisationHandlers: Handlers<typeof organisationRoutes> = {
  'orgs.create': async ({ kernel, caller, body, now }) => {
    const id = await insertOrg(kernel, { ...body, now })
    if (id === undefined) return slugTaken
    const org = await kernel.openOrg(id)
    if (org === undefined) throw new Error('the organisation that was just made has gone')
    if (caller.id !== localPerson.id) {
      const rights = { role: 'owner', products: null, ends_at: null }
      const member = { accountId: caller.id, name: caller.name, ...rights, now, actor: toActor(caller) }
      await org.change(async (change) => addMember(change, id, member))
    }
    return { kind: 'value', value: await viewOrganisation(org) }
  },
  'orgs.show': async ({ org }) => ({ kind: 'value', value: await viewOrganisation(org) }),
  'orgs.change': async ({ org, caller, body }) => {
    const { recorded } = await org.change(async (change) => {
      await change.db.updateTable('org').set({ name: body.name }).where('id', '=', org.id).execute()
      change.record({
        type: 'config.changed',
        actor: toActor(caller),
        data: { setting: 'organisation.name' },
      })
    })
    return { kind: 'value', value: { ...(await viewOrganisation(org)), recorded: await recorded() } }
  },
  'access.show': async ({ org }) => {
    const row = await org.db
      .selectFrom('org_access')
      .select('oidc_domains')
      .where('org_id', '=', org.id)
      .executeTakeFirst()
    return { kind: 'value', value: { domains: JSON.parse(row?.oidc_domains ?? '[]') as string[] } }
  },
  'access.change': async ({ org, caller, body }) => {
    const oidc_domains = JSON.stringify([...new Set(body.domains)].sort())
    const { recorded } = await org.change(async (change) => {
      await change.db
        .insertInto('org_access')
        .values({ org_id: org.id, oidc_domains })
        .onConflict((conflict) => conflict.column('org_id').doUpdateSet({ oidc_domains }))
        .execute()
      change.record({ type: 'config.changed', actor: toActor(caller), data: { setting: 'access.domains' } })
    })
    return { kind: 'value', value: { recorded: await recorded() } }
  },
  ...peopleHandlers,
  ...tokenHandlers,
}
