/** Matching: component × advisory → finding, and the answer to "is this purl affected?". */
export { type Assessment, assessPurl, type Store } from './assess.ts'
export type { DisputedVersions } from './disputed.ts'
export { type Explanation, explainPurl, type Statement } from './explain.ts'
export { exploitationOf, hasFreshCatalogue, type SignalStore } from './exploitation.ts'
export { type ClaimGroup, groupClaims } from './groups.ts'
export { compareFindings, findingsSchema, matchInventory, type MatchInput, type MatchStore } from './match.ts'
export { type QueryAnswer, queryPurl } from './query.ts'
export { type AxisState, layOutSources, type SourceAxis } from './source-axis.ts'
export { type ShowAnswer, showAdvisory, type ShownPackage, type ShownView } from './show.ts'
export { type PriorityContext, prioritise } from './priority/prioritise.ts'
export { type SubjectFacts, toSubjectFacts, unknownSubject } from './priority/subject.ts'
export { type PriorityLanguage, sayReasons } from './priority/words.ts'
export { applyPlan } from './remediation/apply.ts'
export type { ClaimsFor } from './remediation/candidates.ts'
export { type CatalogError, parseCatalog } from './remediation/catalog-file.ts'
export type { KnownVersion, VersionCatalog } from './remediation/catalog.ts'
export type {
  Existence,
  Instruction,
  Jump,
  PlanCounts,
  Reason,
  ReasonCode,
  Stay,
  StepKind,
  UpgradePlan,
  UpgradeStep,
} from './remediation/model.ts'
export { type PlanInput, planUpgrades } from './remediation/plan.ts'
export { formatReason, kindWords, type PlanLanguage } from './remediation/reasons.ts'
export { formatTaskList } from './remediation/task-list.ts'
export { compareRuns } from './recheck/compare.ts'
export { printsOfClaims } from './recheck/record-prints.ts'
export type {
  ChangeCode,
  ChangedFinding,
  Comparison,
  GoneCode,
  NewCode,
  RecordPrint,
  Run,
  Told,
} from './recheck/comparison.ts'
