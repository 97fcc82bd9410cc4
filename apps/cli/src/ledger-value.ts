/** Events of the ledger as JSON values, and as the sentence that people read. */
import type { StoredEvent } from '@occtet/toolkit/adapters'
import { type Disclosure, type KeyRecord, type LedgerEvent, sayEvent } from '@occtet/toolkit/ledger'

export type EventState = StoredEvent['state']

/** One line of the timeline. */
export interface EventRow {
  readonly index: number
  readonly state: EventState
  /** UTC, milliseconds, as the event says; absent where it cannot be read. */
  readonly time?: string
  readonly id?: string
  readonly type?: string
  readonly product?: string
  readonly sentence: string
}

/** All that is kept here of one event. */
export interface EventValue extends EventRow {
  readonly schema: string
  readonly origin: string
  readonly isPublic?: boolean
  /** As it was signed. */
  readonly event?: LedgerEvent
  /** Personal fields that are still there. */
  readonly personal?: Readonly<Record<string, unknown>>
}

/** A key as JSON; `state` is how it stands at this moment. */
export interface KeyValue {
  readonly keyid: string
  readonly purpose: KeyRecord['purpose']
  readonly algorithm: KeyRecord['algorithm']
  readonly spki: string
  readonly state: 'current' | 'retired' | 'revoked'
  readonly addedAt: string
  readonly notAfter?: string
  readonly retiredAt?: string
  readonly revokedAt?: string
  readonly reason?: string
  readonly compromisedSince?: string
}

type Language = 'en' | 'de'

const words = {
  erased: {
    en: 'Content erased on request, its fingerprint remains',
    de: 'Inhalt auf Wunsch gelöscht, sein Fingerabdruck bleibt',
  },
  unreadable: { en: 'Cannot be read here', de: 'Hier nicht lesbar' },
} as const

export function toEventRow(stored: StoredEvent, language: Language): EventRow {
  const index = Number(stored.index)
  if (stored.state === 'erased') {
    const time = new Date(stored.time).toISOString()
    return { index, state: stored.state, time, sentence: words.erased[language] }
  }
  if (stored.state === 'unreadable') {
    return { index, state: stored.state, sentence: `${words.unreadable[language]}: ${stored.reason}` }
  }
  const { event, disclosures, state } = stored
  const { id, type, time, product } = event
  const sentence = sayEvent(event, disclosures, language)
  return { index, state, time, id, type, ...(product === undefined ? {} : { product }), sentence }
}

export function toEventValue(
  stored: StoredEvent,
  { origin, language }: { readonly origin: string; readonly language: Language },
): EventValue {
  const head = { schema: 'urn:occtet:schema:ledger-event:1', origin, ...toEventRow(stored, language) }
  if (stored.state === 'erased' || stored.state === 'unreadable') return head
  const { event, disclosures, isPublic } = stored
  return { ...head, isPublic, event, personal: namesOf(disclosures) }
}

function namesOf(disclosures: readonly Disclosure[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(disclosures.map(({ name, value }) => [name, value]))
}
