/** SIG-SBOM-NETWORK-LIBS: are there libraries among the components whose purpose is to talk over a network. */
import { findLibraries, placesOf, unreadInventory, usesAsFindings } from '../../code-signals.ts'
import { networkLibraries } from '../../library-tables.ts'
import { type Signal, toSignalResult } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-SBOM-NETWORK-LIBS'

export const networkLibs: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ inventory }) => {
    const uses = findLibraries(inventory, networkLibraries)
    const libs = [...new Set(uses.map((use) => use.name))].sort()
    if (libs.length > 0) {
      const evidence = placesOf(usesAsFindings(uses))
      const statement = say`Components whose purpose is to talk over a network: ${libs.slice(0, 8).join(', ')}.`
      return toSignalResult(id, { state: 'present', statement, facts: { libs }, evidence })
    }
    const reason =
      unreadInventory(inventory) ??
      (inventory.components.length === 0 ? say`no components were found` : undefined)
    if (reason !== undefined) {
      const statement = say`Whether components talk over a network is unknown.`
      return toSignalResult(id, { state: 'unknown', statement, facts: { libs: null }, reason })
    }
    const statement = say`No component is known as a network library; the standard library may do the talking.`
    return toSignalResult(id, { state: 'absent', statement, facts: { libs } })
  },
}
