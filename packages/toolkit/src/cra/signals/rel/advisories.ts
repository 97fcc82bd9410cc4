/** SIG-REL-ADVISORIES: has the manufacturer published advisories about the product. */
import { placeInForge, withForge } from '../../forge-part.ts'
import type { Signal } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-REL-ADVISORIES'

export const relAdvisories: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withForge(id, input, {
      part: (forge) => forge.advisories,
      facts: { count: null, machine_readable: null },
      unknown: say`Whether advisories about the product were published is unknown.`,
      on: (advisories, place) => {
        const newest = advisories[0]
        if (newest === undefined) {
          const statement = say`No advisory was published on the forge; none may have been due, or they stand elsewhere.`
          return {
            state: 'absent',
            statement,
            facts: { count: 0, machine_readable: null },
            evidence: [place],
          }
        }
        const statement = say`${advisories.length} ${advisories.length === 1 ? say`advisory` : say`advisories`} published on the forge, the newest ${newest.id}${newest.at === undefined ? '' : say` of ${newest.at.slice(0, 10)}`}.`
        // The forge hands them out as OSV and through its interface.
        const facts = { count: advisories.length, machine_readable: true }
        return {
          state: 'present',
          statement,
          facts,
          evidence: advisories.slice(0, 5).map((one) => placeInForge(one.place)),
        }
      },
    }),
}
