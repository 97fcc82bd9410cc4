/** The HTTP API: every route by its id. Each resource has a file; add its routes here. */
import { accountRoutes } from './accounts.ts'
import { assistantRoutes } from './assistant.ts'
import { assistantModelRoutes } from './assistant-model.ts'
import { caseRoutes } from './cases.ts'
import { dependencyTrackRoutes } from './dependency-track.ts'
import { documentRoutes } from './documents.ts'
import { exchangeRoutes } from './exchange.ts'
import { feddbRoutes } from './feddb.ts'
import { homeRoutes } from './home.ts'
import { inventoryRoutes } from './inventory.ts'
import { jobRoutes } from './jobs.ts'
import { ledgerRoutes } from './ledger.ts'
import { licenseRoutes } from './licenses.ts'
import { noticeRoutes } from './notices.ts'
import { organisationRoutes } from './organisations.ts'
import { openpgpRoutes } from './openpgp.ts'
import { planRoutes } from './plan.ts'
import { policyRoutes } from './policy.ts'
import { productRoutes } from './products.ts'
import { proposalRoutes } from './proposals.ts'
import { publicRoutes } from './public.ts'
import { questionRoutes } from './questions.ts'
import { requirementRoutes } from './requirements.ts'
import { riskRoutes } from './risk.ts'
import { scopeRoutes } from './scope.ts'
import { triageRoutes } from './triage.ts'
import { uploadRoutes } from './uploads.ts'
import { vexRoutes } from './vex.ts'

export {
  commonErrors,
  type CommonError,
  instant,
  pageOf,
  pageQuery,
  problem,
  recorded,
  slug,
} from './common.ts'
export {
  assistantDocument,
  assistantDocuments,
  assistantRoutes,
  mostAssistantDocumentBytes,
  mostAssistantUploadBytes,
} from './assistant.ts'
export { assistantModelRoutes, assistantModelView } from './assistant-model.ts'
export {
  askedAbout,
  assistantQuestion,
  modelDisclosure,
  mostQuestionLetters,
  proposalKind,
  proposalStatistics,
  proposalSubject,
  proposalValue,
  proposalView,
  wordedAnswer,
} from './assistant-shapes.ts'
export { policyTopicFacts, proposalRoutes } from './proposals.ts'
export { exchangeImport, exchangeRoutes } from './exchange.ts'
export { feddbAdvisory, feddbPackage, feddbRoutes, feddbSearch, feddbSources } from './feddb.ts'
export { dependencyTrackRoutes, trackProject } from './dependency-track.ts'
export {
  componentDetail,
  componentRow,
  diffRow,
  findingDiffRow,
  inventoryRoutes,
  inventorySummary,
  packageGraph,
  releaseDiff,
  type SbomDownload,
  sbomDownloads,
  treeNode,
} from './inventory.ts'
export { frameView, homeRoutes, homeView, sourceAge, todoKinds } from './home.ts'
export {
  accountRoutes,
  ownAccountRoutes,
  ownOrganisation,
  sessionRoutes,
  sessionRow,
  sessionView,
  setUpRoutes,
} from './accounts.ts'
export { jobRoutes, jobView } from './jobs.ts'
export { ledgerEntry, ledgerHead, ledgerRoutes, ledgerRow } from './ledger.ts'
export {
  invitationRow,
  memberRow,
  organisationRoutes,
  organisationView,
  peopleRoutes,
  tokenRoutes,
  tokenRow,
} from './organisations.ts'
export { productRoutes, productView, releaseCounts, releaseView } from './products.ts'
export {
  importFile,
  importIssue,
  importReport,
  mostImageBytes,
  mostUploadBytes,
  uploadKinds,
  uploadRoutes,
  uploadView,
} from './uploads.ts'
export { type NoticeKind, noticeKinds, noticeRoutes, noticeSettings } from './notices.ts'
export { openpgpKeys, openpgpRoutes, openpgpStates } from './openpgp.ts'
export {
  csafLacks,
  csafRoles,
  type PublicPart,
  publicParts,
  publicRoutes,
  publicSettings,
  publicWishes,
} from './public.ts'
export { type Permission, permissions, permissionsOf, type Role, roles } from './roles.ts'
export {
  type Access,
  type Answer,
  type AnswerOf,
  type BodyOf,
  defineRoute,
  type Method,
  type ParamsOf,
  type QueryOf,
  type RouteShape,
} from './route.ts'
export { type LicenseDetail, licenseDetail, type LicenseRow, licenseRoutes, licenseRow } from './licenses.ts'
export { policyRoutes, policyView } from './policy.ts'
export {
  decisionView,
  type Evidence,
  evidence,
  findingRef,
  proposal,
  type QueueGroup,
  type QueueRow,
  queue,
  queueGroup,
  queueRow,
  triageFilters,
  triageRoutes,
  verdict,
} from './triage.ts'
export { mostVexBytes, vexRoutes } from './vex.ts'
export { contradiction, finding, givenAnswer, readiness, requirementStatus, subject } from './cra-shapes.ts'
export { assessmentComparison, planIssue, planRoutes, planRow, planView, trendPoint } from './plan.ts'
export {
  questionnaireView,
  questionProposal,
  questionRoutes,
  questionRow,
  questionSection,
  questionView,
} from './questions.ts'
export { requirementRoutes, requirementRow, requirementsView, requirementView } from './requirements.ts'
export { diligenceView, riskRequirement, riskRoutes, riskThreat, riskView } from './risk.ts'
export { scopeLine, scopePreview, scopeQuestion, scopeResult, scopeRoutes, scopeView } from './scope.ts'

export {
  type caseAddition,
  caseRoutes,
  type caseRow,
  type caseView,
  type casePackageView,
  type nearestClock,
} from './cases.ts'
export {
  documentRoutes,
  paperField,
  type paperList,
  type paperPreview,
  type paperVersion,
} from './documents.ts'

/** One table: the server binds a handler to each, the matrix test walks it. */
export const routes = {
  ...accountRoutes,
  ...organisationRoutes,
  ...jobRoutes,
  ...ledgerRoutes,
  ...homeRoutes,
  ...documentRoutes,
  ...caseRoutes,
  ...productRoutes,
  ...uploadRoutes,
  ...inventoryRoutes,
  ...dependencyTrackRoutes,
  ...feddbRoutes,
  ...publicRoutes,
  ...openpgpRoutes,
  ...noticeRoutes,
  ...exchangeRoutes,
  ...triageRoutes,
  ...licenseRoutes,
  ...policyRoutes,
  ...vexRoutes,
  ...scopeRoutes,
  ...questionRoutes,
  ...requirementRoutes,
  ...planRoutes,
  ...riskRoutes,
  ...assistantRoutes,
  ...assistantModelRoutes,
  ...proposalRoutes,
} as const

export type RouteId = keyof typeof routes
