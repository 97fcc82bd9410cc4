/** One event per change: the outbox between the files of a product and the ledger. */
export type { Announce, Announcement, Intent, IntentState, Prepared, StagedFile } from './model.ts'
export { announceIn, forget, listIntents, stateOf, sweepAside } from './outbox.ts'
