/** SIG-REPO-TELEMETRY: components that send data about users or their devices. */
import { findLibraries, placesOf, unreadInventory, usesAsFindings } from '../code-signals.ts'
import { telemetryLibraries } from '../library-tables.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { say, terms } from '../say.ts'

const id = 'SIG-REPO-TELEMETRY'

export const telemetry: Signal = {
  id,
  looksFor: 'danger',
  collect: ({ inventory }) => {
    // What only a component brings along is not switched on by the product as a rule.
    const uses = findLibraries(inventory, telemetryLibraries).filter((use) => !use.isTransitive)
    const libs = [...new Set(uses.map((use) => use.name))].sort()
    const facts = { libs }
    if (uses.length === 0) {
      const reason = unreadInventory(inventory)
      const statement = say`No component is one of the analytics, crash or advertising libraries that we know.`
      if (reason === undefined) return toSignalResult(id, { state: 'absent', statement, facts })
      return toSignalResult(id, { state: 'unknown', statement, facts, reason })
    }
    const kinds = terms([...new Set(uses.map((use) => use.label))].sort())
    const statement = say`Components that can send data about users or devices are in the product (${kinds}: ${libs.join(', ')}); which data they send a person has to say.`
    const evidence = placesOf(usesAsFindings(uses))
    const strength = uses.every((use) => use.label === 'crash reports') ? 'weak' : 'medium'
    return toSignalResult(id, { state: 'contrary', statement, facts, evidence, strength })
  },
}
