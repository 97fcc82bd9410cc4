/**
 * The keys of an organisation as its log tells them (ledger reference, section 1.9). The log's first leaf announces the first
 * key for events and is signed by it; whoever pins the log's own key pins that leaf. From there on each change of keys is
 * signed by a key for events that is valid at its place, and a new key for events proves itself by a signature too.
 */
import { err, ok, type Result } from '../../base/index.ts'
import { parseBase64 } from '../../translog/index.ts'
import { formatPae } from '../dsse-pae.ts'
import type { Envelope } from '../entry.ts'
import { validateEventData } from './event-data.ts'
import { findKeyFault } from './key-validity.ts'
import { EVENT_PAYLOAD_TYPE, type KeyPurpose, type KeyRecord, type LedgerEvent } from './model.ts'
import { type EventTrust, keyidOf, verifyEnvelope } from './verify.ts'

/** One public leaf. Untrusted: whoever holds the log's key can append any. */
export interface PublicLeaf {
  readonly index: bigint
  readonly envelope: Envelope
  /** RFC 3339, of a cosignature or time stamp, where known. */
  readonly loggedAt?: string
}

export interface KeyHistoryError {
  readonly code: /** The first leaf is not the one that opens the log, or another one says that it opens it. */
    | 'HISTORY_START_INVALID'
    | 'LEAF_ORDER_WRONG'
    /** Not signed as a change of keys has to be. */
    | 'KEY_EVENT_UNTRUSTED'
    /** Signed, but about a key that is not there, is there already, or is not what it says. */
    | 'KEY_EVENT_INVALID'
  readonly index: bigint
  readonly message: string
}

type Trust = Pick<EventTrust, 'origin' | 'verify'>

/** `leaves`: all public ones, in the order of the log. Leaves that do not speak of keys must be signed as well. */
export async function deriveKeyHistory(
  leaves: Iterable<PublicLeaf>,
  trust: Trust,
): Promise<Result<readonly KeyRecord[], KeyHistoryError>> {
  let keys: readonly KeyRecord[] = []
  let last = -1n
  for (const leaf of leaves) {
    if (leaf.index <= last) {
      return fault(leaf, 'LEAF_ORDER_WRONG', `expected an index above ${last}`)
    }
    const next = last < 0n ? await readStart(leaf, trust) : await readNext(leaf, keys, trust)
    if (!next.ok) return next
    keys = next.value
    last = leaf.index
  }
  return ok(keys)
}

type Step = Result<readonly KeyRecord[], KeyHistoryError>

async function readStart(leaf: PublicLeaf, trust: Trust): Promise<Step> {
  if (leaf.index !== 0n) {
    return fault(leaf, 'HISTORY_START_INVALID', 'expected the leaf that opens the log at 0')
  }
  // The key is only known once the payload is read: it is believed if it signed that very payload.
  const claimed = await verifyEnvelope(leaf.envelope, { ...trust, keys: claimedKeys(leaf) })
  if (!claimed.ok || claimed.value.event.type !== 'log.created') {
    return fault(leaf, 'HISTORY_START_INVALID', 'expected log.created, signed by the key that it announces')
  }
  const { event } = claimed.value
  const data = validateEventData(event.type, event.data)
  if (!data.ok) return fault(leaf, 'HISTORY_START_INVALID', data.error.message)
  if (data.value['origin'] !== trust.origin) {
    return fault(leaf, 'HISTORY_START_INVALID', 'opens a log of another origin')
  }
  return ok(claimedKeys(leaf).map((key) => ({ ...key, addedAt: placeOf(leaf, event) })))
}

/** The key that an unverified payload announces for events; none where it is not one. */
function claimedKeys({ envelope, index }: PublicLeaf): readonly KeyRecord[] {
  try {
    const payload = new TextDecoder('utf-8', { fatal: true }).decode(parseBase64(envelope.payload))
    const { data } = JSON.parse(payload) as { readonly data?: { readonly key?: unknown } }
    const key = readKey(data?.key, { index, time: '' })
    return key?.purpose === 'event' ? [key] : []
  } catch {
    // What is no JSON announces nothing, and is refused for that.
    return []
  }
}

async function readNext(leaf: PublicLeaf, keys: readonly KeyRecord[], trust: Trust): Promise<Step> {
  const signed = await verifyEnvelope(leaf.envelope, { ...trust, keys })
  if (!signed.ok) return fault(leaf, 'KEY_EVENT_UNTRUSTED', signed.error.message)
  const { event, key } = signed.value
  const wrong = findKeyFault(key, event.time, placeOfLeaf(leaf))
  if (wrong !== undefined) return fault(leaf, 'KEY_EVENT_UNTRUSTED', wrong.message)
  if (event.type === 'log.created') {
    return fault(leaf, 'HISTORY_START_INVALID', 'the log was opened before')
  }
  if (!event.type.startsWith('key.')) return ok(keys)
  const data = validateEventData(event.type, event.data)
  if (!data.ok) {
    // A kind of change that a later version may know: it cannot be passed over.
    return fault(leaf, 'KEY_EVENT_INVALID', data.error.message)
  }
  if (event.type === 'key.revoked') return readRevoked(leaf, event, keys)
  return await readAdded(leaf, event, { keys, trust })
}

