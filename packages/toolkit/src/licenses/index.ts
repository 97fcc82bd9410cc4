/** Licenses: text recognition, expressions, declared and detected facts, obligations. Pure; never touches a disk. */
export { findListedLicense, type ListedLicense } from './recognition/catalogue.ts'
export type { Difference } from './recognition/differences.ts'
export type { AmbiguousName, Confidence, LicenseMatch, Recognition } from './recognition/match.ts'
export { mostCharacters, recognizeLicense } from './recognition/recognize.ts'
export { normalizeExpression } from './expressions/normalize.ts'
export { type LicenseReading, type ProposalReason, readLicenseText } from './expressions/propose.ts'
export { type Satisfaction, type SatisfactionError, satisfiesLicense } from './expressions/satisfies.ts'
export { isSameExpression, simplifyExpression } from './expressions/simplify.ts'
export { toVersionRange, versionsIn, type VersionRange } from './expressions/versions.ts'
export { detectLicenses } from './facts/detect.ts'
export type { ConcludedLicense, DeclaredLicense, DetectedLicense, LicenseFacts } from './facts/facts.ts'
export {
  type LicenseConflict,
  type ResolvedLicense,
  resolveLicense,
  type UnreadDeclaration,
} from './facts/resolve.ts'
export { createPackageTexts, type PackageText, type PackageTexts } from './package-texts.ts'
export { openStandardTexts } from './recognition/standard-texts.ts'
export type { CompatibilityFact } from './obligations/compatibility.ts'
export {
  compatibilityOf,
  type LicenseObligations,
  type LicenseTerm,
  obligationsIn,
  obligationsOf,
} from './obligations/obligations.ts'
export { type LicenseClass, licenseClasses } from './obligations/table.ts'
export type { TermCode, TermKind } from './obligations/terms.ts'
export {
  buildNotices,
  type NoticeComponent,
  type NoticeGap,
  type NoticeGroup,
  type NoticeMember,
  type Notices,
} from './notices/build.ts'
export { type Conclusion, conclusionsSchema, formatConclusions, parseConclusions } from './conclusions.ts'
