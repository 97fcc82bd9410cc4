/**
 * Whether an event is what was logged: by whom it was signed, that the leaf commits to it, that its personal fields belong to
 * it (ledger reference, sections 1.3 and 1.9). Depends on nothing that makes events.
 */
import { err, ok, type Result, sha256Hex } from '../../base/index.ts'
import { parseBase64 } from '../../translog/index.ts'
import { formatPae } from '../dsse-pae.ts'
import { type Envelope, formatOpening, parseLedgerEntry, verifyOpening } from '../entry.ts'
import { digestDisclosure, parseDisclosure } from './disclosure.ts'
import { eventError, type EventError } from './errors.ts'
import { parseEvent } from './format-event.ts'
import { findKeyFault, type LeafPlace } from './key-validity.ts'
import { type Disclosure, EVENT_PAYLOAD_TYPE, type KeyRecord, type LedgerEvent } from './model.ts'

/** Whether `signature` is one of `message` by a key; may answer later, as a browser does. False, not an exception, for garbage. */
export type VerifySignature = (
  key: Pick<KeyRecord, 'algorithm' | 'spki'>,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>

/** Untrusted: all that somebody hands out to show one event. */
export interface EventProof {
  readonly envelope: Envelope
  /** 32 bytes; not used for a leaf that shows its event. */
  readonly salt: Uint8Array
  readonly opening: Uint8Array
  /** Texts of the personal fields that are still there; none is fine. */
  readonly disclosures: readonly string[]
  /** The logged bytes, from the log itself or with a proof of inclusion. */
  readonly entry: Uint8Array
}

export interface EventTrust {
  readonly origin: string
  /** Trusted: from `deriveKeyHistory`, or pinned. */
  readonly keys: readonly KeyRecord[]
  readonly verify: VerifySignature
  /** Where the leaf stands, and when it was there at the latest (cosignature or time stamp). Without them a key that was ever revoked is not believed. */
  readonly place?: LeafPlace
}

declare const brand: unique symbol

/** Only `verifyEvent` and `readPublicEvent` make one. */
export interface VerifiedEvent {
  readonly event: LedgerEvent
  readonly disclosures: readonly Disclosure[]
  /** The key that signed. */
  readonly keyid: string
  readonly [brand]: 'VerifiedEvent'
}

/** The signature is checked first; nothing that is not signed is parsed. */
export async function verifyEvent(
  proof: EventProof,
  trust: EventTrust,
): Promise<Result<VerifiedEvent, EventError>> {
  const signed = await verifyEnvelope(proof.envelope, trust)
  if (!signed.ok) return signed
  const { payload, event, key } = signed.value
  const fault = findKeyFault(key, event.time, trust.place)
  if (fault !== undefined) return err(fault)
  const leaf = verifyLeaf(proof, payload)
  if (!leaf.ok) return leaf
  const disclosures = verifyDisclosures(event, proof.disclosures)
  if (!disclosures.ok) return disclosures
  return ok(toVerified({ event, disclosures: disclosures.value, keyid: key.keyid }))
}

export interface SignedPayload {
  readonly payload: Uint8Array
  readonly event: LedgerEvent
  /** The first of the signatures whose key we know for events. */
  readonly key: KeyRecord
}

/** Type, signature, canonical bytes, origin. Says nothing of whether the key was valid there. */
export async function verifyEnvelope(
  envelope: Envelope,
  { origin, keys, verify }: Omit<EventTrust, 'place'>,
): Promise<Result<SignedPayload, EventError>> {
  if (envelope.payloadType !== EVENT_PAYLOAD_TYPE) {
    return eventError(
      'PAYLOAD_TYPE_WRONG',
      `expected ${EVENT_PAYLOAD_TYPE}, found ${envelope.payloadType.slice(0, 80)}`,
    )
  }
  const payload = parseBase64(envelope.payload)
  if (payload === undefined) return eventError('ENVELOPE_MALFORMED', 'payload: expected base64')
  const key = await findSigner(envelope, payload, { keys, verify })
  if (key === undefined) {
    return eventError('SIGNER_UNKNOWN', 'not signed by a key of the organisation for events')
  }
  const event = parseEvent(payload)
  if (!event.ok) return event
  return event.value.origin === origin
    ? ok({ payload, event: event.value, key })
    : eventError('ORIGIN_MISMATCH', `made for the log ${event.value.origin}, not for ${origin}`)
}

/** The key id in a signature says which key to try first, no more. */
async function findSigner(
  { signatures }: Envelope,
  payload: Uint8Array,
  { keys, verify }: Pick<EventTrust, 'keys' | 'verify'>,
): Promise<KeyRecord | undefined> {
  const message = formatPae(EVENT_PAYLOAD_TYPE, payload)
  const candidates = keys.filter(({ purpose }) => purpose === 'event')
  for (const { keyid, sig } of signatures) {
    const signature = parseBase64(sig)
    if (signature === undefined) return undefined
    const named = candidates.filter((key) => key.keyid === keyid)
    for (const key of named.length > 0 ? named : candidates) {
      if (await verify(key, message, signature)) return key
    }
  }
  return undefined
}

function verifyLeaf(proof: EventProof, payload: Uint8Array): Result<true, EventError> {
  const { payloadType, signatures } = proof.envelope
  const entry = parseLedgerEntry(proof.entry)
  if (!entry.ok) return entry
  const opening = formatOpening({ payload, payloadType, signatures })
  if (!isSame(opening, proof.opening)) {
    return eventError('OPENING_MISMATCH', 'the opening is not that of this payload and its signatures')
  }
  if (entry.value.kind === 'event') {
    const opened = verifyOpening(entry.value.commitment, proof)
    return opened.ok ? ok(true) : opened
  }
  const shown = parseBase64(entry.value.envelope.payload) ?? new Uint8Array()
  const own = formatOpening({ ...entry.value.envelope, payload: shown })
  return isSame(own, opening)
    ? ok(true)
    : eventError('OPENING_MISMATCH', 'the leaf shows another event, or other signatures')
}

/** Each belongs to the event; the one that says who is called `actor`, and no other is. */
export function verifyDisclosures(
  { sd, actor }: LedgerEvent,
  texts: readonly string[],
): Result<readonly Disclosure[], EventError> {
  const disclosures: Disclosure[] = []
  for (const text of texts) {
    const disclosure = parseDisclosure(text)
    if (!disclosure.ok) return disclosure
    const digest = digestDisclosure(disclosure.value)
    const { name } = disclosure.value
    if (!sd.includes(digest) || (digest === actor.ref) !== (name === 'actor')) {
      return eventError('DISCLOSURE_UNKNOWN', `${name}: not a personal field of this event`)
    }
    if (disclosures.some((other) => other.name === name)) {
      return eventError('DISCLOSURE_UNKNOWN', `${name}: two personal fields of one name`)
    }
    disclosures.push(disclosure.value)
  }
  return ok(disclosures)
}

/** Inside this module alone. */
export function toVerified(parts: Omit<VerifiedEvent, typeof brand>): VerifiedEvent {
  return parts as VerifiedEvent
}

/** SHA-256 of the DER public key, as `KeyRecord` has it. */
export function keyidOf(spki: Uint8Array): string {
  return sha256Hex(spki)
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
