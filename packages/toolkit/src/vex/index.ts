/** Decisions about findings, and VEX in all formats. */
export { compatibleJustifications } from './decisions/analysis.ts'
export {
  type AppliedDecision,
  type AppliedDecisions,
  type ApplyView,
  applyDecisions,
  type DecisionConflict,
} from './decisions/apply.ts'
export { basisOf, type DecisionPlace, isExploited } from './decisions/basis.ts'
export { type BulkDecision, decideAll, mostInBulk } from './decisions/bulk.ts'
export {
  type DecideOptions,
  type DecisionMaker,
  decide,
  type RenewOptions,
  renew,
} from './decisions/decide.ts'
export type { DecisionError, DecisionErrorCode, TransitionRefusal } from './decisions/errors.ts'
export { maskEmbargoed } from './decisions/embargo.ts'
export type { StaleFact } from './decisions/facts.ts'
export { formatDecision, parseDecision } from './decisions/file.ts'
export { decisionSchema } from './decisions/file-shape.ts'
export { type DecisionTold, decisionEvents } from './decisions/ledger-events.ts'
export { findExisting, isDecisionId, newDecisionId, packageOf } from './decisions/identity.ts'
export {
  type ConfirmedKind,
  type DecisionPolicy,
  defaultDecisionPolicy,
  isAcceptedRisk,
  needsConfirmation,
  toHouseRules,
} from './decisions/policy.ts'
export {
  type PreviewProduct,
  previewScope,
  type ReuseRow,
  reuseReport,
  type TouchedFinding,
  withScope,
} from './decisions/preview.ts'
export { type DecisionView, type Standing, standingOf } from './decisions/standing.ts'
export { type DecisionState, stateOf } from './decisions/state.ts'
export {
  fixedCandidates,
  type StatementOptions,
  type Statements,
  toStatements,
  type WithheldFinding,
} from './decisions/statements.ts'
export { addEntry, isSamePerson, transitions } from './decisions/transitions.ts'
export type { UnusedDecision, UnusedReason } from './decisions/unused.ts'
export { checkVerdict } from './decisions/verdict.ts'
export {
  applyVex,
  type FindingVex,
  type MatchGrade,
  type StatementMatch,
  type TrustedDocument,
  type VexPosition,
} from './apply/apply-vex.ts'
export { matchPurl, type VersionGrade } from './apply/match-purl.ts'
export {
  type MergedStatement,
  mergeVex,
  type Provenance,
  type VexConflict,
  type VexMerge,
} from './apply/merge.ts'
export { type ForeignStatement, type ImportInput, type ImportPlan, planImport } from './apply/plan-import.ts'
export { sceneOf, type VexScene } from './apply/scene.ts'
export {
  type Loss,
  type LossField,
  type VexError,
  type VexMeta,
  type VexTarget,
  vexTargets,
  type VexWriting,
} from './documents/meta.ts'
export type { VexReading } from './documents/reading.ts'
export { embedVex } from './documents/cyclonedx/embed.ts'
export { readVex } from './documents/read-vex.ts'
export { writeVex } from './documents/write-vex.ts'
export type {
  DecisionBasis,
  DecisionEntry,
  DecisionRecord,
  Verdict,
  VexDocument,
  VexFormat,
  VexProduct,
  VexStatement,
  VexSubject,
  VexTrust,
} from './model.ts'
export { kindSettings, type KindSetting, measuredOn } from './proposals/enabled.ts'
export {
  type AdvisoryFacts,
  type ComponentFacts,
  type Confidence,
  type DistributionClaim,
  type DistributionFacts,
  type Proposal,
  type ProposalEvidence,
  type ProposalFacts,
  type ProposalKind,
  proposalKinds,
} from './proposals/model.ts'
export { propose } from './proposals/propose.ts'
export {
  formatReceivedList,
  parseReceivedList,
  type ReceivedEntry,
  receivedSchema,
} from './received-list.ts'
export { type AtHand, toProposalFacts } from './proposals/facts-at-hand.ts'
