/** Whether a key may have signed what stands at a place in the log (ledger reference, section 1.9). */
import type { EventError } from './errors.ts'
import type { KeyRecord } from './model.ts'
import type { LeafPlace } from './verify.ts'

/** `time`: what the event says; only the place and the time of logging count against a thief. */
export function findKeyFault(
  { addedAt, notAfter, retiredAt, revoked, keyid }: KeyRecord,
  time: string,
  place: LeafPlace | undefined,
): EventError | undefined {
  const name = `key ${keyid.slice(0, 16)}…`
  if (notAfter !== undefined && (time > notAfter || (place?.loggedAt ?? '') > notAfter)) {
    return { code: 'KEY_NOT_VALID', message: `${name} was valid until ${notAfter}` }
  }
  if (place !== undefined && place.index < addedAt.index) {
    return { code: 'KEY_NOT_VALID', message: `${name} was added later, at ${addedAt.index}` }
  }
  if (place !== undefined && retiredAt !== undefined && place.index > retiredAt.index) {
    return { code: 'KEY_NOT_VALID', message: `${name} was replaced before, at ${retiredAt.index}` }
  }
  if (revoked === undefined) return undefined
  const { compromisedSince, index } = revoked
  const isBefore = place !== undefined && place.index <= index
  const isEarly =
    compromisedSince === undefined || (place?.loggedAt !== undefined && place.loggedAt < compromisedSince)
  return isBefore && isEarly
    ? undefined
    : { code: 'KEY_REVOKED', message: `${name} was revoked at ${index}${sinceOf(compromisedSince)}` }
}

function sinceOf(compromisedSince: string | undefined): string {
  return compromisedSince === undefined ? '' : `, in other hands since ${compromisedSince}`
}
