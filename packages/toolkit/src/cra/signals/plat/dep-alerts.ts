/** SIG-PLAT-DEP-ALERTS: does the forge warn of vulnerable dependencies. */
import { withForge } from '../../forge-part.ts'
import type { Signal } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-PLAT-DEP-ALERTS'

export const platDepAlerts: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withForge(id, input, {
      part: (forge) => forge.dependencyAlerts,
      facts: { enabled: null },
      unknown: say`Whether the forge warns of vulnerable dependencies is unknown.`,
      on: (isOn, place) => ({
        state: isOn ? 'present' : 'absent',
        statement: isOn
          ? say`The forge warns of vulnerable dependencies.`
          : say`Warnings of vulnerable dependencies are switched off on the forge.`,
        facts: { enabled: isOn },
        evidence: [place],
      }),
    }),
}
