/** What an event of the ledger is, from draft to sealed (ledger reference, sections 1.2 to 1.4). Data only. */
import type { Envelope } from '../entry.ts'

/** JSON as an event may hold it: whole numbers within ±(2^53−1), strings in NFC, no member twice. */
export type EventValue =
  | string
  | number
  | boolean
  | null
  | readonly EventValue[]
  | { readonly [name: string]: EventValue }

export type EventData = Readonly<Record<string, EventValue>>

/** What an event speaks of (in-toto ResourceDescriptor v1); `sha256` is lower-case hex. */
export interface EventSubject {
  readonly name: string
  readonly uri?: string
  readonly mediaType?: string
  readonly digest: { readonly sha256: string }
}

export type ActorKind = 'user' | 'service' | 'agent'

/** With what an agent worked; both digests are lower-case hex of SHA-256. */
export interface AgentRun {
  /** Name and version of the language model. */
  readonly model: string
  /** Of the model's file, or of the text by which its provider names it. */
  readonly modelSha256: string
  /** Of the whole prompt as it was sent. */
  readonly promptSha256: string
}

/** The signed content. Nothing in it names a person: personal fields are disclosures, here by digest alone. */
export interface LedgerEvent {
  readonly v: 1
  /** ULID; also the key under which a repeated append is harmless. */
  readonly id: string
  readonly type: string
  /** RFC 3339, UTC, exactly milliseconds. When it happened, as the recorder says; the log proves only "not later than". */
  readonly time: string
  /** Origin of the log for which the event was made. */
  readonly origin: string
  /** `ref`: base64 of the SHA-256 of the disclosure that says who. */
  readonly actor: {
    readonly kind: ActorKind
    readonly ref: string
    /** There exactly if the kind is `agent`. */
    readonly agent?: AgentRun
  }
  readonly subject: readonly EventSubject[]
  readonly data: EventData
  /** Id of the product, where the event belongs to one. */
  readonly product?: string
  /** Files that show it. */
  readonly evidence?: readonly EventSubject[]
  /** Ids of the events that this one continues. */
  readonly prev?: readonly string[]
  /** Provisions, such as `CRA:14(2)(a)`. */
  readonly legal?: readonly string[]
  /** Digests of all disclosures, base64, sorted. */
  readonly sd: readonly string[]
}

/** A field that can be erased alone: salt of 16 bytes, name, value. `text` is canonical JSON, byte for byte what was hashed. */
export interface Disclosure {
  readonly name: string
  readonly value: EventValue
  readonly text: string
}

/** What a producer hands in; the ledger adds origin, salts and signature. */
export interface EventDraft {
  /** Chosen by the producer where a retry must not become a second event; else made when it is sealed. */
  readonly id?: string
  readonly type: string
  /** Default: now. */
  readonly time?: string
  readonly actor: {
    readonly kind: ActorKind
    /** Becomes the disclosure `actor`. `name`: of a person, or of a program with its version. */
    readonly who: { readonly name: string; readonly email?: string }
    /** Needed for an agent, refused for others. */
    readonly agent?: AgentRun
  }
  readonly subject?: readonly EventSubject[]
  readonly data: EventData
  readonly product?: string
  readonly evidence?: readonly EventSubject[]
  readonly prev?: readonly string[]
  readonly legal?: readonly string[]
  /** Further personal fields by name; never in `data`. */
  readonly personal?: EventData
  /** Id of an Art. 14 case: payload and disclosures then lie under that case's own data key. */
  readonly caseId?: string
}

/** Everything that opens one leaf. Whoever holds it can show the event to others; without it the leaf says nothing. */
export interface SealedEvent {
  readonly event: LedgerEvent
  /** DSSE; its payload is the canonical JSON of `event`. */
  readonly envelope: Envelope
  /** 32 bytes. */
  readonly salt: Uint8Array
  readonly opening: Uint8Array
  readonly disclosures: readonly Disclosure[]
  /** The bytes that are logged. */
  readonly entry: Uint8Array
}

/** DSSE payload type of an event. */
export const EVENT_PAYLOAD_TYPE = 'application/vnd.occtet.ledger-event.v1+json'

export type KeyPurpose = 'log' | 'event' | 'attestation' | 'witness' | 'tsa'

/**
 * One key of the organisation, as the public leaves of its log tell it (`key.added`, `key.rotated`, `key.revoked`). Times
 * are those of the leaves' checkpoints where known, else those that the events claim.
 */
export interface KeyRecord {
  /** Lower-case hex of the SHA-256 of `spki`. A hint in signatures, never the reason to trust one. */
  readonly keyid: string
  readonly purpose: KeyPurpose
  readonly algorithm: 'ed25519' | 'ecdsa-p256'
  /** DER SubjectPublicKeyInfo, base64. */
  readonly spki: string
  readonly addedAt: { readonly index: bigint; readonly time: string }
  /** RFC 3339. After it nothing that the key signs is accepted. */
  readonly notAfter?: string
  /** No longer used for new signatures; old ones stay valid. */
  readonly retiredAt?: { readonly index: bigint; readonly time: string }
  readonly revoked?: {
    readonly index: bigint
    readonly time: string
    readonly reason: string
    /** From then on nothing that the key signed is believed, unless it was logged or time-stamped before. */
    readonly compromisedSince?: string
  }
}
