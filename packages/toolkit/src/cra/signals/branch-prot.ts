/** SIG-REPO-BRANCH-PROT: is the main branch protected against changes that went round the rules. */
import { withForge } from '../forge-part.ts'
import type { Signal } from '../signal.ts'
import { say } from '../say.ts'

const id = 'SIG-REPO-BRANCH-PROT'

export const branchProt: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withForge(id, input, {
      part: (forge) => forge.protection,
      facts: { enabled: null, rules: [] },
      unknown: say`Whether the main branch is protected is unknown.`,
      on: ({ isEnabled, rules }, place) => {
        const facts = { enabled: isEnabled, rules: [...rules] }
        const named = rules.length === 0 ? say`no rule is named` : rules.join(', ')
        const statement = isEnabled
          ? say`The main branch is protected (${named}).`
          : say`The main branch is not protected.`
        return { state: isEnabled ? 'present' : 'absent', statement, facts, evidence: [place] }
      },
    }),
}
