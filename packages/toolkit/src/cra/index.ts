/** CRA: the facts catalogue, evidence signals of a source tree, and where they point among the 22 requirements. */
export { assessEvidence, collectSignals } from './assess.ts'
export { catalogue } from './catalogue/catalogue.ts'
export type { Category } from './catalogue/readers/classes.ts'
export type { ConformityProcedure, ConformityRow } from './catalogue/readers/conformity.ts'
export type { DocumentItem } from './catalogue/readers/documents.ts'
export type { Obligation } from './catalogue/readers/obligations.ts'
export { type ReportingCatalogue, reporting } from './catalogue/reporting.ts'
export type { Catalogue, CatalogueMeta, EvidenceSignal, Requirement, SignalLink } from './catalogue/schema.ts'
export { createTexts, formatMark, formatRef, type Texts, textOf } from './catalogue/texts.ts'
export type { ProductProfile } from './product/profile.ts'
export { factsOfProfile, formatProfile, parseProfile, profileSchema } from './product/profile-file.ts'
export type { FileError } from '../small-files/index.ts'
export type { Answer as QuestionnaireAnswer, Language } from './questionnaire/types.ts'
export { type FactSheet, settleFacts, toFactSheet, toFactsObject } from './questionnaire/answer-facts.ts'
export { type AnswerError, allowsNa, parseAnswerValue, toRawAnswer } from './questionnaire/answer-value.ts'
export {
  type AnswersFile,
  answersSchema,
  formatAnswersFile,
  parseAnswersFile,
  parsePreparedAnswers,
  toEntry,
} from './questionnaire/answers-file.ts'
export { type AnswerDraft, parseAnswer, type Staleness, staleReasons } from './questionnaire/answers.ts'
export { classifierAt } from './questionnaire/classifier.ts'
export { findContradiction } from './questionnaire/contradictions.ts'
export type { Classify, Verdict } from './questionnaire/facts.ts'
export {
  type Complaint,
  currentQuestion,
  type Interview,
  type Outcome,
  startInterview,
  step,
} from './questionnaire/interview.ts'
export { choicesOf, type Command, parseCommand } from './questionnaire/interview-command.ts'
export { signalsOfTerm, termsOf } from './questionnaire/condition.ts'
export { type Known, toLookup } from './questionnaire/lookup.ts'
export { findNaHint } from './questionnaire/na-hints.ts'
export { type Evidence, propose, worstOf } from './questionnaire/propose.ts'
export { questionnaire, questionOf } from './questionnaire/questionnaire.ts'
export type { EnisaItem, Questionnaire, ReadinessLevel } from './questionnaire/schema.ts'
export { type SignalAccess, signalAccess } from './questionnaire/signal-access.ts'
export { currentStanding, type QuestionStanding, refsOf, type Standing } from './questionnaire/standing.ts'
export type { QuestionnaireTexts } from './questionnaire/text-schema.ts'
export { textsOf } from './questionnaire/texts.ts'
export type {
  Action as QuestionnaireAction,
  AnswerValue,
  Contradiction,
  Proposal,
  Question,
  SectionId,
} from './questionnaire/types.ts'
export {
  type Assumption,
  look,
  type Mode,
  type Progress,
  progressOf,
  type Situation,
  type View,
} from './questionnaire/visible.ts'
export type { Classification, Duty, OperatorRole, ProductClass, Scope } from './classify/classification.ts'
export { classify, type ClassifyOptions } from './classify/classify.ts'
export { type FactError, type Facts, parseFacts } from './classify/facts.ts'
export { collectEvidence, type EvidenceSources } from './collect-evidence.ts'
export type { ForgeExport } from './forge.ts'
export { readForgeExport } from './forge-export.ts'
export {
  type Change,
  type History,
  historyBounds,
  type HistoryCommit,
  type HistoryFacts,
  type HistorySource,
  type HistoryTag,
  memoryHistory,
} from './history.ts'
export {
  readCoverage,
  type RemoteEvidence,
  remoteEvidence,
  type RequirementCoverage,
  summariseCoverage,
} from './requirement-coverage/read-coverage.ts'
export { type FileStart, memoryRepoFiles, type RepoFiles, type RepoListing } from './repo-files.ts'
export { keepSaid, recallSaid } from './kept-said.ts'
export { type Renewal, renewFindingSignals } from './renew-signals.ts'
export { findSbomPaths, readSbomDocuments, type SbomDocument } from './sbom-document.ts'
export { reasonOf, statementOf } from './say-words.ts'
export type { FlawFeeds, GivenFacts, GivenPart } from './signal.ts'
export { readVexStatements, type VexReading } from './vex-statements.ts'
export type { WebPage } from './web-page.ts'
export type { CraStatus, EvidencePlace, NotRead, RequirementEvidence, SignalResult } from './status.ts'
export { appendEntry, type NewEntry, openCase, type Refusal, type RefusalCode } from './cases/append.ts'
export {
  caseFilePath,
  caseFolderName,
  formatCase,
  isDrillId,
  nextCaseId,
} from './cases/case-file.ts'
export { type CaseKind, type ClockFacts, dueByStage, dueDates, stageIds, type Track } from './cases/clock.ts'
export type { CaseEntry, CaseFact, CaseFile, CaseSubject, StepName } from './cases/events.ts'
export { type FieldId, fieldIds, isFieldId } from './cases/fields.ts'
export { detailsOfItem } from './cases/content.ts'
export { caseEvents } from './cases/ledger-events.ts'
export { type ChosenRole, toCaseSubject, toRoutingFacts } from './cases/subject.ts'
export { findGround, type Ground, groundsOf } from './cases/grounds.ts'
export { type CaseFileError, isCaseId, isProductId, parseCase } from './cases/parse-case.ts'
export { findRouting, type Routing, type RoutingFacts, type RoutingStep } from './cases/routing.ts'
export { type Action, type CaseStatus, type StageStatus, statusOf } from './cases/status.ts'
export { formatInstant, type Instant, parseInstant, type TimeError } from './cases/time.ts'
export { buildAdvisory } from './cases/advisory.ts'
export { buildDecision, buildUserNotice, logLine } from './cases/notice.ts'
export { buildPackage, type CasePackage, csirtLine } from './cases/package.ts'
export { formatPackage } from './cases/package-text.ts'
export { toState as toCaseState } from './cases/state.ts'
export {
  caseLanguages,
  caseTexts,
  fill as fillText,
  translate as translateCatalogue,
} from './cases/texts/texts.ts'
export type { CaseTexts } from './cases/texts/types.ts'
export { type Assessment, type AssessmentInput, assessProduct } from './assessment/assess-product.ts'
export {
  emptyPlan,
  formatPlanFile,
  parsePlanFile,
  type PlanFile,
  planSchema,
} from './assessment/plan-file.ts'
export { type SaveOptions, toSavedAssessment } from './assessment/save.ts'
export { parseSavedAssessment } from './assessment/saved-file.ts'
export { type AssessmentWord, type AssessmentWords, assessmentWords } from './assessment/words.ts'
export {
  type BenchmarkRecord,
  type BenchmarkReport,
  mergeBenchmarks,
  parseBenchmarkRecord,
  toBenchmarkRecord,
} from './score/benchmark.ts'
export {
  type AssessmentLabel,
  compareAssessments,
  type Comparison,
  type SavedAssessment,
} from './score/compare.ts'
export { effortDays, type PlanItem } from './score/plan.ts'
export type { Cap, Figure, RequirementStatus, Score } from './score/types.ts'
export {
  answerEvents,
  assessmentEvents,
  diligenceEvents,
  profileEvents,
  settingEvents,
} from './records/ledger-events.ts'
export { nameOfField, recordWords, type RecordWord, type RecordWords } from './records/words.ts'
export {
  allRequirements,
  checkRiskAssessment,
  levelsOf,
  requirementsOf,
  type RiskGap,
  riskOf,
} from './risk/check.ts'
export { formatRiskFile, parseRiskFile, riskSchema } from './risk/risk-file.ts'
export { alwaysApplies, startRiskAssessment } from './risk/start.ts'
export { threatText, threats } from './risk/threats.ts'
export type { RiskAssessment, RiskLevel, Step, ThreatRecord } from './risk/types.ts'
export { diligenceSchema, formatDiligenceFile, parseDiligenceFile } from './diligence/diligence-file.ts'
export { collectComponentFacts } from './diligence/facts.ts'
export { joinComponents } from './diligence/of-inventory.ts'
export { joinDiligence } from './diligence/record.ts'
export type {
  ComponentDecision,
  ComponentFacts,
  DiligenceFile,
  DiligenceRecord,
  DiligenceRow,
  UpstreamReport,
} from './diligence/types.ts'
