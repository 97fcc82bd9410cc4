/** Why an event cannot be made, or is not believed. */
import { err, type Result } from '../../base/index.ts'
import type { EntryError } from '../entry.ts'

export type EventErrorCode =
  /** A member of the event or of its draft is wrong; the message begins with its path. */
  | 'EVENT_MALFORMED'
  | 'EVENT_TOO_LONG'
  /** The type is not one of ours: read and verified, but not made. */
  | 'TYPE_UNKNOWN'
  | 'DATA_INVALID'
  /** A type for all to read was given personal fields or a case, or a private type was to be public. */
  | 'NOT_PUBLIC'
  | 'ENVELOPE_MALFORMED'
  | 'PAYLOAD_TYPE_WRONG'
  | 'PAYLOAD_NOT_CANONICAL'
  /** Made for another log. */
  | 'ORIGIN_MISMATCH'
  /** No signature by a key of the organisation for events. */
  | 'SIGNER_UNKNOWN'
  /** By a key that was not yet, or no longer, valid at that place in the log. */
  | 'KEY_NOT_VALID'
  | 'KEY_REVOKED'
  | 'OPENING_MISMATCH'
  | 'DISCLOSURE_MALFORMED'
  | 'DISCLOSURE_UNKNOWN'
  | EntryError['code']

export interface EventError {
  readonly code: EventErrorCode
  readonly message: string
}

export function eventError(code: EventErrorCode, message: string): Result<never, EventError> {
  return err({ code, message })
}
