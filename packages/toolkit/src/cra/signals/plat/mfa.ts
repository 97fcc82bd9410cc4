/** SIG-PLAT-MFA: does the organisation demand a second factor. */
import { withForge } from '../../forge-part.ts'
import type { Signal } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-PLAT-MFA'

export const platMfa: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withForge(id, input, {
      part: (forge) => forge.mfaRequired,
      facts: { enforced: null },
      unknown: say`Whether a second factor is demanded of all members is unknown.`,
      on: (isOn, place) => ({
        state: isOn ? 'present' : 'absent',
        statement: isOn
          ? say`The organisation demands a second factor of all members.`
          : say`The organisation does not demand a second factor of all members.`,
        facts: { enforced: isOn },
        evidence: [place],
      }),
    }),
}
