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
  /** Place of the attestation in the very log that told the records; absent: logged elsewhere, or not at all. */
  readonly index?: bigint | undefined
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

function findFaultOf(record: KeyRecord, time: SigningTime): KeyFault | undefined {
  const bounds = readBounds(record)
  if (Object.values(bounds).some(Number.isNaN)) return 'KEY_RECORD_UNREADABLE'
  const existed = time.trusted ?? time.at
  if (isTakenBack(record, bounds, time)) return 'KEY_REVOKED'
  if (existed < bounds.added && !isBefore(record.addedAt.index, time.index)) return 'KEY_NOT_YET_VALID'
  if (existed > bounds.ends) return 'KEY_EXPIRED'
  return isReplaced(record, bounds, time) ? 'KEY_RETIRED' : undefined
}

/** Milliseconds since 1970; Infinity where there is no such bound, NaN where it cannot be read. */
interface Bounds {
  readonly added: number
  readonly ends: number
  readonly retired: number
  readonly believedUntil: number
}

function readBounds(record: KeyRecord): Bounds {
  return {
    added: readInstant(record.addedAt.time) ?? Number.NaN,
    ends: readOptional(record.notAfter),
    retired: readOptional(record.retiredAt?.time),
    believedUntil: revocationStart(record),
  }
}

/** Without a trusted time or place nobody can tell an old signature from a new one. Against a thief only times help. */
function isTakenBack(
  { revoked }: KeyRecord,
  { believedUntil }: Bounds,
  { trusted, index }: SigningTime,
): boolean {
  if (believedUntil === Infinity || (trusted !== undefined && trusted < believedUntil)) return false
  const isStolen = revoked?.compromisedSince !== undefined || believedUntil === -Infinity
  return isStolen || !isBefore(index, revoked?.index)
}

function isReplaced({ retiredAt }: KeyRecord, { retired }: Bounds, { trusted, index }: SigningTime): boolean {
  if (retired === Infinity || (trusted !== undefined && trusted <= retired)) return false
  return !isBefore(index, retiredAt?.index)
}

/** Places count from 0, where a log is opened; 0 also stands where a record is of no log, and then proves nothing. */
function isBefore(place: bigint | undefined, other: bigint | undefined): boolean {
  return place !== undefined && other !== undefined && place > 0n && other > 0n && place < other
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
