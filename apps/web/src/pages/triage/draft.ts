/** What a person is about to decide, and how it is told to the server. */
import type { BodyOf, triageRoutes } from '@occtet/contract/api'
import type { Taken } from '../assistant/proposal-types.ts'
import {
  dayAfter,
  type DecideKind,
  decideKinds,
  type Evidence,
  justifications,
  type QueueRow,
  refsOf,
  type Scope,
  statusOf,
  type T,
} from './model.ts'

export interface Draft {
  readonly kind: DecideKind
  readonly justification: (typeof justifications)[number] | 'other' | undefined
  readonly response: 'update' | 'mitigate' | 'accept' | undefined
  readonly action: string
  readonly deadline: string
  readonly reason: string
  /** In the words of an accepted proposal; absent: none was taken over. Only "not affected" carries one in VEX. */
  readonly impact?: string
  readonly scope: Scope
  /** Empty: the days of the house rules. `next-release`, or a day. */
  readonly expires: string
  readonly isPrivate: boolean
}

const investigationDays = 14

/** Nothing that judges is chosen beforehand: neither a justification nor a response. */
export function emptyDraft(kind: DecideKind, evidence: Evidence | undefined, t: T): Draft {
  const reasons = {
    affected: t('decide.reasonAffected'),
    notAffected: '',
    fixed: t('decide.reasonFixed'),
    investigate: t('decide.reasonInvestigate'),
  } as const
  const version = evidence?.finding.fix.nearest
  return {
    kind,
    justification: undefined,
    response: undefined,
    action: version === undefined ? '' : t('decide.actionUpdate', { version }),
    deadline: dayAfter(investigationDays),
    reason: reasons[kind],
    scope: 'component',
    expires: '',
    isPrivate: false,
  }
}

/** A form with what a person accepted of a proposal; still to be completed and saved by them. */
export interface Start {
  /** Of the proposal. */
  readonly id: string
  readonly kind: DecideKind
  readonly draft: Partial<Draft>
}

/** What "not affected" can say of what a flaw does; it opens no form, for it is no decision. */
export function impactFrom({ kind, text }: Taken): string | undefined {
  return kind === 'impact_statement' ? text : undefined
}

/** Undefined for texts that belong to no decision: what a flaw does, or a notice to users. */
export function startFrom({ id, text, value }: Taken): Start | undefined {
  if (value.kind !== 'vex') return undefined
  const decide = decideKinds.find((one) => statusOf[one] === value.status)
  if (decide === undefined) return undefined
  const justification = justifications.find((one) => one === value.justification)
  const why = decide === 'notAffected' ? { justification } : {}
  return { id, kind: decide, draft: { reason: text, ...why } }
}

export function isComplete({ kind, justification, action, deadline, reason, response }: Draft): boolean {
  if (reason.trim() === '') return false
  if (kind === 'notAffected') return justification !== undefined
  if (kind === 'affected') return action.trim() !== '' && response !== undefined
  return kind !== 'investigate' || deadline !== ''
}

/** Whether it may touch more than what is on screen: then it is told before it is saved. */
export function isWide({ scope }: Draft, rows: readonly QueueRow[]): boolean {
  return scope === 'product' || scope === 'organisation' || refsOf(rows).length > 1
}

export type Wish = BodyOf<(typeof triageRoutes)['triage.decide']>

const responseOf = { update: 'update', mitigate: 'workaround_available', accept: 'will_not_fix' } as const

export function toWish(draft: Draft, rows: readonly QueueRow[]): Wish {
  const { kind, justification, response, action, deadline, reason, scope, expires, isPrivate } = draft
  const impact = impactOf(draft)
  return {
    findings: refsOf(rows).slice(0, 200),
    verdict: {
      status: statusOf[kind],
      responses: kind === 'affected' && response !== undefined ? [responseOf[response]] : [],
      ...(kind === 'notAffected' && justification !== undefined && justification !== 'other'
        ? { justification }
        : {}),
      ...(impact === '' ? {} : { impact }),
      ...(kind === 'affected' ? { action: action.trim() } : {}),
      ...(kind === 'investigate' ? { deadline } : {}),
    },
    reason,
    scope,
    ...(expires === '' ? {} : { expires }),
    ...(isPrivate ? { isPrivate } : {}),
  }
}

/** Where none of the five justifications fits, the sentence is the impact statement, unless there is one of its own. */
function impactOf({ kind, justification, reason, impact = '' }: Draft): string {
  if (kind !== 'notAffected') return ''
  return impact.trim() === '' && justification === 'other' ? reason.trim() : impact.trim()
}
