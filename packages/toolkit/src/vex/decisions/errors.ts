/** What can be wrong with a decision or a step in its life. */

/** A new verdict that may not be written. */
export type DecisionErrorCode =
  | 'BY_MISSING'
  | 'REASON_MISSING'
  | 'TEXT_INVALID'
  | 'AT_INVALID'
  | 'JUSTIFICATION_MISSING'
  | 'JUSTIFICATION_NOT_ALLOWED'
  | 'ANALYSIS_NOT_ALLOWED'
  | 'ANALYSIS_CONTRADICTS'
  | 'IMPACT_NOT_ALLOWED'
  | 'ACTION_MISSING'
  | 'DEADLINE_MISSING'
  | 'DEADLINE_INVALID'
  | 'DEADLINE_PAST'
  | 'EXPIRES_INVALID'
  | 'EXPIRES_PAST'
  | 'EXPIRES_TOO_LATE'
  | 'RELEASE_UNKNOWN'
  | 'RELEASES_MISSING'
  | 'RELEASES_INVALID'
  | 'RELEASES_NOT_HERE'
  | 'VERSIONS_INVALID'
  | 'VERSIONS_NOT_HERE'
  | 'EMBARGO_INVALID'
  | 'OTHER_FINDING'
  | 'OTHER_PRODUCT'
  | 'EXPLOITED_IN_BULK'
  | 'MALICIOUS_IN_BULK'
  | 'BULK_TOO_LARGE'
  | TransitionRefusal

/** A step that the present standing does not allow. */
export type TransitionRefusal =
  | 'NOT_WAITING'
  | 'ALREADY_REVOKED'
  | 'FACTS_CHANGED'
  | 'DECISION_EXPIRED'
  | 'SAME_PERSON'

export interface DecisionError {
  readonly code: DecisionErrorCode
  /** Part of the entry that is wrong, such as `verdict.action`; empty for the whole. */
  readonly field: string
  /** What was expected and what was found. */
  readonly message: string
}

export function refuse(
  code: DecisionErrorCode,
  field: string,
  message: string,
): { readonly ok: false; readonly error: DecisionError } {
  return { ok: false, error: { code, field, message } }
}
