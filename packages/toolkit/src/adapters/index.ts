/** Everything that touches disk or network: the only door of this module. */
export {
  isArchive,
  openReceived,
  readPath,
  type ReadPathOptions,
  type ReceivedArchive,
  type ReceivedBytes,
  readReceived,
  unpackReceived,
  type UnpackedArchive,
  type UnpackedFile,
} from './archives/index.ts'
export {
  AttestationFileError,
  type AttestationFileErrorCode,
  addToBundleFile,
  createAttestationKey,
  type NewKeyFile,
  nodeSignatureCheck,
  readAttestationKey,
  readBundleFile,
  sha256OfFile,
} from './attestations/index.ts'
export {
  appendToCase,
  type CaseListing,
  type CaseProblem,
  createCase,
  listCases,
  listPrivateProducts,
  readCase,
} from './cases.ts'
export { CaseStoreError } from './cases-errors.ts'
export { makePrivateFolder, placeDurably, withLock, writePrivately } from './cases-files.ts'
export { type ConfigFileError, readConfigFile } from './config-file.ts'
export { createDecision, type DecisionWriteProblem, readDecisions, updateDecision } from './decision-files.ts'
export {
  type DecisionFolder,
  type DecisionFolders,
  decisionFolders,
  folderOf,
} from './decision-files-places.ts'
export type { DecisionListing, DecisionProblem, StoredDecision } from './decision-files-read.ts'
export { type CsafFetch, type CsafFetchProblem, type CsafFetchReport, fetchCsaf } from './csaf-provider.ts'
export { type Download, type Downloaded, downloadFile, NetworkFailure } from './download.ts'
export {
  type CheckedAnswer,
  checkAnswer,
  ExchangeError,
  type ExchangeErrorCode,
  type ExportForm,
  exportFeddb,
  FeddbError,
  type FeddbErrorCode,
  type FeedReport,
  hasFeddb,
  type ImportOptions,
  type ImportReport,
  importSources,
  moveStatement,
  openFeddb,
  openKeyFile,
  openReviewPolicy,
  type Peer,
  proveBucket,
  type ProvenAnswer,
  type PublishedReport,
  type PublishReport,
  proveAnswer,
  publishFeddb,
  readPeers,
  readReviewPolicy,
  readStatements,
  type ReviewPolicyFile,
  reviewsFolder,
  type SyncReport,
  syncFeddb,
  type VerifyReport,
  verifyFeddb,
  verifyPublished,
  writeReviewPolicy,
  writeStatement,
} from './feddb/index.ts'
export {
  EvidenceFileError,
  type EvidenceFileOptions,
  nodePlatform,
  packEvidence,
  readEvidenceFile,
  verifyEvidenceFile,
} from './evidence-package/index.ts'
export { fetchForge, type ForgeFetched, isForgeFolder } from './forge-fetch.ts'
export { readForgeFolder } from './forge-folder.ts'
export { type ForgeAddress, parseForgeAddress } from './forge-questions.ts'
export { type GitHistory, HistoryFailure, openGitHistory } from './git-history.ts'
export type { HistoryGap } from './git-repository.ts'
export { listPackageClaims, type PackageClaims } from './feddb-packages.ts'
export { openFileTree, readFileTree } from './file-tree.ts'
export { osvArchiveUrl, publicSources } from './public-sources.ts'
export {
  keepReceivedVex,
  type ReceivedVex,
  readReceivedVex,
} from './received-vex.ts'
export {
  type AppendOptions,
  checkLedgerFolder,
  createLedger,
  type LedgerCheck,
  LedgerError,
  type LedgerErrorCode,
  type LedgerFault,
  type LedgerFolders,
  LedgerReader,
  type LedgerWriter,
  type OpenReport,
  openLedger,
  type Publication,
  type RestoreOptions,
  type RestoreReport,
  type Sequenced,
} from './ledger/index.ts'
export { addConclusion, conclusionsPath, readConclusions } from './license-files.ts'
export { askRegistries, type RegistryReport } from './registries/ask-registries.ts'
export { type ClientSettings, readClientSettings } from './registries/client-settings.ts'
export type { RegistryClient } from './registries/registry-client.ts'
export { withInstalledSources } from './installed-sources.ts'
export { installedTexts } from './package-texts.ts'
export { toSourceTree } from './source-tree.ts'
export { diskRepoFiles } from './repo-files.ts'
export { readSbomFile, validateSbomFile } from './sbom-file.ts'
export { readDocumentFile } from './document-text/read-document-file.ts'
export {
  type DocumentTextCode,
  type DocumentTextError,
  readDocumentText,
} from './document-text/read-document-text.ts'
export { readTextFile, type TextFileError } from './text-file.ts'
export {
  type AnswersPlace,
  answersPlace,
  createProfileFile,
  type ProductFileProblem,
  profilePath,
  readAnswersFile,
  readProfileFile,
  saveAnswers,
} from './product-files.ts'
export {
  createPolicyFile,
  type LoadedPolicy,
  loadPolicy,
  loadPolicyCases,
  type PolicyFileProblem,
  policyCasesPath,
  policyPath,
} from './policy-files.ts'
export { type BinaryPaper, writePaperDocx, writePaperPdf } from './papers/write-papers.ts'
export {
  assessmentPath,
  createRecordFile,
  listAssessments,
  readRecordFile,
  type RecordForm,
  type RecordName,
  type RecordPlace,
  recordPath,
  updateRecordFile,
  writeRecordFile,
} from './record-files.ts'
export {
  type CheckedProduct,
  listWatched,
  openPrints,
  type Prints,
  readContent,
  type Recheck,
  type RecheckOutcome,
  recheckProduct,
  type RecheckStore,
  renewState,
  renewWatched,
  type WatchedContent,
  type WatchedProduct,
  WatchError,
  type WatchErrorCode,
  watchFolder,
  watchIdOf,
  watchProduct,
  writeWatched,
} from './watch/index.ts'
export {
  type Announce,
  type Announcement,
  announceIn,
  forget as forgetIntent,
  type Intent,
  type IntentState,
  listIntents,
  stateOf as stateOfIntent,
  sweepAside,
} from './outbox/index.ts'
export {
  checkEvents,
  type CreatedLedger,
  createEventLedger,
  createVerify,
  type ErasureDepth,
  type ErasureOrder,
  type ErasureReport,
  type ErasureTarget,
  type EventCheck,
  type EventKey,
  type EventLedger,
  type EventLedgerOptions,
  type EventPage,
  type EventQuery,
  type EventSource,
  type LedgerHome,
  ledgerHome,
  type NewEventLedger,
  openEventLedger,
  openEventReader,
  type RecordedEvent,
  type Revocation,
  type StoredEvent,
} from './ledger/events/index.ts'
export {
  type LedgerLink,
  ledgerFilePath,
  ledgerLinkSchema,
  readLedgerLink,
  writeLedgerLink,
} from './ledger-file.ts'
export {
  type Alarm,
  type AlarmCode,
  clearWitnessFork,
  createCosigner,
  createWitness,
  draftPeerCheckpoint,
  type MonitoredLeaf,
  type MonitorReport,
  monitorLog,
  openCosignerMemory,
  type OpenOptions,
  readWitnessStatus,
  restoreFromMirror,
  startWitness,
  type WitnessStatus,
} from './ledger/index.ts'
export type { Exchange } from './ledger/witness/exchange.ts'
export {
  type SigstoreAnswer,
  type SigstoreFaultCode,
  type SigstoreFinding,
  type SigstoreQuestion,
  type SigstoreSigner,
  verifySigstoreBundle,
} from './sigstore/index.ts'
export {
  type AnchorDraft,
  type AnchorError,
  type AnchorFiles,
  type AnchorState,
  type CheckpointToStamp,
  listAnchors,
  readAnchorFile,
  readAnchors,
  renewAnchor,
  requestTimestamp,
  type RequestTools,
  type StampedAnswer,
  type StampedNote,
  type TimestampAuthority,
  timestampCheckpoint,
  type Trust as AnchorTrust,
} from './timestamps/index.ts'
export { readLifecycleFile } from './lifecycle-file.ts'
export {
  createModelClient,
  type ModelEndpoint,
  type ModelPost,
  type ModelResponse,
} from './model/openai-client.ts'
