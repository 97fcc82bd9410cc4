/** The policy of a product over HTTP: parse, one domain call, respond. */
import type { policyRoutes } from '@occtet/contract/api'
import { judgePolicy } from '@occtet/toolkit/policy'
import type { Handlers, Reply } from '../kernel/model.ts'
import { refuse } from '../triage/handlers.ts'
import { explainSubject, toReportValue } from './report.ts'
import { savePolicy } from './save-policy.ts'
import { openJudged, runCases } from './judged.ts'
import { readPolicyView } from './view.ts'

type Routes = typeof policyRoutes

export const policyHandlers: Handlers<Routes> = {
  'policy.show': async ({ org, params }) => {
    const view = await readPolicyView(org, params.product)
    return view.ok ? { kind: 'value', value: view.value } : refuse(view.error)
  },
  'policy.save': async ({ org, caller, now, params, body }) => {
    const changed = await savePolicy({ org, caller, now }, params.product, body)
    if (!changed.value.ok) return refuse(changed.value.error)
    const view = await readPolicyView(org, params.product)
    if (!view.ok) return refuse(view.error)
    return { kind: 'value', value: { policy: view.value, recorded: await changed.recorded() } }
  },
  'policy.check': async ({ org, caller, params, query, now }) => {
    const judged = await openJudged(org, params.product, { caller, now })
    if (!judged.ok) return refuse(judged.error)
    const { policy, subjects } = judged.value
    const { category } = query
    const rules = policy.rules.filter((rule) => category === undefined || rule.category === category)
    const exceptions = policy.exceptions.filter(({ rule }) => rules.some(({ id }) => id === rule))
    const report = judgePolicy({ ...policy, rules, exceptions }, subjects, now.slice(0, 10))
    return { kind: 'value', value: toReportValue(report) }
  },
  'policy.test': async ({ body }) => Promise.resolve(value(runCases(body))),
  'policy.explain': async ({ org, caller, params, query, now }) => {
    const judged = await openJudged(org, params.product, { caller, now })
    if (!judged.ok) return refuse(judged.error)
    const explained = explainSubject(judged.value, query.subject)
    return explained === undefined
      ? refuse({
          status: 404,
          code: 'SUBJECT_UNKNOWN',
          message: 'no component, finding or vulnerability here',
        })
      : value(explained)
  },
}

function value<T>(one: T): Reply<T> {
  return { kind: 'value', value: one }
}
