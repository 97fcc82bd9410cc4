/** Whether a key may have signed what stands at a place in the log (ledger reference, section 1.9). */
import type { EventError } from './errors.ts'
import type { KeyRecord } from './model.ts'

export interface LeafPlace {
  readonly index: bigint
  /** RFC 3339. */
  readonly loggedAt?: string
}

/** `time`: what the event says; only the place and the time of logging count against a thief. */
export function findKeyFault(
  key: KeyRecord,
  time: string,
  place: LeafPlace | undefined,
): EventError | undefined {
  const name = `key ${key.keyid.slice(0, 16)}…`
  const late = findUnusable(key, time, place)
  if (late !== undefined) return { code: 'KEY_NOT_VALID', message: `${name} ${late}` }
  if (key.revoked === undefined || isBeforeRevocation(key.revoked, place)) return undefined
  const { index, compromisedSince } = key.revoked
  const since = compromisedSince === undefined ? '' : `, in other hands since ${compromisedSince}`
  return { code: 'KEY_REVOKED', message: `${name} was revoked at ${index}${since}` }
}

function findUnusable(
  { addedAt, notAfter, retiredAt }: KeyRecord,
  time: string,
  place: LeafPlace | undefined,
): string | undefined {
  if (notAfter !== undefined && [time, place?.loggedAt ?? ''].some((at) => at > notAfter)) {
    return `was valid until ${notAfter}`
  }
  if (place === undefined) return undefined
  if (place.index < addedAt.index) return `was added later, at ${addedAt.index}`
  return retiredAt !== undefined && place.index > retiredAt.index
    ? `was replaced before, at ${retiredAt.index}`
    : undefined
}

function isBeforeRevocation(
  { index, compromisedSince }: NonNullable<KeyRecord['revoked']>,
  place: LeafPlace | undefined,
): boolean {
  if (place === undefined || place.index > index) return false
  return compromisedSince === undefined || (place.loggedAt !== undefined && place.loggedAt < compromisedSince)
}
