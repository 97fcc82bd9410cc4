/** Whether a repeated draft says what was recorded under its id. */
import { formatCanonicalJson, type Json } from '../../../base/index.ts'
import { type EventDraft, findEventType, type SealedEvent } from '../../../ledger/index.ts'

/** The time counts only where the draft names one; personal fields that were erased since count as equal. */
export function isSameEvent(draft: EventDraft, { event, disclosures }: SealedEvent): boolean {
  const legal = draft.legal ?? findEventType(draft.type)?.legal ?? []
  const said = {
    type: draft.type,
    time: draft.time ?? event.time,
    kind: draft.actor.kind,
    agent: draft.actor.agent,
    subject: draft.subject ?? [],
    data: draft.data,
    product: draft.product,
    evidence: draft.evidence,
    prev: draft.prev,
    legal: legal.length === 0 ? undefined : legal,
  }
  const kept = {
    type: event.type,
    time: event.time,
    kind: event.actor.kind,
    agent: event.actor.agent,
    subject: event.subject,
    data: event.data,
    product: event.product,
    evidence: event.evidence,
    prev: event.prev,
    legal: event.legal,
  }
  if (toText(said) !== toText(kept)) return false
  const personal: Readonly<Record<string, unknown>> = { ...draft.personal, actor: draft.actor.who }
  const isFieldSame = disclosures.every(
    ({ name, value }) => Object.hasOwn(personal, name) && toText(personal[name]) === toText(value),
  )
  return isFieldSame && Object.keys(personal).length === event.sd.length
}

function toText(value: unknown): string {
  // Both sides were checked to be JSON when they were drafted.
  return formatCanonicalJson(JSON.parse(JSON.stringify(value)) as Json)
}
