/** Evidence packages: laid out, opened, verified, and said in words. No input or output; runs in a browser. */
export { buildEvidencePackage } from './build.ts'
export { MAX_LEAVES, packageLimits, parsePath, paths, type Place } from './layout.ts'
export { type Manifest, type ManifestFile, parseManifest } from './manifest.ts'
export type {
  Anchor,
  AttestationResult,
  BuildError,
  Check,
  CheckId,
  CheckpointPart,
  DocumentResult,
  EvidenceParts,
  InvalidReason,
  Limit,
  LimitCode,
  LogResult,
  Outcome,
  PackageFiles,
  PackageResult,
  RecordContent,
  RecordPart,
  RecordResult,
  RecordState,
  StaleReason,
  TimeBound,
  UnknownReason,
  Verdict,
  WitnessResult,
} from './model.ts'
export {
  formatClosedFile,
  formatEventFile,
  parseRecordFile,
  type RecordFile,
  type RecordFileError,
} from './record-file.ts'
export { emptyPageData, readPageData } from './page-data.ts'
export { bringDocuments, collectFingerprints, findDocument, type Fingerprints } from './verify/documents.ts'
export { fingerprintOf } from './verify/log.ts'
export { type Platform, STALE_AFTER_DAYS, type VerifyOptions } from './verify/options.ts'
export { refusePackage, verifyEvidencePackage } from './verify/verify.ts'
export {
  type SaidCheck,
  type SaidVerdict,
  sayCheck,
  sayLimit,
  sayTime,
  sayVerdict,
  type Tone,
  words,
} from './words/say.ts'
export type { Language, Words } from './words/words.ts'
export { readPackageZip, type ZipError } from './zip/read-zip.ts'
