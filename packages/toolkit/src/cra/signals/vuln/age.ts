/** SIG-VULN-AGE: how long open findings with a known fix have been public. */
import { daysBetween, median } from '../../evidence-days.ts'
import { openFindings, placesOf, silenceReason } from '../../production.ts'
import { reasonWithout, type Signal, toSignalResult } from '../../signal.ts'
import { count, say } from '../../say.ts'

const id = 'SIG-VULN-AGE'
/** The law says "without delay" and names no number: this is only where the report begins to point at it. */
const long = 90
/** Sources write `0001-01-01` where they have no date; no public advisory is older than this. */
const earliest = '1988'

export const vulnAge: Signal = {
  id,
  looksFor: 'danger',
  collect: (input) => {
    const { asOf } = input
    const nothing = { max_days: null, median_days: null }
    const statement = say`How long fixable findings have been open is unknown.`
    if (asOf === undefined)
      return toSignalResult(id, {
        state: 'unknown',
        statement,
        facts: nothing,
        reason: reasonWithout(input, 'asOf'),
      })
    const open = openFindings(input)
    const fixable = open.filter(({ fix }) => fix.nearest !== undefined)
    const ages = fixable.flatMap((finding) => {
      const isDated = finding.published !== undefined && finding.published >= earliest
      const days = isDated ? daysBetween(finding.published, asOf) : undefined
      return days === undefined || days < 0 ? [] : [{ finding, days }]
    })
    const days = ages.map((age) => age.days)
    const oldest = days.length === 0 ? null : Math.max(...days)
    const facts = { max_days: oldest, median_days: median(days) }
    const old = ages.filter((age) => age.days > long)
    if (old.length > 0 && oldest !== null) {
      const text = say`${count(old.length, 'finding')} with a known fix ${old.length === 1 ? say`has been` : say`have been`} public for more than ${long} days; the oldest for ${oldest} days.`
      const evidence = placesOf(
        input,
        old.map(({ finding }) => finding),
      )
      return toSignalResult(id, { state: 'contrary', statement: text, facts, evidence })
    }
    const undated = fixable.length - ages.length
    const reason = undated > 0 ? say`${count(undated, 'finding')} without a date` : silenceReason(input)
    if (reason !== undefined) return toSignalResult(id, { state: 'unknown', statement, facts, reason })
    const text = say`No finding with a known fix has been public for more than ${long} days.`
    return toSignalResult(id, { state: 'absent', statement: text, facts })
  },
}
