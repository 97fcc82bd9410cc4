/** Until when a decision holds: never for ever. */
import { ok, type Result } from '../../base/index.ts'
import type { DecisionScope } from '../../model/index.ts'
import type { Verdict } from '../model.ts'
import { addDays, isDay } from './days.ts'
import { type DecisionError, refuse } from './errors.ts'
import type { DecisionPolicy } from './policy.ts'

/** `YYYY-MM-DD`, or `next-release`: until the product has another version. */
export type Until = string

interface Expiry {
  readonly expires: string
  readonly untilNextRelease?: true
}

interface Made {
  readonly verdict: Verdict
  /** `YYYY-MM-DD` of the decision. */
  readonly day: string
  readonly policy: DecisionPolicy
  readonly scope: DecisionScope
  readonly release: string | undefined
}

/**
 * Without a wish: the policy's days. An investigation ends with its deadline at the latest. A decision until the next
 * release also ends on the last day that the policy allows: a release may never come.
 */
export function checkExpiry(wish: Until | undefined, made: Made): Result<Expiry, DecisionError> {
  const { day, policy } = made
  if (wish === 'next-release') return checkRelease(made)
  if (wish === undefined) {
    return ok({ expires: notAfterDeadline(addDays(day, Math.min(policy.days, policy.mostDays)), made) })
  }
  if (!isDay(wish)) {
    return refuse(
      'EXPIRES_INVALID',
      'expires',
      `expected a day such as 2026-11-22 or next-release, found ${wish}`,
    )
  }
  if (wish < day)
    return refuse('EXPIRES_PAST', 'expires', `${wish} is before the day of the decision, ${day}`)
  const bound = notAfterDeadline(addDays(day, policy.mostDays), made)
  if (wish <= bound) return ok({ expires: wish })
  return refuse(
    'EXPIRES_TOO_LATE',
    'expires',
    `nothing is decided for ever: expected ${bound} at the latest, found ${wish}`,
  )
}

function checkRelease(made: Made): Result<Expiry, DecisionError> {
  if (made.scope === 'organisation') {
    return refuse('EXPIRES_INVALID', 'expires', 'the products of an organisation have no common next release')
  }
  if (made.release === undefined) {
    return refuse(
      'RELEASE_UNKNOWN',
      'expires',
      'the product has no version, so its next release cannot be told',
    )
  }
  const last = addDays(made.day, made.policy.mostDays)
  return ok({ expires: notAfterDeadline(last, made), untilNextRelease: true })
}

/** An investigation whose day is past says nothing any more. */
function notAfterDeadline(day: string, { verdict }: Made): string {
  const { status, deadline } = verdict
  return status === 'under_investigation' && deadline !== undefined && deadline < day ? deadline : day
}
