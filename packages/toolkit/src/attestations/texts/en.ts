/** What a verification says, in English. Table of data; `{name}` is filled from the check. */
import type { AttestationTexts } from './types.ts'

export const en: AttestationTexts = {
  headings: {
    envelope: 'The file',
    signature: 'The signature',
    revocation: 'Taken back?',
    key: 'The key',
    time: 'When it was signed',
    log: 'The public record',
    statement: 'The statement',
    'predicate-type': 'What it is about',
    subject: 'Your artefact',
    predicate: 'Its content',
    validity: 'How long it holds',
    freshness: 'How new our knowledge is',
    successor: 'Is there a newer one?',
  },
  outcomes: {
    passed: 'in order',
    doubtful: 'worth knowing',
    failed: 'not in order',
    'not-checked': 'not checked',
  },
  verdicts: {
    valid:
      'Valid. The issuer signed exactly this about exactly this artefact, and nothing speaks against it.',
    'valid-but-stale':
      'Valid, but perhaps out of date. The issuer signed exactly this about exactly this artefact. See the points marked "worth knowing".',
    invalid: 'Not valid. Do not rely on it. The reason stands at the point marked "not in order".',
  },
  codes: {
    ENVELOPE_READ: 'The file can be read. Its fingerprint is {sha256}.',
    ENVELOPE_MALFORMED: 'The file is damaged or no attestation.',
    SIGNATURE_GOOD: 'Signed by {count} key(s) that you trust: {keys}. Nothing was changed since.',
    PAYLOAD_TYPE_WRONG: 'What was signed is not an attestation about an artefact.',
    SIGNATURE_MISSING: 'Nobody signed it.',
    SIGNER_UNKNOWN:
      'No key that you trust signed this, or it was changed after it was signed. Who wrote it is unknown.',
    THRESHOLD_NOT_MET: 'Too few of the keys that you trust signed this: {count} instead of {threshold}.',
    ATTESTATION_REVOKED: 'The issuer took it back on {time}: {reason}',
    NOT_REVOKED: 'As far as is known here, the issuer has not taken it back.',
    REVOCATIONS_UNKNOWN: 'Nothing is known here of attestations that were taken back.',
    KEY_GOOD: 'The key belongs to the issuer and is valid now: {keys}.',
    KEY_GOOD_THEN:
      'The key belonged to the issuer and was valid when this was signed, at the latest on {at}: {keys}.',
    KEY_RECORD_UNREADABLE: 'What is known of the key {key} cannot be read, so it cannot be trusted.',
    KEY_PURPOSE_WRONG: 'The key {key} serves another purpose; it may not sign attestations.',
    KEY_REVOKED:
      'The key {key} was revoked, and nobody else says that this was signed before it fell into other hands.',
    KEY_NOT_YET_VALID: 'The key {key} did not yet count at that time.',
    KEY_EXPIRED: 'The key {key} had ended, and nobody else says that this was signed before.',
    KEY_RETIRED: 'The key {key} was replaced, and nobody else says that this was signed before.',
    TIME_TRUSTED: 'It existed on {at} at the latest. {by} says so, not the issuer.',
    TIME_CLAIMED_ONLY: 'Only the issuer says when it was signed; no independent party confirms it.',
    TIME_AHEAD: 'The time {at} by {by} lies after the day of this check and says nothing about it.',
    TIME_OTHER_ENVELOPE: 'The time stamp belongs to another file.',
    LOG_GOOD:
      'It stands in the tamper-evident record {origin}, as entry number {index} (counted from 0) of {size}.',
    LOG_ABSENT: 'No proof was delivered that it was recorded.',
    LOG_EVIDENCE_INVALID: 'The proof that it was recorded does not hold.',
    LOG_EVIDENCE_MISSING: 'You ask for a proof that it was recorded, and there is none.',
    STATEMENT_READ: 'What was signed can be read, in one way only.',
    STATEMENT_MALFORMED: 'What was signed cannot be read, or could be read in two ways.',
    STATEMENT_TYPE_UNKNOWN: 'What was signed has a form that is not known here.',
    PREDICATE_TYPE_RIGHT: 'It is the kind of statement that you asked for: {type}.',
    PREDICATE_TYPE_WRONG: 'It is another kind of statement than you asked for: {found}.',
    PREDICATE_TYPE_UNKNOWN: 'This kind of statement is not known here, so it cannot be checked.',
    SUBJECT_RIGHT: 'It is about the very file in your hands: {name}.',
    SUBJECT_INVALID: 'It does not name an artefact by a fingerprint that is strong enough.',
    SUBJECT_MISMATCH: 'It is about another file than the one in your hands.',
    PREDICATE_GOOD: 'Its content is complete and does not contradict itself.',
    PREDICATE_INVALID: 'Its content is incomplete or contradicts itself.',
    SCAN_EMPTY:
      'The scanner {scanner}, with data of {data}, found nothing. That does not say that there are no vulnerabilities.',
    SCAN_INCOMPLETE: 'The scan did not see everything: {gaps}.',
    VALIDITY_RUNS: 'It holds until {until}.',
    VALIDITY_NEAR_END: 'It holds only until {until}; ask for a newer one soon.',
    VALIDITY_NOT_STATED: 'It states no end; it speaks of the day on which it was made.',
    VALIDITY_OVER: 'It held until {until}. Ask for a newer one.',
    VALIDITY_NOT_BEGUN: 'It holds only from {from} on.',
    FRESH: 'Keys and what was taken back are known as of {asOf}.',
    FRESHNESS_UNKNOWN:
      'Checked without a network: whether something was taken back or replaced since is not known here.',
    KNOWLEDGE_OLD:
      'Keys and what was taken back are known as of {asOf}, {days} days ago; more than {limit} is too old.',
    SUCCESSOR_NONE: 'No newer statement of the issuer on the same matter is at hand.',
    SUCCESSOR_UNKNOWN: 'Whether there is a newer statement was not looked up.',
    SUPERSEDED: 'The issuer has made a newer statement on the same matter. Use that one.',
    REVIEW_OVERDUE:
      'The issuer wanted to look at it again by {reviewBy}, and nothing shows that this was done.',
    NOT_REACHED: 'Not checked, because something before it was not in order.',
  },
}
