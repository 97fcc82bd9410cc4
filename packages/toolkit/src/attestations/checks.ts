/** What a verification looked at, one line each, in an order that a reader can follow. */

/** In the order in which they are shown. */
export const checkIds = [
  'envelope',
  'signature',
  'revocation',
  'key',
  'time',
  'log',
  'statement',
  'predicate-type',
  'subject',
  'predicate',
  'validity',
  'freshness',
  'successor',
] as const

export type CheckId = (typeof checkIds)[number]

/** Why an attestation is not to be relied on; the first failed check decides. */
export type InvalidReason =
  | 'ENVELOPE_MALFORMED'
  | 'PAYLOAD_TYPE_WRONG'
  | 'SIGNATURE_MISSING'
  | 'SIGNER_UNKNOWN'
  | 'THRESHOLD_NOT_MET'
  | 'ATTESTATION_REVOKED'
  | 'KEY_RECORD_UNREADABLE'
  | 'KEY_PURPOSE_WRONG'
  | 'KEY_REVOKED'
  | 'KEY_NOT_YET_VALID'
  | 'KEY_EXPIRED'
  | 'KEY_RETIRED'
  | 'TIME_OTHER_ENVELOPE'
  | 'LOG_EVIDENCE_INVALID'
  | 'LOG_EVIDENCE_MISSING'
  | 'STATEMENT_MALFORMED'
  | 'STATEMENT_TYPE_UNKNOWN'
  | 'PREDICATE_TYPE_UNKNOWN'
  | 'PREDICATE_TYPE_WRONG'
  | 'SUBJECT_INVALID'
  | 'SUBJECT_MISMATCH'
  | 'PREDICATE_INVALID'
  | 'VALIDITY_NOT_BEGUN'
  | 'VALIDITY_OVER'

/** Why a valid attestation may no longer be the last word. */
export type StaleReason = 'FRESHNESS_UNKNOWN' | 'KNOWLEDGE_OLD' | 'SUPERSEDED' | 'REVIEW_OVERDUE'

/** What a passed, doubtful or skipped check has to say. */
export type Remark =
  | 'ENVELOPE_READ'
  | 'SIGNATURE_GOOD'
  | 'NOT_REVOKED'
  | 'REVOCATIONS_UNKNOWN'
  | 'KEY_GOOD'
  | 'KEY_GOOD_THEN'
  | 'TIME_TRUSTED'
  | 'TIME_CLAIMED_ONLY'
  | 'TIME_AHEAD'
  | 'LOG_GOOD'
  | 'LOG_ABSENT'
  | 'STATEMENT_READ'
  | 'PREDICATE_TYPE_RIGHT'
  | 'SUBJECT_RIGHT'
  | 'PREDICATE_GOOD'
  | 'SCAN_EMPTY'
  | 'SCAN_INCOMPLETE'
  | 'VALIDITY_RUNS'
  | 'VALIDITY_NEAR_END'
  | 'VALIDITY_NOT_STATED'
  | 'FRESH'
  | 'SUCCESSOR_NONE'
  | 'SUCCESSOR_UNKNOWN'
  | 'NOT_REACHED'

/** `doubtful`: not wrong, and worth knowing. `not-checked`: nothing was said about it. */
export interface Check {
  readonly id: CheckId
  readonly outcome: 'passed' | 'doubtful' | 'failed' | 'not-checked'
  readonly code: InvalidReason | StaleReason | Remark
  /** Fills the sentence of `code`. */
  readonly values: Readonly<Record<string, string>>
}

export function passed(id: CheckId, code: Remark, values: Check['values'] = {}): Check {
  return { id, outcome: 'passed', code, values }
}

export function doubtful(id: CheckId, code: Remark | StaleReason, values: Check['values'] = {}): Check {
  return { id, outcome: 'doubtful', code, values }
}

export function skipped(id: CheckId, code: Remark): Check {
  return { id, outcome: 'not-checked', code, values: {} }
}

/** `detail`: what was expected and what was found, in English. */
export function failed(
  id: CheckId,
  code: InvalidReason,
  values: Check['values'] & { readonly detail: string },
): Check {
  return { id, outcome: 'failed', code, values }
}
