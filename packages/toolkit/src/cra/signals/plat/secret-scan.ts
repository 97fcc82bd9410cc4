/** SIG-PLAT-SECRET-SCAN: does the forge look for secrets in the repository. */
import { withForge } from '../../forge-part.ts'
import type { Signal } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-PLAT-SECRET-SCAN'

export const platSecretScan: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withForge(id, input, {
      part: (forge) => forge.secretScanning,
      facts: { enabled: null },
      unknown: say`Whether the forge looks for secrets in what is pushed is unknown.`,
      on: (isOn, place) => ({
        state: isOn ? 'present' : 'absent',
        statement: isOn
          ? say`The forge looks for secrets in the repository.`
          : say`The look for secrets is switched off on the forge.`,
        facts: { enabled: isOn },
        evidence: [place],
      }),
    }),
}
