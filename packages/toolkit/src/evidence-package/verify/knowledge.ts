/** Up to which day a package knows the log, and whether that is long ago. */
import type { Check, TimeBound } from '../model.ts'
import { open, passed } from './checks.ts'
import type { LogState } from './history.ts'
import { STALE_AFTER_DAYS, type VerifyOptions } from './options.ts'

export interface Knowledge {
  /** When the newest state was there at the latest, as somebody else says. */
  readonly asOf?: TimeBound
  readonly isOld: boolean
  readonly check: Check
}

const DAY = 24 * 60 * 60 * 1000

/** The newest state alone: an older one that was stamped later proves nothing of what came after it. */
export function knowledgeOf(states: readonly LogState[], options: VerifyOptions): Knowledge {
  const times = states.at(-1)?.times ?? []
  const compared = times.filter(({ isCompared }) => isCompared)
  const from = compared.length > 0 ? compared : times
  const asOf = from.reduce<TimeBound | undefined>(
    (best, bound) => (best === undefined || bound.time > best.time ? bound : best),
    undefined,
  )
  if (asOf === undefined) {
    const fault = {
      code: 'NO_INDEPENDENT_TIME',
      message: 'no witness and no time stamp dates the newest state',
    }
    return { isOld: false, check: open('age', fault) }
  }
  const days = (Date.parse(options.at) - Date.parse(asOf.time)) / DAY
  const limit = options.staleAfterDays ?? STALE_AFTER_DAYS
  const values = { asOf: asOf.time, by: asOf.by, days: String(Math.floor(days)), limit: String(limit) }
  // Not a failure: what was shown stays shown.
  return { asOf, isOld: days > limit, check: passed('age', values) }
}
