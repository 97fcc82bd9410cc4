/** House rules for decisions: how long they last and which of them wait for a second person. */
import type { Verdict } from '../model.ts'

/** Kinds of verdict that four eyes may be asked for; `accept` is `affected` that will or can not be fixed. */
export type ConfirmedKind = Verdict['status'] | 'accept'

export interface DecisionPolicy {
  /** Whether the kinds of `confirm` wait for a second person. */
  readonly fourEyes: boolean
  readonly confirm: readonly ConfirmedKind[]
  /** Days until a decision ends where nobody says otherwise. */
  readonly days: number
  /** No decision may be made for longer. */
  readonly mostDays: number
}

/** One person decides, for 90 days (ux.md section 4); nothing holds longer than a year. */
export const defaultDecisionPolicy: DecisionPolicy = {
  fourEyes: false,
  confirm: ['not_affected', 'accept'],
  days: 90,
  mostDays: 366,
}

/** What a product's policy says of decisions (`policy.yaml`, `decisions`), as rules for making them. */
export function toHouseRules(stated: {
  readonly fourEyes: readonly ConfirmedKind[]
  readonly expireAfterDays: number
}): DecisionPolicy {
  const { fourEyes, expireAfterDays } = stated
  return {
    ...defaultDecisionPolicy,
    fourEyes: fourEyes.length > 0,
    confirm: fourEyes,
    days: expireAfterDays,
    mostDays: Math.max(defaultDecisionPolicy.mostDays, expireAfterDays),
  }
}

/** Whether the verdict waits for a second person. */
export function needsConfirmation(verdict: Verdict, policy: DecisionPolicy): boolean {
  return policy.fourEyes && policy.confirm.includes(kindOf(verdict))
}

/** An accepted risk is `affected` with a response that nothing, or nothing more, will be done. */
export function isAcceptedRisk({ status, responses }: Verdict): boolean {
  return status === 'affected' && (responses.includes('will_not_fix') || responses.includes('can_not_fix'))
}

function kindOf(verdict: Verdict): ConfirmedKind {
  return isAcceptedRisk(verdict) ? 'accept' : verdict.status
}
