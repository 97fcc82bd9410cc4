/** Advisories: the store's port and formats, OSV records, ecosystems and package keys. Pure; the disk is in adapters/feddb. */
export { BUCKETS, type Place, placeOfId, placeOfPackage } from './bucket.ts'
export {
  type AnswerProof,
  type AnswerProofError,
  type AnswerQuestion,
  placeOfKey,
  type VerifiedAnswer,
  verifyAnswer,
} from './answer-proof.ts'
export { digestOfBucket, mergeBucket, proveBucketInclusion, rootOfBuckets, toBlock } from './bucket-digest.ts'
export { createCoverage } from './coverage.ts'
export { formatClaimRows, parseClaimRows } from './claim-row.ts'
export { isKnownFamily, osvEcosystemsOf, schemeOfEcosystem, splitEcosystem } from './ecosystems.ts'
export {
  type Count,
  countsOf,
  type Layer,
  type LayerCounts,
  type LayerPart,
  layerKey,
  READER_REVISION,
  SEGMENT_KINDS,
  type SegmentKind,
  type SegmentRef,
  segmentsOf,
  sourceLabel,
  toLayerFacts,
} from './layer.ts'
export { type AboutcodeOptions, exportAboutcode } from './export/aboutcode.ts'
export { type ClaimPurl, toClaimPurl } from './export/claim-purl.ts'
export type { ExportFile, ExportIssue, ExportReport, ExportScope, Loss } from './export/export-report.ts'
export { createExportSource, type ExportSource, readWhole, type WholeRecord } from './export/export-source.ts'
export { exportOsv } from './export/osv.ts'
export { type OsvRecord, toOsvRecord } from './export/osv-record.ts'
export {
  createManifest,
  formatManifest,
  type Manifest,
  type ManifestError,
  manifestName,
  parseManifest,
  rootLeaf,
  rootLeaves,
} from './manifest.ts'
export { createMemoryStore, type MemorySource, type MemoryStore } from './memory-store.ts'
export { type AliasAnswer, type AliasGroup, type AliasMember, findAliasGroups } from './merge/alias-group.ts'
export { compareAuthority, tierOf, tiersOf } from './merge/authority.ts'
export type { Disagreement } from './merge/disagreements.ts'
export { groupBy } from './merge/group-by.ts'
export { nameGroup } from './merge/group-name.ts'
export { type GuardCode, joinByAlias, type JoinTodo } from './merge/join-aliases.ts'
export type { AffectedPackage, AffectedStatement } from './merge/merge-affected.ts'
export type { Rating, Reference, Sourced, Status } from './merge/merge-fields.ts'
export { type MergedView, mergeRecords } from './merge/merge-records.ts'
export { type MergePolicy, mergePolicy, type Rule } from './merge/policy.ts'
export type { Tier } from './merge/publishers.ts'
export type { Origin } from './merge/ranked.ts'
export {
  type PackageKey,
  type PackageLookup,
  packageKeyOf,
  packageKeysOf,
  sourceOf,
  type SourcePackage,
} from './package-key.ts'
export { contentOfFrames, formatFrame, parseFrames, type RecordFrame } from './record-frame.ts'
export { openSegment, type ReadAt } from './segment.ts'
export type { BucketEntries, KeyedSegment } from './segment-format.ts'
export { type Aside, createSegmentWriter, type SegmentWriter } from './segment-writer.ts'
export {
  createFinder,
  type FindStatements,
  type Judged,
  type ReviewPolicy,
  withCurations,
} from './review/curation.ts'
export {
  type ClaimSubject,
  formatStatement,
  parseStatement,
  type Statement,
  type StatementError,
  statementId,
} from './review/statement.ts'
export { readAgain } from './read-again.ts'
export { selectClaims } from './select-claims.ts'
export {
  formatSnapshotEntry,
  parseSnapshotEntry,
  type SnapshotEntry,
  type SnapshotEntryError,
} from './snapshot-entry.ts'
export { compareSignals, formatSignalRow, parseSignalRows } from './signal-row.ts'
export type {
  DropReason,
  ReadContext,
  RecordFacts,
  Sample,
  SourceFile,
  SourceFormat,
  SourceRecord,
} from './source-format.ts'
export { type SourceFacts, sourceFacts } from './source-profiles.ts'
export { type LayerFacts, newestAsOf, toSourceStatuses } from './source-status.ts'
export {
  type AdvisoryStore,
  type Clock,
  compareRecords,
  DEFAULT_MAX_AGE_DAYS,
  type StoredRecord,
} from './store.ts'
export { ALL_REVIEWS } from './sources/review.ts'
export { findFormat, listFormats, recogniseFormat } from './sources/registry.ts'
export { openStarterSet } from './starter/starter-set.ts'
export { findStranger, listStrangers, type Stranger } from './strangers.ts'
export {
  cutRows,
  findOrigin,
  findValue,
  formatPatch,
  joinRows,
  mergeRows,
  originOfRow,
  type StoredRow,
} from './value-rows.ts'
