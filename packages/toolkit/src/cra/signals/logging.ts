/** SIG-REPO-LOGGING: a logging library or logger, and events that tell who did what. */
import {
  type Finding,
  findingFacts,
  findLibraries,
  kindsOf,
  toPractice,
  usesAsFindings,
} from '../code-signals.ts'
import { logLibraries } from '../library-tables.ts'
import type { Signal } from '../signal.ts'
import { say, terms } from '../say.ts'

const id = 'SIG-REPO-LOGGING'

export const logging: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ inventory, sources }) => {
    const sweep = sources()
    const events: Finding[] = sweep.hits('logging').map(({ kind, path, line }) => ({ kind, path, line }))
    const found = [...rank(events), ...usesAsFindings(findLibraries(inventory, logLibraries))]
    return toPractice(id, sweep, {
      found,
      facts: { hints: findingFacts(found) },
      hit: say`The product writes logs (${terms(kindsOf(found))}); which events a person has to say.`,
      none: say`No logging library, logger or audit event was found.`,
    })
  },
}

/** Events of access first: they are what the law asks for. */
function rank(events: readonly Finding[]): readonly Finding[] {
  return [...events.filter((one) => one.kind !== 'logger'), ...events.filter((one) => one.kind === 'logger')]
}
