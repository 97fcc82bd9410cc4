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
export { checkNewEntry, type GrowthPlan, type NewEntry, planGrowth } from './plan.ts'
export { type FoundState, planRecovery, type Recovery, type RefusalCode, type TreeState } from './recovery.ts'
export type {
  ActorKind,
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
