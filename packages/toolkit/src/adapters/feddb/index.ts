/** The FedDB on disk: import, open, verify. */
export { FeddbError, type FeddbErrorCode } from './errors.ts'
export type { FeedReport } from './feed.ts'
export { type ImportOptions, type ImportReport, importSources } from './import.ts'
export { hasFeddb, openFeddb } from './open.ts'
export { type VerifyReport, verifyFeddb } from './verify.ts'
