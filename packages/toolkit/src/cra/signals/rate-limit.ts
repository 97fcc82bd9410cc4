/** SIG-REPO-RATE-LIMIT: limits on requests, sizes, time and resources in code and deployment files. */
import {
  type Finding,
  findingFacts,
  findLibraries,
  kindsOf,
  toPractice,
  usesAsFindings,
} from '../code-signals.ts'
import { readContainers } from '../containers/read-containers.ts'
import { limitLibraries } from '../library-tables.ts'
import type { Signal } from '../signal.ts'
import { say, terms } from '../say.ts'

const id = 'SIG-REPO-RATE-LIMIT'

export const rateLimit: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ inventory, sources, tree }) => {
    const sweep = sources()
    const code: Finding[] = sweep.hits('rate-limit').map(({ kind, path, line }) => ({ kind, path, line }))
    const limits = readContainers(sweep, tree).findings.filter((one) => one.kind === 'resource-limits')
    const found = [...usesAsFindings(findLibraries(inventory, limitLibraries)), ...code, ...limits]
    return toPractice(id, sweep, {
      found,
      facts: { hints: findingFacts(found) },
      hit: say`Limits were found in components, code or deployment files (${terms(kindsOf(found))}).`,
      none: say`No limit on requests, sizes, time or resources was found by name.`,
    })
  },
}
