/** Leaves that show their event to everybody: the life of the log and its keys. Never a person's data. */
import { ok, type Result } from '../../base/index.ts'
import { type Envelope, formatLedgerEntry, parseLedgerEntry } from '../entry.ts'
import { eventError, type EventError } from './errors.ts'
import { type EventTrust, toVerified, type VerifiedEvent, verifyEnvelope } from './verify.ts'
import { findKeyFault } from './key-validity.ts'

/** The bytes to log; refused where they are longer than an entry may be. */
export function createPublicEntry(envelope: Envelope): Result<Uint8Array, EventError> {
  return formatLedgerEntry({ kind: 'public', envelope })
}

/** What a leaf says, if a key of the organisation says so; undefined for a commitment, which says nothing. */
export async function readPublicEvent(
  entry: Uint8Array,
  trust: EventTrust,
): Promise<Result<VerifiedEvent | undefined, EventError>> {
  const parsed = parseLedgerEntry(entry)
  if (!parsed.ok) return parsed
  if (parsed.value.kind === 'event') return ok(undefined)
  const signed = await verifyEnvelope(parsed.value.envelope, trust)
  if (!signed.ok) return signed
  const { event, key } = signed.value
  const fault = findKeyFault(key, event.time, trust.place)
  if (fault !== undefined) return eventError(fault.code, fault.message)
  return ok(toVerified({ event, disclosures: [], keyid: key.keyid }))
}
