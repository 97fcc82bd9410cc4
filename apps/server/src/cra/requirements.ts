/** The 22 over HTTP. Always by the full questionnaire: what a quick scan did not ask is unknown, not met. */
import type { requirementRoutes } from '@occtet/contract/api'
import type { Handlers } from '../kernel/model.ts'
import { showCra } from './calls.ts'
import { earlierReleases } from './kept.ts'
import { refuse } from './load.ts'
import { toRequirement } from './requirement-view.ts'
import { findRequirement, toRequirements } from './requirements-view.ts'

export const requirementHandlers: Handlers<typeof requirementRoutes> = {
  'requirements.list': async (call) =>
    showCra({ ...call, query: { ...call.query, mode: 'full' } }, async (loaded) =>
      toRequirements(loaded.state, await earlierReleases(call.org, loaded)),
    ),

  'requirements.show': async (call) =>
    showCra({ ...call, query: { ...call.query, mode: 'full' } }, async (loaded) => {
      const requirement = findRequirement(call.params.requirement)
      if (requirement === undefined) return refuse(404, 'NOT_FOUND', 'no such requirement')
      return toRequirement(requirement, loaded.state, await earlierReleases(call.org, loaded))
    }),
}
