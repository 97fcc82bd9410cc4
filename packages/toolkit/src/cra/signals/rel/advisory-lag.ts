/** SIG-REL-ADVISORY-LAG: days from the release with the fix to the advisory that tells of it. */
import { daysBetween, median } from '../../evidence-days.ts'
import { placeInForge, withForge } from '../../forge-part.ts'
import { releasesOf } from '../../releases.ts'
import { type Signal } from '../../signal.ts'
import { count, say } from '../../say.ts'

const id = 'SIG-REL-ADVISORY-LAG'
/** Annex I Part II (4): "once a security update has been made available"; a month later is where we begin to point at it. */
const long = 30

export const relAdvisoryLag: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withForge(id, input, {
      part: (forge) => forge.advisories,
      facts: { median_days: null },
      unknown: say`How soon advisories follow their fix is unknown.`,
      on: (advisories, place) => {
        const released = new Map(releasesOf(input).list.map(({ version, at }) => [version, at]))
        const lags = advisories.flatMap(({ at, affected, place: where }) => {
          const fixedAt = affected
            .flatMap(({ patched }) => released.get(patched?.replace(/^v/i, '') ?? '') ?? [])
            .sort()[0]
          const days = at === undefined || fixedAt === undefined ? undefined : daysBetween(fixedAt, at)
          return days === undefined ? [] : [{ days: Math.max(0, days), where }]
        })
        const middle = median(lags.map(({ days }) => days))
        if (middle === null) {
          const reason = say`no advisory names a fixed version whose release is known`
          const statement = say`How soon advisories follow their fix is unknown.`
          return { state: 'unknown', statement, facts: { median_days: null }, reason, evidence: [place] }
        }
        const statement = say`Advisories followed the release with the fix after ${count(middle, 'day')} in the middle of ${lags.length}.`
        const evidence = lags.slice(0, 5).map(({ where }) => placeInForge(where))
        return {
          state: middle > long ? 'contrary' : 'present',
          statement,
          facts: { median_days: middle },
          evidence,
        }
      },
    }),
}
