/** SIG-VULN-FIXAVAIL: open findings for which a version with the fix exists: an update is outstanding. */
import { mostItems, openFindings, placesOf, silenceReason } from '../../production.ts'
import { type Signal, toSignalResult } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-VULN-FIXAVAIL'

export const vulnFixavail: Signal = {
  id,
  looksFor: 'danger',
  collect: (input) => {
    const open = openFindings(input)
    const fixable = open.filter(({ fix }) => fix.nearest !== undefined)
    const items = fixable.slice(0, mostItems).map(({ group, purl, level, fix }) => {
      return { id: group, purl, level, fixed: fix.nearest ?? null }
    })
    if (fixable.length > 0) {
      const statement = say`For ${fixable.length} of ${open.length} open findings in shipped components a fixed version exists.`
      return toSignalResult(id, {
        state: 'contrary',
        statement,
        facts: { items },
        evidence: placesOf(input, fixable),
      })
    }
    const silence = silenceReason(input)
    if (silence === undefined) {
      const statement = say`No open finding in shipped components has a fixed version that was not taken.`
      return toSignalResult(id, { state: 'absent', statement, facts: { items } })
    }
    const statement = say`Whether fixes for shipped components are outstanding is unknown.`
    return toSignalResult(id, { state: 'unknown', statement, facts: { items: null }, reason: silence })
  },
}
