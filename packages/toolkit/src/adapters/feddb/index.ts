/** The FedDB on disk: import, open, verify. */
export { FeddbError, type FeddbErrorCode } from './errors.ts'
export type { FeedReport } from './feed-report.ts'
export { type ImportOptions, type ImportReport, importSources } from './import.ts'
export { type ExportForm, exportFeddb } from './export-files.ts'
export { hasFeddb, openFeddb } from './open.ts'
export { proveBucket } from './prove.ts'
export { type VerifyReport, verifyFeddb } from './verify.ts'
export { type CheckedAnswer, checkAnswer, type ProvenAnswer, proveAnswer } from './exchange/answer.ts'
export { ExchangeError, type ExchangeErrorCode } from './exchange/errors.ts'
export { openKeyFile } from './exchange/key-file.ts'
export { type Peer, readPeers } from './exchange/peers.ts'
export { type PublishReport, publishFeddb } from './exchange/publish.ts'
export { type SyncReport, syncFeddb } from './exchange/sync.ts'
export { moveStatement, readStatements, reviewsFolder, writeStatement } from './review-files.ts'
export {
  openReviewPolicy,
  type ReviewPolicyFile,
  readReviewPolicy,
  writeReviewPolicy,
} from './review-policy.ts'
export { type PublishedReport, verifyPublished } from './exchange/verify-published.ts'
