/** What the events of a ledger look like to those who ask for them. */
import type { Disclosure, EventDraft, KeyRecord, LedgerEvent, SealedEvent } from '../../../ledger/index.ts'

export interface RecordedEvent {
  readonly id: string
  readonly index: bigint
  /** False when the id was recorded before, with the same content. */
  readonly isNew: boolean
}

/** An event as it is kept here; decrypted and in shape, not verified: `checkEvents` and `verifyEvent` do that. */
export type StoredEvent =
  | {
      /** `actor-erased`: who did it was erased on request; the event itself is whole. */
      readonly state: 'readable' | 'actor-erased'
      readonly index: bigint
      readonly event: LedgerEvent
      /** Those that are still there. */
      readonly disclosures: readonly Disclosure[]
      /** The leaf shows it to everybody. */
      readonly isPublic: boolean
    }
  /** The content was erased; its fingerprint remains in the log. `time`: as the event said, in milliseconds. */
  | { readonly state: 'erased'; readonly index: bigint; readonly time: number }
  /** Should be there and is not: damage, a lost key, or a leaf that this ledger did not write. */
  | { readonly state: 'unreadable'; readonly index: bigint; readonly reason: string }

/** All that are given must hold. An erased event has no type and no product any more. */
export interface EventQuery {
  readonly type?: string | readonly string[]
  readonly product?: string
  /** RFC 3339, as the events say; both included. */
  readonly from?: string
  readonly to?: string
  /** Default: newest first, by place in the log. */
  readonly order?: 'newest' | 'oldest'
  /** Default 50, at most 1,000. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly cursor?: bigint
}

export interface EventPage {
  readonly events: readonly StoredEvent[]
  /** Absent on the last page. */
  readonly next?: bigint
}

/** Reading, with or without the lock. All but `open` and `keys` answer from this machine's files alone, unverified. */
export interface EventSource {
  readonly origin: string
  /** Entries that can be asked for. */
  readonly size: bigint
  readonly events: (query?: EventQuery) => EventPage
  /** Undefined beyond the log's end. */
  readonly event: (index: bigint) => StoredEvent | undefined
  readonly findId: (id: string) => StoredEvent | undefined
  /** Everything that shows one event to others, to be given with a proof of inclusion. Undefined if it was erased or is not there. */
  readonly open: (index: bigint) => SealedEvent | undefined
  /** The keys of the organisation as the log's public leaves tell, verified. Throws LedgerError KEY_INVALID. */
  readonly keys: () => Promise<readonly KeyRecord[]>
}

export type ErasureDepth = 'disclosures' | 'payload' | 'key'

/** `person`: the email address under which somebody was recorded, or the name where there was none. */
export type ErasureTarget =
  | { readonly index: bigint }
  | { readonly person: string }
  | { readonly caseId: string }

export interface ErasureOrder {
  /** Why, without personal data: it stays. */
  readonly reason: string
  /** The last but one two open what Art. 13(13) keeps; then `reference` must name the decision or the provision. */
  readonly legalGround: {
    readonly kind: 'data-subject-request' | 'retention-ended' | 'court-order' | 'legal-obligation' | 'other'
    readonly reference?: string
  }
  /** Who erases; stands in the event `data.erased`. */
  readonly actor: EventDraft['actor']
}

export interface ErasureReport {
  /** Events that lost something. */
  readonly entries: readonly bigint[]
  /** Digests of the disclosures that are gone, base64. */
  readonly disclosures: readonly string[]
  /** Data keys that were destroyed. */
  readonly keys: number
  /** The `data.erased` events; none where nothing was found. */
  readonly recorded: readonly RecordedEvent[]
}
