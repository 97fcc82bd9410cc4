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
export {
  type CsafDraft,
  type DraftProduct,
  type DraftRemediation,
  writeCsafDraft,
} from './write-document.ts'