async function readAdded(
  leaf: PublicLeaf,
  event: LedgerEvent,
  { keys, trust }: { readonly keys: readonly KeyRecord[]; readonly trust: Trust },
): Promise<Step> {
  const added = readKey(event.data, placeOf(leaf, event))
  if (added === undefined) {
    return fault(leaf, 'KEY_EVENT_INVALID', 'the key id is not that of the key')
  }
  if (keys.some(({ keyid }) => keyid === added.keyid)) {
    return fault(leaf, 'KEY_EVENT_INVALID', `${added.keyid} is known already`)
  }
  const replaced =
    event.type === 'key.rotated' ? keys.find(({ keyid }) => keyid === event.data['replaces']) : undefined
  if (event.type === 'key.rotated' && !isReplaceable(replaced, added.purpose)) {
    return fault(leaf, 'KEY_EVENT_INVALID', 'replaces no key of this purpose that is in use')
  }
  // Keys for events and logs prove that they are there, and the old one agrees; others are vouched for.
  const isProving = added.purpose === 'event' || (added.purpose === 'log' && replaced !== undefined)
  const needed = isProving ? [added, ...(replaced === undefined ? [] : [replaced])] : []
  for (const key of needed) {
    if (!(await isSignedBy(leaf.envelope, key, trust))) {
      return fault(leaf, 'KEY_EVENT_UNTRUSTED', `not signed by ${key.keyid}`)
    }
  }
  const kept = keys.map((key) => (key === replaced ? { ...key, retiredAt: placeOf(leaf, event) } : key))
  return ok([...kept, added])
}

function readRevoked(leaf: PublicLeaf, event: LedgerEvent, keys: readonly KeyRecord[]): Step {
  const { keyid, purpose, reason, compromisedSince } = event.data
  const found = keys.find((key) => key.keyid === keyid && key.purpose === purpose)
  if (found === undefined) return fault(leaf, 'KEY_EVENT_INVALID', 'revokes no key of this purpose')
  if (found.revoked !== undefined) return fault(leaf, 'KEY_EVENT_INVALID', 'the key was revoked before')
  const revoked = {
    ...placeOf(leaf, event),
    reason: typeof reason === 'string' ? reason : '',
    ...(typeof compromisedSince === 'string' ? { compromisedSince } : {}),
  }
  return ok(keys.map((key) => (key === found ? { ...key, revoked } : key)))
}

function isReplaceable(key: KeyRecord | undefined, purpose: KeyPurpose): key is KeyRecord {
  return key?.purpose === purpose && key.retiredAt === undefined && key.revoked === undefined
}

async function isSignedBy(
  { payload, signatures }: Envelope,
  key: KeyRecord,
  { verify }: Trust,
): Promise<boolean> {
  const message = formatPae(EVENT_PAYLOAD_TYPE, parseBase64(payload) ?? new Uint8Array())
  for (const { sig } of signatures) {
    if (await verify(key, message, parseBase64(sig) ?? new Uint8Array())) return true
  }
  return false
}

/** Undefined unless the id is that of the key. */
function readKey(value: unknown, addedAt: KeyRecord['addedAt']): KeyRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { purpose, algorithm, keyid, spki, notAfter } = value as Readonly<Record<string, unknown>>
  const key = typeof spki === 'string' ? parseBase64(spki) : undefined
  if (key === undefined || typeof spki !== 'string' || keyidOf(key) !== keyid) return undefined
  if (algorithm !== 'ed25519' && algorithm !== 'ecdsa-p256') return undefined
  return {
    keyid,
    purpose: purpose as KeyPurpose,
    algorithm,
    spki,
    addedAt,
    ...(typeof notAfter === 'string' ? { notAfter } : {}),
  }
}

function placeOf(leaf: PublicLeaf, event: LedgerEvent): { readonly index: bigint; readonly time: string } {
  return { index: leaf.index, time: leaf.loggedAt ?? event.time }
}

function placeOfLeaf({ index, loggedAt }: PublicLeaf): {
  readonly index: bigint
  readonly loggedAt?: string
} {
  return loggedAt === undefined ? { index } : { index, loggedAt }
}

function fault(
  { index }: PublicLeaf,
  code: KeyHistoryError['code'],
  message: string,
): Result<never, KeyHistoryError> {
  return err({ code, index, message: `leaf ${index}: ${message}` })
}
