/** SIG-REL-CADENCE: how often the product is released. */
import { daysBetween } from '../../evidence-days.ts'
import { finalReleases, releasesOf } from '../../releases.ts'
import { reasonWithout, type Signal, toSignalResult } from '../../signal.ts'
import { count, say } from '../../say.ts'

const id = 'SIG-REL-CADENCE'
const year = 365

export const relCadence: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) => {
    const { asOf } = input
    const releases = releasesOf(input)
    const nothing = { per_year: null, median_delay_days: null }
    const newest = releases.list[0]
    if (asOf === undefined || newest === undefined) {
      const reason =
        asOf === undefined ? reasonWithout(input, 'asOf') : (releases.reason ?? say`no release is known`)
      const statement = say`How often the product is released is unknown.`
      return toSignalResult(id, { state: 'unknown', statement, facts: nothing, reason })
    }
    const recent = finalReleases(releases).filter(({ at }) => {
      const days = daysBetween(at, asOf)
      return days !== undefined && days >= 0 && days < year
    })
    // Which change was the fix cannot be told from dates alone, so its delay stays unknown.
    const facts = { per_year: recent.length, median_delay_days: null }
    if (recent.length === 0) {
      const statement = say`No release in the last ${year} days; the newest found is ${newest.tag} of ${newest.at.slice(0, 10)}.`
      return toSignalResult(id, { state: 'absent', statement, facts, evidence: [newest.place] })
    }
    const statement = say`${count(recent.length, 'release')} in the last ${year} days, the newest ${newest.tag} of ${newest.at.slice(0, 10)}.`
    return toSignalResult(id, {
      state: 'present',
      statement,
      facts,
      evidence: recent.slice(0, 3).map(({ place }) => place),
    })
  },
}
