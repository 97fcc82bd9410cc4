/** The assistant: answers with the provision beside them from texts that it can name, and proposals that a person judges. */
export type { Answer, Answered, Citation, FoundPassage, Refused, Statement } from './answer.ts'
export { ask, type AskOptions } from './ask.ts'
export { documentEntries, type DocumentEntries, type UserDocument } from './corpus/document.ts'
export { lawCorpus } from './corpus/law.ts'
export { withManual } from './corpus/manual.ts'
export { productEntries, type ProductText } from './corpus/product.ts'
export { profileTexts } from './corpus/profile.ts'
export { questionEntries } from './corpus/questionnaire.ts'
export { passagesFor } from './grounding.ts'
export { answerPromptVersion, toAnswerRequest } from './model/answer-prompt.ts'
export {
  type AnswerEvent,
  answerWithModel,
  type Dropped,
  type ModelReport,
} from './model/answer-with-model.ts'
export {
  type LanguageModel,
  type ModelEnd,
  ModelFailure,
  type ModelFailureCode,
  type ModelMessage,
  type ModelPiece,
  type ModelRequest,
} from './model/port.ts'
export type { Passage, PassageSource, RefusalReason, Tongue } from './passage.ts'
export {
  type AbstainReason,
  type AnswerOption,
  answerOptions,
  type Confidence,
  type Drafted,
  type AnswerRequest,
  type EvidenceText,
  type ImpactRequest,
  type LicenseRequest,
  type NoticeRequest,
  type PolicyRequest,
  type RiskRequest,
  type VexRequest,
  type Proposal,
  type ProposalKind,
  proposalKinds,
  type ProposalRequest,
  type ProposalValue,
  type Proposer,
} from './proposals/model.ts'
export {
  type ModelProposal,
  type ProposalReport,
  proposeWithModel,
  type RejectedBecause,
} from './proposals/model/propose-with-model.ts'
export { type GivenValue, readGivenValue } from './proposals/given-value.ts'
export { proposalPromptVersion, toProposalRequest } from './proposals/model/proposal-prompt.ts'
export { propose, rulesVersion } from './proposals/propose.ts'
export {
  type FindingAtHand,
  type NoticeFacts,
  toImpactRequest,
  toNoticeRequest,
  toVexRequest,
} from './proposals/requests/finding.ts'
export type { Note, RequestFrame } from './proposals/requests/frame.ts'
export type { ImportsAtHand } from './proposals/requests/imports.ts'
export { type LicensesAtHand, toLicenseRequest } from './proposals/requests/license.ts'
export {
  type PolicyAtHand,
  type PolicyFact,
  type PolicyTopic,
  policyTopics,
  type ProfileAtHand,
  toPolicyRequest,
} from './proposals/requests/policy.ts'
export {
  answerOptionsFor,
  type QuestionAtHand,
  signalsForQuestion,
  toQuestionRequest,
} from './proposals/requests/question.ts'
export { type RiskAtHand, toRiskRequest } from './proposals/requests/risk.ts'
export type { SignalAtHand } from './proposals/requests/signals.ts'
export { type ProposalRecord, type ProposalStatistics, toStatistics } from './proposals/statistics.ts'
export {
  applyVerdict,
  type Final,
  toEvents,
  type Verdict,
  type VerdictError,
  type VerdictErrorCode,
  type VerdictEvent,
} from './proposals/verdict.ts'
export { findReferences, parentsOf, parseReference, type Reference } from './reference.ts'
export { type Entry, passageEntry, refusalEntry, type WordedEntry } from './search/entry.ts'
export { type PreparedEntries, prepareEntries } from './search/prepare.ts'
export { createSearchIndex, type Hit, type SearchIndex } from './search/search-index.ts'
export {
  type AssistantSettings,
  assistantSettingsSchema,
  type ModelSettings,
  parseAssistantSettings,
} from './settings.ts'
export { guessTongue } from './words/normalise.ts'
