/** SIG-PLAT-MFA: does the organisation demand a second factor. */
import { withForge } from '../../forge-part.ts'
import type { Signal } from '../../signal.ts'

const id = 'SIG-PLAT-MFA'

export const platMfa: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withForge(id, input, {
      part: (forge) => forge.mfaRequired,
      facts: { enforced: null },
      unknown: 'Whether a second factor is demanded of all members is unknown.',
      on: (isOn, place) => ({
        state: isOn ? 'present' : 'absent',
        statement: isOn
          ? 'The organisation demands a second factor of all members.'
          : 'The organisation does not demand a second factor of all members.',
        facts: { enforced: isOn },
        evidence: [place],
      }),
    }),
}
