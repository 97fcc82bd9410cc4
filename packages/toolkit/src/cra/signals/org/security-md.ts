/** SIG-ORG-SECURITY-MD: does the organisation have a security policy that holds for all its projects. */
import { withForge } from '../../forge-part.ts'
import type { Signal } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-ORG-SECURITY-MD'

export const orgSecurityMd: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withForge(id, input, {
      part: (forge) => forge.organisationPolicy,
      facts: { present: null, url: null },
      unknown: say`Whether the organisation has a security policy is unknown.`,
      on: ({ url }, place) => ({
        state: 'present',
        statement: say`The organisation keeps a security policy for all its projects (${url}).`,
        facts: { present: true, url },
        evidence: [place],
      }),
    }),
}
