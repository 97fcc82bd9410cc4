/** The field's nouns as plain data: purl, component, advisory, finding. */
export type { AdvisoryClaim, AffectedRange, RangeEvent, SeverityVector } from './advisory.ts'
export type {
  Component,
  Evidence,
  FileReport,
  FileStatus,
  Hash,
  Inventory,
  LockedPackage,
  Origin,
  ParsedFile,
  Relation,
  Scope,
} from './component.ts'
export type {
  Finding,
  FindingsReport,
  Fix,
  Match,
  Severity,
  SeverityLevel,
  SourceStatus,
  UnknownComponent,
  UnknownReason,
} from './finding.ts'
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
