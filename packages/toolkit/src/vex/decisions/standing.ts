/** Where a decision stands today on one finding; only what is in force speaks for the product. */
import { compareCodeUnits } from '../../base/index.ts'
import type { DecisionStanding, Finding, FindingDecision, StaleReason } from '../../model/index.ts'
import type { DecisionRecord } from '../model.ts'
import type { DecisionPlace } from './basis.ts'
import { addDays, dayOf } from './days.ts'
import { findStaleFacts, type StaleFact } from './facts.ts'
import { type DecisionState, stateOf } from './state.ts'
import { standingAlone } from './transitions.ts'

/** The product, its release and the day for which is asked. */
export interface DecisionView extends DecisionPlace {
  /** `YYYY-MM-DD`, UTC. */
  readonly today: string
}

export interface Standing {
  readonly standing: DecisionStanding
  /** What changed, then and now; also told of a decision that is expired or revoked. */
  readonly staleFacts: readonly StaleFact[]
  /** Empty unless `standing` is `stale`; sorted. */
  readonly staleReasons: readonly StaleReason[]
  /** Whether it was made on another version, release or product than this one. */
  readonly isReused: boolean
  readonly state: DecisionState
}

/**
 * Of a record on a finding that it is bound to (`bindRecords`). Revoked comes before expired, expired before stale, and
 * stale before waiting: nobody should confirm what was decided on other facts.
 */
export function standingOf(record: DecisionRecord, finding: Finding, view: DecisionView): Standing {
  const state = stateOf(record.entries)
  const staleFacts = findStaleFacts(record, state.decision, { finding, place: view })
  const alone = standingOnDay(record, state, view)
  const isFinal = alone === 'revoked' || alone === 'expired'
  const standing = !isFinal && staleFacts.length > 0 ? 'stale' : alone
  const reasons = standing === 'stale' ? staleFacts.map(({ reason }) => reason) : []
  const { basis } = state.decision
  return {
    standing,
    staleFacts,
    staleReasons: [...new Set(reasons)].sort(compareCodeUnits),
    isReused: basis.purl !== finding.purl || basis.product !== view.product || basis.release !== view.release,
    state,
  }
}

function standingOnDay(
  record: DecisionRecord,
  { phase, decision, since }: DecisionState,
  { release, today }: DecisionView,
): DecisionStanding {
  const isOver = decision.untilNextRelease === true && decision.basis.release !== release
  if (isOver && phase !== 'revoked') return 'expired'
  const alone = standingAlone(record, today)
  // Dated ahead, by hand or because the clock is set back, it would hold for longer than any decision may. Clocks and
  // time zones differ by a day.
  const isAhead = (dayOf(since) ?? '') > addDays(today, 1)
  return alone === 'in-force' && isAhead ? 'waiting' : alone
}

/** The view that queue, policy, report and papers read. */
export function toFindingDecision(record: DecisionRecord, standing: Standing): FindingDecision {
  const { verdict, reason, by, at, expires, ...decision } = standing.state.decision
  const { status, justification, deadline, action } = verdict
  const document = decision.kind === 'import' ? decision.document : undefined
  return {
    id: record.id,
    status,
    ...(justification === undefined ? {} : { justification }),
    standing: standing.standing,
    staleReasons: standing.staleReasons,
    scope: record.holds.scope,
    reason,
    by,
    at,
    expires,
    ...(deadline === undefined ? {} : { deadline }),
    ...(action === undefined ? {} : { action }),
    isReused: standing.isReused,
    ...(document === undefined ? {} : { importedFrom: document.id }),
  }
}
