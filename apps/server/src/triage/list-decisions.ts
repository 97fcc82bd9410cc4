/** All decisions that speak for a product, with where they stand; what the caller may not see is only counted. */
import type { AnswerOf, triageRoutes } from '@occtet/contract/api'
import { ok, type Result } from '@occtet/toolkit/base'
import type { Acting } from './decide.ts'
import { gravestOf } from './gravest.ts'
import { applyOn, asSeenBy, openTriageDesk, type Refused } from './triage-desk.ts'
import { toDecisionView } from './views.ts'

export type DecisionList = AnswerOf<(typeof triageRoutes)['triage.decisions']>

export async function listDecisions(
  { org, caller, now }: Acting,
  product: string,
): Promise<Result<DecisionList, Refused>> {
  const desk = await openTriageDesk(org, product)
  if (!desk.ok) return desk
  const { files } = desk.value.decisions
  const { files: seen, broken } = asSeenBy(desk.value, caller).decisions
  const ids = new Set(seen.map(({ record }) => record.id))
  const applied = applyOn(desk.value, now.slice(0, 10))
  return ok({
    rows: seen.flatMap((file) => {
      const one = gravestOf(applied.applied.filter(({ record }) => record.id === file.record.id))
      return one === undefined ? [] : [toDecisionView(file, one)]
    }),
    unused: applied.unused
      .filter(({ id }) => ids.has(id))
      .map(({ id, reason, message }) => ({ id, reason, message })),
    conflicts: applied.conflicts
      .filter(({ records }) => records.every((id) => ids.has(id)))
      .map(({ finding, records }) => ({ finding, records: [...records] })),
    broken: [...broken],
    withheld: files.length - seen.length,
  })
}
