/** The organisation's ledger as plain data and functions: entries, journal, growth, recovery. No input or output. */
export {
  checkLedgerEntry,
  createCommitment,
  type EntryError,
  type Envelope,
  type EnvelopeSignature,
  formatLedgerEntry,
  formatOpening,
  type LedgerEntry,
  MAX_LEDGER_ENTRY_BYTES,
  type OpeningParts,
  parseLedgerEntry,
  SALT_BYTES,
  type VerifiedOpening,
  verifyOpening,
} from './entry.ts'
export { formatLedgerIdentity, type IdentityError, parseLedgerIdentity } from './identity.ts'
export {
  formatJournalHeader,
  formatJournalRecord,
  ID_HASH_BYTES,
  type Journal,
  type JournalEntry,
  type JournalError,
  type JournalHeader,
  parseJournal,
} from './journal.ts'
export { checkNewEntry, type GrowthPlan, hashId, type NewEntry, planGrowth } from './plan.ts'
export { formatPae } from './dsse-pae.ts'
export { type FoundState, planRecovery, type Recovery, type RefusalCode, type TreeState } from './recovery.ts'
export { findEventType, listEventTypes } from './events/types/index.ts'
export type { EventType, Field, FlushClass, Member, Members } from './events/types/fields.ts'
export { validateEventData } from './events/event-data.ts'
export { eventDataSchema } from './events/event-schema.ts'
export { sayEvent } from './events/say.ts'
export type { EventLanguage } from './events/say-words.ts'
export { digestDisclosure, parseDisclosure } from './events/disclosure.ts'
export { findDraftFault } from './events/draft.ts'
export { fitText, personActor } from './events/draft-words.ts'
export type { EventError, EventErrorCode } from './events/errors.ts'
export { formatEvent, parseEvent } from './events/format-event.ts'
export { deriveKeyHistory, type KeyHistoryError, type PublicLeaf } from './events/key-history.ts'
export type { LeafPlace } from './events/key-validity.ts'
export { createPublicEntry, readPublicEvent } from './events/public-event.ts'
export { type RetentionFacts, retentionEnd } from './events/retention.ts'
export { createEvent, type EventSigner, sealDraft, type SealOptions } from './events/seal.ts'
export { formatUlid, isUlid, ULID_RANDOM_BYTES } from './events/ulid.ts'
export {
  type EventProof,
  type EventTrust,
  keyidOf,
  type VerifiedEvent,
  verifyEvent,
  type VerifySignature,
} from './events/verify.ts'
export type {
  ActorKind,
  AgentRun,
  Disclosure,
  EventData,
  EventDraft,
  EventSubject,
  EventValue,
  KeyPurpose,
  KeyRecord,
  LedgerEvent,
  SealedEvent,
} from './events/model.ts'
export { EVENT_PAYLOAD_TYPE } from './events/model.ts'
