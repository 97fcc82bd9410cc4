/** The canonical bytes of an event, and back (RFC 8785). */
import { decodeUtf8, formatCanonicalJson, ok, parseJson, type Result } from '../../base/index.ts'
import { eventError, type EventError } from './errors.ts'
import { findEventFault, MAX_EVENT_BYTES, toEvent } from './event-shape.ts'
import type { EventSubject, LedgerEvent } from './model.ts'

const utf8 = new TextEncoder()

export function formatEvent(event: LedgerEvent): Uint8Array {
  const { actor, data, evidence, id, legal, origin, prev, product, sd, subject, time, type, v } = event
  const { agent, kind, ref } = actor
  // In the order of the canonical form: nothing is left to sort.
  const members = {
    actor: { agent: agent === undefined ? undefined : { ...agent }, kind, ref },
    data,
    evidence: evidence?.map(toJson),
    id,
    legal,
    origin,
    prev,
    product,
    sd,
    subject: subject.map(toJson),
    time,
    type,
    v,
  } satisfies Record<keyof LedgerEvent, unknown>
  return utf8.encode(formatCanonicalJson(members))
}

/** Untrusted. Other bytes than the canonical ones of the same event are refused, never repaired. */
export function parseEvent(payload: Uint8Array): Result<LedgerEvent, EventError> {
  if (payload.length > MAX_EVENT_BYTES) {
    return eventError('EVENT_TOO_LONG', `expected at most ${MAX_EVENT_BYTES} bytes, found ${payload.length}`)
  }
  const text = decodeUtf8(payload)
  const document = text.ok ? parseJson(text.value) : undefined
  if (!text.ok || document?.ok !== true) return eventError('EVENT_MALFORMED', 'expected JSON in UTF-8')
  const fault = findEventFault(document.value.value)
  if (fault !== undefined) return eventError('EVENT_MALFORMED', fault)
  const event = toEvent(document.value.value)
  const canonical = formatEvent(event)
  return canonical.length === payload.length && canonical.every((byte, at) => byte === payload[at])
    ? ok(event)
    : eventError('PAYLOAD_NOT_CANONICAL', 'expected canonical JSON (RFC 8785)')
}

function toJson({ digest, ...rest }: EventSubject): typeof rest & { digest: { sha256: string } } {
  return { ...rest, digest: { ...digest } }
}
