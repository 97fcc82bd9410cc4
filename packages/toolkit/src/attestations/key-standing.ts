/** Whether a key's signature counts: its purpose, its window, its retirement, its revocation (ledger reference, section 1.9). */
import type { KeyRecord } from '../ledger/index.ts'
import type { InvalidReason } from './checks.ts'
import { readInstant } from './shapes.ts'

export type KeyFault = Extract<
  InvalidReason,
  | 'KEY_RECORD_UNREADABLE'
  | 'KEY_PURPOSE_WRONG'
  | 'KEY_REVOKED'
  | 'KEY_NOT_YET_VALID'
  | 'KEY_EXPIRED'
  | 'KEY_RETIRED'
>

/** Milliseconds since 1970. */
export interface SigningTime {
  /** When the question is asked. */
  readonly at: number
  /** By when the signature existed, as a witness or an authority says; undefined: only the signer says so. */
  readonly trusted: number | undefined
}

/**
 * Of everything that is known of one public key. Records can only take away: the key is good if each of them finds it good.
 * Undefined: it counts. The claimed time of a statement never matters here; a thief would claim any.
 */
export function findKeyFault(records: readonly KeyRecord[], time: SigningTime): KeyFault | undefined {
  if (records.length === 0) return 'KEY_RECORD_UNREADABLE'
  // One key, one purpose: a log's key that also signs attestations could be made to sign one for the other.
  if (records.some(({ purpose }) => purpose !== 'attestation')) return 'KEY_PURPOSE_WRONG'
  const faults = records.map((record) => findFaultOf(record, time))
  return faultOrder.find((code) => faults.includes(code))
}

/** The gravest first. */
const faultOrder: readonly KeyFault[] = [
  'KEY_RECORD_UNREADABLE',
  'KEY_REVOKED',
  'KEY_NOT_YET_VALID',
  'KEY_EXPIRED',
  'KEY_RETIRED',
]

function findFaultOf(record: KeyRecord, { at, trusted }: SigningTime): KeyFault | undefined {
  const added = readInstant(record.addedAt.time)
  const ends = readOptional(record.notAfter)
  const retired = readOptional(record.retiredAt?.time)
  const believedUntil = revocationStart(record)
  if (added === undefined || [ends, retired, believedUntil].some(Number.isNaN)) return 'KEY_RECORD_UNREADABLE'
  // Of a key that must sign no more, nobody can tell an old signature from a new one without a trusted time.
  const provenBy = trusted ?? Infinity
  if (believedUntil < Infinity && provenBy >= believedUntil) return 'KEY_REVOKED'
  const existed = trusted ?? at
  if (existed < added) return 'KEY_NOT_YET_VALID'
  if (existed > ends) return 'KEY_EXPIRED'
  return retired < Infinity && provenBy > retired ? 'KEY_RETIRED' : undefined
}

/** Infinity: not revoked. -Infinity: compromised nobody knows since when, so nothing is believed. */
function revocationStart({ revoked }: KeyRecord): number {
  if (revoked === undefined) return Infinity
  if (revoked.compromisedSince === undefined && /compromis/i.test(revoked.reason)) return -Infinity
  return Math.min(readOptional(revoked.time), readOptional(revoked.compromisedSince))
}

/** Infinity where absent, NaN where it cannot be read. */
function readOptional(time: string | undefined): number {
  return time === undefined ? Infinity : (readInstant(time) ?? Number.NaN)
}
