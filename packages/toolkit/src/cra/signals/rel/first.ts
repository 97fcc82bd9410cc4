/** SIG-REL-FIRST: when the product was first released, which decides whether rules for older products apply (Art. 69(2)). */
import { findFirstDated } from '../../prose/changelog-dates.ts'
import { releasesOf } from '../../releases.ts'
import { type Signal, toSignalResult } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-REL-FIRST'

export const relFirst: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) => {
    const releases = releasesOf(input)
    const first = releases.list.at(-1)
    if (first === undefined) {
      const facts = { date: null, version: null }
      const statement = say`When the product was first released is unknown.`
      return toSignalResult(id, {
        state: 'unknown',
        statement,
        facts,
        reason: releases.reason ?? say`no release is known`,
      })
    }
    const date = first.at.slice(0, 10)
    const written = findFirstDated(input.tree)
    if (written !== undefined && written.date < date) {
      return toSignalResult(id, {
        state: 'present',
        statement: say`The change log dates release ${written.version} to ${written.date}, before the oldest tag or release, ${first.tag} of ${date}.`,
        facts: { date: written.date, version: written.version },
        evidence: [{ path: written.path, line: written.line }, first.place],
        strength: 'medium',
      })
    }
    const facts = { date, version: first.version }
    const rest = releases.isComplete ? '' : say`; older ones may exist that this copy does not hold`
    return toSignalResult(id, {
      state: 'present',
      statement: say`The oldest release found is ${first.tag} of ${date}${rest}.`,
      facts,
      evidence: [first.place],
      strength: releases.isComplete ? 'medium' : 'weak',
    })
  },
}
