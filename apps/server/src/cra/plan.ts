/** Plan and ENISA ratings over HTTP. */
import type { planRoutes } from '@occtet/contract/api'
import { emptyPlan, type PlanFile, questionnaire } from '@occtet/toolkit/cra'
import type { Handlers } from '../kernel/model.ts'
import { assessmentHandlers } from './assessments.ts'
import { changeCra, showCra } from './calls.ts'
import { refuse } from './load.ts'
import { savePlan } from './plan-file.ts'
import { toIssue, toPlan } from './plan-view.ts'

export const planHandlers: Handlers<typeof planRoutes> = {
  ...assessmentHandlers,
  'plan.show': async (call) => showCra(call, ({ state }) => toPlan(state)),

  'plan.assign': async (call) => {
    const { action } = call.params
    const { owner, due, version } = call.body
    if (!questionnaire.actions.has(action)) return refuse(404, 'ACTION_UNKNOWN', 'the plan has no such step')
    return changeCra(call, {
      write: async (at) => savePlan(at, assign(at.loaded.state.plan, action, { owner, due }), version),
      show: ({ state }, recorded) => ({ plan: toPlan(state), recorded }),
    })
  },

  'plan.rate': async (call) => {
    const { item } = call.params
    const { value, version } = call.body
    if (!questionnaire.enisa.some(({ ref }) => ref === item)) {
      return refuse(404, 'ITEM_UNKNOWN', 'the self-check has no such item')
    }
    return changeCra(call, {
      write: async (at) => savePlan(at, rate(at.loaded.state.plan, item, value), version),
      show: ({ state }, recorded) => ({ plan: toPlan(state), recorded }),
    })
  },

  'plan.issue': async (call) =>
    showCra(call, ({ state }) => {
      const issue = toIssue(call.params.action, state)
      return issue ?? refuse(404, 'NOT_FOUND', 'the plan has no such step')
    }),
}

/** Without an owner there is no entry: the file knows no date that nobody keeps. */
function assign(
  plan: PlanFile = emptyPlan,
  action: string,
  { owner, due }: { readonly owner: string | null; readonly due: string | null },
): PlanFile {
  const { [action]: _, ...others } = plan.actions
  if (owner === null) return { ...plan, actions: others }
  return { ...plan, actions: { ...others, [action]: due === null ? { owner } : { owner, due } } }
}

function rate(plan: PlanFile = emptyPlan, item: string, value: number | null): PlanFile {
  const { enisa = {}, ...rest } = plan
  const { [item]: _, ...others } = enisa
  const own = value === null ? others : { ...others, [item]: value }
  return Object.keys(own).length === 0 ? rest : { ...rest, enisa: own }
}
