/** SIG-REPO-NET-BACKOFF: signs that the product waits between tries, so that a failing peer is left in peace. */
import {
  type Finding,
  findingFacts,
  findLibraries,
  kindsOf,
  toPractice,
  usesAsFindings,
} from '../code-signals.ts'
import { backoffLibraries } from '../library-tables.ts'
import type { Signal } from '../signal.ts'
import { say, terms } from '../say.ts'

const id = 'SIG-REPO-NET-BACKOFF'

export const netBackoff: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ inventory, sources }) => {
    const sweep = sources()
    const code: Finding[] = sweep.hits('net-backoff').map(({ kind, path, line }) => ({ kind, path, line }))
    // What only a component brings along need not be what the product calls others with.
    const libraries = findLibraries(inventory, backoffLibraries).filter((use) => !use.isTransitive)
    const found = [...usesAsFindings(libraries), ...code]
    return toPractice(id, sweep, {
      found,
      facts: { hints: findingFacts(found) },
      hit: say`Signs of waiting between tries were found in components or code (${terms(kindsOf(found))}).`,
      none: say`No sign of waiting between tries was found by name.`,
    })
  },
}
