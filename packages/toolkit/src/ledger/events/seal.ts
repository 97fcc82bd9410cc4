/** From what a producer says to what is logged: salts, canonical bytes, signature, commitment (ledger reference, section 1.3). */
import { ok, type Result } from '../../base/index.ts'
import { formatBase64 } from '../../translog/index.ts'
import { formatPae } from '../dsse-pae.ts'
import { createCommitment, type Envelope, formatLedgerEntry, formatOpening, SALT_BYTES } from '../entry.ts'
import { createDisclosure, digestDisclosure, DISCLOSURE_SALT_BYTES } from './disclosure.ts'
import { findDraftFault } from './draft.ts'
import { type EventError, eventError } from './errors.ts'
import { MAX_EVENT_BYTES } from './event-shape.ts'
import { formatEvent } from './format-event.ts'
import {
  type Disclosure,
  EVENT_PAYLOAD_TYPE,
  type EventDraft,
  type LedgerEvent,
  type SealedEvent,
} from './model.ts'
import { createPublicEntry } from './public-event.ts'
import { findEventType } from './types/index.ts'
import { formatUlid, ULID_RANDOM_BYTES } from './ulid.ts'

/** A key that signs events. Secret and trusted: what it signs, the organisation has said. */
export interface EventSigner {
  /** Lower-case hex of the SHA-256 of the public key (DER SubjectPublicKeyInfo). */
  readonly keyid: string
  readonly sign: (message: Uint8Array) => Uint8Array | Promise<Uint8Array>
}

export interface SealOptions {
  readonly origin: string
  /** Milliseconds since 1970. */
  readonly now: number
  /** That many bytes that nobody can guess and that were never given before. */
  readonly random: (bytes: number) => Uint8Array
  /** One is enough; changes of keys are signed by two. */
  readonly signers: readonly EventSigner[]
}

/** Of a type for all to read, `entry` shows the event itself; of others a salted commitment. Rejects only if a signer does. */
export async function createEvent(
  draft: EventDraft,
  options: SealOptions,
): Promise<Result<SealedEvent, EventError>> {
  const fault = findDraftFault(draft)
  return fault === undefined ? await sealDraft(draft, options) : { ok: false, error: fault }
}

/** The same for a draft in which `findDraftFault` found nothing. */
export async function sealDraft(
  draft: EventDraft,
  options: SealOptions,
): Promise<Result<SealedEvent, EventError>> {
  const disclosures = createDisclosures(draft, options.random)
  const event = toEvent(draft, disclosures, options)
  const payload = formatEvent(event)
  if (payload.length > MAX_EVENT_BYTES) {
    return eventError('EVENT_TOO_LONG', `expected at most ${MAX_EVENT_BYTES} bytes, found ${payload.length}`)
  }
  const salt = options.random(SALT_BYTES)
  // Whoever seals many at once has formatted all before the first is signed: threads that sign are woken once.
  await Promise.resolve()
  const envelope = await signEnvelope(payload, options.signers)
  const opening = formatOpening({ payload, payloadType: EVENT_PAYLOAD_TYPE, signatures: envelope.signatures })
  const entry = createEntry(draft.type, { envelope, salt, opening })
  return entry.ok ? ok({ event, envelope, salt, opening, disclosures, entry: entry.value }) : entry
}

function createDisclosures(
  { actor, personal }: EventDraft,
  random: (bytes: number) => Uint8Array,
): readonly Disclosure[] {
  const who = actor.who.email === undefined ? { name: actor.who.name } : { ...actor.who }
  const fields = [['actor', who] as const, ...Object.entries(personal ?? {})]
  return fields.map(([name, value]) => createDisclosure(name, value, random(DISCLOSURE_SALT_BYTES)))
}

function toEvent(draft: EventDraft, disclosures: readonly Disclosure[], options: SealOptions): LedgerEvent {
  const digests = disclosures.map(digestDisclosure)
  const { kind, agent } = draft.actor
  return {
    v: 1,
    id: draft.id ?? formatUlid(options.now, options.random(ULID_RANDOM_BYTES)),
    type: draft.type,
    time: draft.time ?? new Date(options.now).toISOString(),
    origin: options.origin,
    actor: { kind, ref: digests[0] ?? '', ...(agent === undefined ? {} : { agent }) },
    subject: draft.subject ?? [],
    data: draft.data,
    ...optionalParts(draft),
    sd: [...digests].sort(),
  }
}

function optionalParts(
  draft: EventDraft,
): Partial<Pick<LedgerEvent, 'product' | 'evidence' | 'prev' | 'legal'>> {
  const { product, evidence, prev } = draft
  const legal = draft.legal ?? findEventType(draft.type)?.legal ?? []
  return {
    ...(product === undefined ? {} : { product }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(prev === undefined ? {} : { prev }),
    ...(legal.length === 0 ? {} : { legal }),
  }
}

async function signEnvelope(payload: Uint8Array, signers: readonly EventSigner[]): Promise<Envelope> {
  const message = formatPae(EVENT_PAYLOAD_TYPE, payload)
  const signatures = await Promise.all(
    signers.map(async ({ keyid, sign }) => ({ keyid, sig: formatBase64(await sign(message)) })),
  )
  return { payload: formatBase64(payload), payloadType: EVENT_PAYLOAD_TYPE, signatures }
}

function createEntry(
  type: string,
  { envelope, salt, opening }: Pick<SealedEvent, 'envelope' | 'salt' | 'opening'>,
): Result<Uint8Array, EventError> {
  if (findEventType(type)?.isPublic === true) return createPublicEntry(envelope)
  const commitment = createCommitment(salt, opening)
  return commitment.ok ? formatLedgerEntry({ kind: 'event', commitment: commitment.value }) : commitment
}
