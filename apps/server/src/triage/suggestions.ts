/** What the machine would decide about the open findings of a product. */
import type { AnswerOf, triageRoutes } from '@occtet/contract/api'
import { ok, type Result } from '@occtet/toolkit/base'
import type { Acting } from './decide.ts'
import { proposalsFor } from './proposals.ts'
import { applyOn, asSeenBy, openTriageDesk, type Refused } from './triage-desk.ts'
import { toProposalView } from './views.ts'

export type Suggestions = AnswerOf<(typeof triageRoutes)['triage.suggestions']>

export async function listSuggestions(
  { org, caller, now }: Acting,
  product: string,
): Promise<Result<Suggestions, Refused>> {
  const desk = await openTriageDesk(org, product)
  if (!desk.ok) return desk
  const laid = applyOn(asSeenBy(desk.value, caller), now.slice(0, 10)).findings
  const open = laid.filter(({ decision }) => decision?.standing !== 'in-force')
  const { byFinding, notLooked } = await proposalsFor(org, desk.value, open)
  return ok({
    rows: open.flatMap(({ key }) => {
      const proposals = byFinding.get(key) ?? []
      return proposals.length === 0 ? [] : [{ finding: key, proposals: proposals.map(toProposalView) }]
    }),
    looked: open.length,
    notLooked: [...notLooked],
  })
}
