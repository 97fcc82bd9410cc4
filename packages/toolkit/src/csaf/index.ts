/** CSAF: reading documents and their product trees. Pure; advisories, VEX and documents stand on it. */
export type {
  Branch,
  ComponentProduct,
  CsafDocument,
  CsafProduct,
  CsafVulnerability,
  Flag,
  NamedProduct,
  Note,
  PathStep,
  ProductId,
  ProductIdentification,
  ProductRefs,
  Publisher,
  Reference,
  Remediation,
  Score,
  StatusGroup,
  Threat,
  Tlp,
  Tracking,
} from './model.ts'
export { branchPath, type ProductVersion, resolveProducts, versionOf } from './products.ts'
export { parseCsaf, toCsafDocument } from './read-document.ts'
export type { CsafTestGroup } from './validate/csaf-test.ts'
export type { CsafVersion } from './validate/csaf-version.ts'
export type { CsafFinding, CsafReport, CsafSkip, CsafValidation } from './validate/report.ts'
export { validateCsaf } from './validate/validate-csaf.ts'
export {
  type CsafDraft,
  type DraftProduct,
  type DraftRemediation,
  writeCsafDraft,
} from './write-document.ts'
