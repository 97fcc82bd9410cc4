/** The field's nouns as plain data: purl, component, advisory, finding. */
export type {
  AdvisoryClaim,
  AffectedRange,
  EventRange,
  NativeRangeClaim,
  RangeEvent,
  SeverityVector,
  VersRangeClaim,
} from './advisory.ts'
export type {
  Component,
  Evidence,
  FileReport,
  FileStatus,
  Hash,
  InstalledPlace,
  Inventory,
  LockedPackage,
  Origin,
  ParsedFile,
  Relation,
  Requirement,
  Scope,
  TreeProduct,
  UnidentifiedComponent,
} from './component.ts'
export type { CvssVersion } from './cvss/metrics.ts'
export { type CvssError, type CvssVector, parseCvssVector } from './cvss/read-vector.ts'
export { type CvssScore, scoreCvss } from './cvss/score.ts'
export { isExploited } from './exploited.ts'
export { isOnlyTested } from './only-tested.ts'
export {
  type Dissent,
  type Exploitation,
  type Finding,
  type FindingsReport,
  type Fix,
  type Match,
  type Priority,
  type PriorityGroup,
  type PriorityReason,
  priorityGroups,
  type Severity,
  type SeverityLevel,
  type SourceStatus,
  type SsvcDecision,
  type SsvcInputs,
  type UnknownComponent,
  type UnknownReason,
} from './finding.ts'
export { bucketOf, type HashId, hashPurl } from './hashid/hash.ts'
export { hashCorePurl } from './hashid/legacy-purl.ts'
export { foldersA, type LocateError, type LocateOptions, locatePurl, type Place } from './hashid/locate.ts'
export { formatVcid, type VcidError, vcidPath } from './hashid/vcid.ts'
export {
  buildPurl,
  corePurl,
  type Purl,
  type PurlError,
  type PurlParts,
  parsePurl,
  splitPurl,
  withVersion,
} from './purl/purl.ts'
export {
  formatLicenseExpression,
  type LicenseExpression,
  type LicenseExpressionEdition,
  type LicenseExpressionError,
  parseLicenseExpression,
} from './license/expression.ts'
export { findLicenseId, isDeprecatedLicenseId } from './license/ids.ts'
export { type PathRole, roleOf } from './path-role.ts'
export {
  type Reachability,
  type ReachabilityCode,
  type ReachabilityPlace,
  type ReachabilityReason,
  type ReachabilityState,
  reachabilityStates,
} from './reachability.ts'
export type {
  EpssSignal,
  KevSignal,
  ReviewSignal,
  Signal,
  SignalCatalogue,
  SignalOrigin,
  SsvcSignal,
} from './signal.ts'
export {
  type AnalysisJustification,
  analysisJustifications,
  type DecisionScope,
  type DecisionStanding,
  decisionScopes,
  type FindingDecision,
  type StaleReason,
  type VexJustification,
  type VexResponse,
  type VexStatus,
  vexJustifications,
  vexResponses,
  vexStatuses,
} from './vex.ts'
