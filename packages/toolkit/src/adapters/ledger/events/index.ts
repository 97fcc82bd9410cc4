/** Events of the ledger on this machine: record, read, erase, check. */
export { checkEvents, type EventCheck } from './check-events.ts'
export {
  createEventLedger,
  type CreatedLedger,
  type NewEventLedger,
  openEventLedger,
} from './create-event-ledger.ts'
export { createVerify, type EventKey } from './event-key.ts'
export type { EventLedger, EventLedgerOptions } from './event-ledger.ts'
export { openEventReader } from './event-reader.ts'
export type { Revocation } from './key-changes.ts'
export { type LedgerHome, ledgerHome } from './ledger-home.ts'
export type {
  ErasureDepth,
  ErasureOrder,
  ErasureReport,
  ErasureTarget,
  EventPage,
  EventQuery,
  EventSource,
  RecordedEvent,
  StoredEvent,
} from './model.ts'
