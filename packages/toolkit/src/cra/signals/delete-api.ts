/** SIG-REPO-DELETE-API: functions by which users can delete or take away their data. */
import { type Finding, findingFacts, kindsOf, toPractice } from '../code-signals.ts'
import { readInterfaces } from '../interfaces/read-interfaces.ts'
import type { Signal } from '../signal.ts'
import { say, terms } from '../say.ts'

const id = 'SIG-REPO-DELETE-API'
const own =
  /^(?:\/(?:api|v\d+|rest|admin))*\/(?:users?|accounts?|me|profiles?|customers?)(?:\/[{:<][^/]{1,60})?\/?(?:export|data|delete|download)?$/i

export const deleteApi: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ sources, tree }) => {
    const sweep = sources()
    const code: Finding[] = sweep
      .hits('delete-api')
      .map(({ kind, path, line, text }) => ({ kind, path, line, detail: text }))
    const described = readInterfaces(sweep, tree).operations.flatMap((one): Finding[] => {
      if (one.method !== 'delete' || !own.test(one.route)) return []
      return [{ kind: 'delete-operation', path: one.path, line: one.line, detail: `DELETE ${one.route}` }]
    })
    const found = [...described, ...code]
    return toPractice(id, sweep, {
      found,
      facts: { hints: findingFacts(found) },
      hit: say`Names in code or interface descriptions hint at deleting or exporting data (${terms(kindsOf(found))}).`,
      none: say`No function to delete an account, export data or reset the device was found by its name.`,
    })
  },
}
