/** SIG-REPO-PUBLIC: can anybody read the source; one half of the test for free and open-source software (Art. 3(48)). */
import { withForge } from '../forge-part.ts'
import type { Signal } from '../signal.ts'
import { say } from '../say.ts'

const id = 'SIG-REPO-PUBLIC'

export const publicSource: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withForge(id, input, {
      part: (forge) => forge.repository,
      facts: { public: null },
      unknown: say`Whether anybody can read the source is unknown.`,
      on: ({ isPublic }, place) => {
        const evidence = [place]
        if (isPublic === undefined) {
          const statement = say`Whether anybody can read the source is unknown.`
          const reason = say`the forge does not say whether the repository is public`
          return { state: 'unknown', statement, facts: { public: null }, reason, evidence }
        }
        const statement = isPublic
          ? say`The forge says that the repository is public.`
          : say`The forge says that the repository is not public.`
        return { state: isPublic ? 'present' : 'absent', statement, facts: { public: isPublic }, evidence }
      },
    }),
}
