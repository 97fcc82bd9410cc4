/** Advisories: the store's port and formats, OSV records, ecosystems and package keys. Pure; the disk is in adapters/feddb. */
export { BUCKETS, type Place, placeOfId, placeOfPackage } from './bucket.ts'
export { createCoverage } from './coverage.ts'
export { formatClaimRows, parseClaimRows } from './claim-row.ts'
export { isKnownFamily, osvEcosystemsOf, schemeOfEcosystem, splitEcosystem } from './ecosystems.ts'
export {
  type Count,
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
export {
  createManifest,
  formatManifest,
  type Manifest,
  type ManifestError,
  manifestName,
  parseManifest,
} from './manifest.ts'
export { createMemoryStore, type MemorySource, type MemoryStore } from './memory-store.ts'
export { type PackageKey, type PackageLookup, packageKeyOf, packageKeysOf } from './package-key.ts'
export {
  createSegmentWriter,
  type KeyedSegment,
  openSegment,
  type ReadAt,
  type SegmentWriter,
} from './segment.ts'
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
export { findFormat, listFormats, recogniseFormat } from './sources/registry.ts'
export { openStarterSet } from './starter/starter-set.ts'
