/** The codes of all reasons for a place in the queue. */
import type { PriorityReason } from '../../model/index.ts'
import type { ExposureCode } from './exposure.ts'

export type ReasonCode =
  | ExposureCode
  | 'ACTION_OVERDUE'
  | 'DECIDED'
  | 'DECIDED_UNTIL'
  | 'DECISION_EXPIRED'
  | 'DECISION_STALE'
  | 'DECISION_WAITING'
  | 'DISPUTED'
  | 'EPSS'
  | 'EPSS_DATED'
  | 'EPSS_UNKNOWN'
  | 'FIX_REMOVE'
  | 'FIX_THROUGH'
  | 'FIX_UNKNOWN'
  | 'FIX_UPGRADE'
  | 'KEV_CISA'
  | 'KEV_CISA_UNDATED'
  | 'KEV_EU'
  | 'KEV_EU_UNDATED'
  | 'KEV_UNKNOWN'
  | 'MALICIOUS'
  | 'NOTICE'
  | 'NOT_SEEN'
  | 'NOT_SHIPPED'
  | 'ONLY_TESTED'
  | 'RANSOMWARE'
  | 'REACHED'
  | 'REACHED_BY_DEVELOPMENT'
  | 'REACHED_BY_DEVELOPMENT_UNPLACED'
  | 'REACHED_UNPLACED'
  | 'REACH_UNKNOWN'
  | 'SEVERITY'
  | 'SEVERITY_SPREAD'
  | 'SEVERITY_UNKNOWN'
  | 'SEVERITY_WORD'
  | 'SSVC'
  | 'SSVC_ACTIVE'
  | 'SSVC_DERIVED'

export interface Reason extends PriorityReason {
  readonly code: ReasonCode
}

export function reason(code: ReasonCode, values: Reason['values'] = {}): Reason {
  return { code, values }
}
