/** Documents made from results: the report page, the terminal summary, SARIF, and the papers of the CRA. */
export type { ReportInput } from './input.ts'
export { type NoticeOptions, writeNotices } from './notices/write-notices.ts'
export { buildPaper } from './papers/build.ts'
export {
  checkPaper,
  type MissingPart,
  type PaperCheck,
  type ReleaseError,
  releasePaper,
} from './papers/gate.ts'
export type {
  ClassificationView,
  DiligenceView,
  DueDiligenceEntry,
  FindingsSummary,
  InventorySummary,
  PaperInput,
  RiskView,
} from './papers/input.ts'
export { type PaperFacts, toPaperInput } from './papers/gather.ts'
export { type GapTarget, gapTargets } from './papers/gap-targets.ts'
export { paperEvents, type WrittenPaper } from './papers/ledger-events.ts'
export type { PaperKind, PaperRefusal } from './papers/kinds/kind.ts'
export { findPaperKind, paperKinds } from './papers/kinds/registry.ts'
export {
  type Block,
  type CheckItem,
  type CheckState,
  isGap,
  type Paper,
  type Statement,
} from './papers/model.ts'
export { isPaperLanguage, type PaperLanguage, paperLanguages } from './papers/texts/texts.ts'
export { toDiligenceView } from './papers/diligence-view.ts'
export { toRiskView } from './papers/risk-view.ts'
export { toClassificationView, toFindingsSummary, toInventorySummary } from './papers/views.ts'
export {
  basisLines,
  cleanText,
  footLine,
  formatArticle,
  formatBasis,
  foundLines,
  headRows,
  isDraft,
  missingRows,
  type PaperWords,
  stateLines,
  toLink,
  wordsOf,
} from './papers/words.ts'
export { writePaperHtml } from './papers/write-html.ts'
export { writePaperJson } from './papers/write-json.ts'
export { writePaperMarkdown } from './papers/write-markdown.ts'
export { openResults, type PolicyOutputInput } from './policy/input.ts'
export { writePolicyJunit } from './policy/write-junit.ts'
export { writePolicyMarkdown } from './policy/write-markdown.ts'
export { writePolicySarif } from './policy/write-sarif.ts'
export { type FormatLimit, limitsOf } from './report/format-limits.ts'
export { renderReport } from './report/render.ts'
export { formatSarif, type SarifInput } from './sarif.ts'
export { formatSummary, type SummaryOptions } from './summary/format-summary.ts'
