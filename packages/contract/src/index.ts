/** The contract: the shape of everything that OCCTET prints as JSON, by the name of its schema file. */
import * as z from 'zod/mini'
import { failure, locateAnswer, purlAnswer, queryAnswer, sbomValidation, versionAnswer } from './answers.ts'
import { craAssess, craInit } from './assess.ts'
import { assistantAnswer, assistantPreview } from './assistant.ts'
import { attestCreate, attestKey, attestVerify } from './attest.ts'
import { caseFile, caseList, caseNotice, casePackage, caseStatus } from './cases.ts'
import { craStatus, inventory, lifecycle, summary } from './check.ts'
import { craClassification } from './classification.ts'
import { craCoverage } from './coverage.ts'
import { documentsCheck, documentsCreate, documentsList, paper } from './documents.ts'
import { explanation, rawRecords, shownAdvisory } from './explain.ts'
import { dbStatus, exportReport, importReport, publishReport, serving, syncReport } from './feddb.ts'
import { findingsReport } from './findings.ts'
import {
  ledgerAppend,
  ledgerCheckpoint,
  ledgerErase,
  ledgerEvent,
  ledgerEvents,
  ledgerExport,
  ledgerFsck,
  ledgerInit,
  ledgerKey,
  ledgerKeys,
  ledgerMonitor,
  ledgerPackage,
  ledgerPolicy,
  ledgerProof,
  ledgerStamp,
  ledgerTypes,
  ledgerVerify,
  ledgerWitness,
  ledgerWitnessInit,
} from './ledger.ts'
import { licenses } from './licenses.ts'
import { policyExplanation, policyReport, policyTest } from './policy.ts'
import { provenAnswer, verifyReport } from './proofs.ts'
import { proposal, proposalFigures, proposalFile, proposalJudged, proposalList } from './proposals.ts'
import { triageRecheck } from './recheck.ts'
import {
  craBenchmark,
  craBenchmarkGroups,
  craDiligence,
  craDiligenceDecision,
  craDiligenceReport,
  craRisk,
  craRiskStart,
} from './records.ts'
import { releasedStatement, reviewerKey, reviewList, reviewPolicy, signedStatement } from './review.ts'
import { sbomConversion, sbomDiff, sbomEnrich, sbomMerge, sbomScore } from './sbom.ts'
import { serve, serverBackup, serverForgetSecrets, serverRestore } from './server.ts'
import { triageDecide, triageDecisions, triageList, triageShow, triageSuggestions } from './triage.ts'
import { vexImport, vexMerge, vexValidation } from './vex.ts'
import { assessmentFile, craComparison, craPlan, craStanding } from './standing.ts'
import { upgradePlan } from './upgrade-plan.ts'

/** Name of the schema file (without `.json`) to its schema. */
export const schemas = {
  'assistant-answer': assistantAnswer,
  'assistant-preview': assistantPreview,
  'assessment-file': assessmentFile,
  'attest-create': attestCreate,
  'attest-key': attestKey,
  'attest-verify': attestVerify,
  'case-file': caseFile,
  'case-list': caseList,
  'case-notice': caseNotice,
  'case-package': casePackage,
  'case-status': caseStatus,
  'cra-assess': craAssess,
  'cra-benchmark': craBenchmark,
  'cra-benchmark-groups': craBenchmarkGroups,
  'cra-classification': craClassification,
  'cra-comparison': craComparison,
  'cra-coverage': craCoverage,
  'cra-diligence': craDiligence,
  'cra-diligence-decision': craDiligenceDecision,
  'cra-diligence-report': craDiligenceReport,
  'cra-init': craInit,
  'cra-plan': craPlan,
  'cra-risk': craRisk,
  'cra-risk-start': craRiskStart,
  'cra-standing': craStanding,
  'cra-status': craStatus,
  'db-explain': explanation,
  'db-export': exportReport,
  'db-import': importReport,
  'db-proof': provenAnswer,
  'db-publish': publishReport,
  'db-review-key': reviewerKey,
  'db-review-list': reviewList,
  'db-review-release': releasedStatement,
  'db-review-statement': signedStatement,
  'db-review-trust': reviewPolicy,
  'db-serve': serving,
  'db-show': shownAdvisory,
  'db-show-raw': rawRecords,
  'db-status': dbStatus,
  'db-sync': syncReport,
  'db-verify': verifyReport,
  'documents-check': documentsCheck,
  'documents-create': documentsCreate,
  'documents-list': documentsList,
  error: failure,
  findings: findingsReport,
  inventory,
  lifecycle,
  'ledger-append': ledgerAppend,
  'ledger-checkpoint': ledgerCheckpoint,
  'ledger-erase': ledgerErase,
  'ledger-event': ledgerEvent,
  'ledger-events': ledgerEvents,
  'ledger-export': ledgerExport,
  'ledger-fsck': ledgerFsck,
  'ledger-init': ledgerInit,
  'ledger-key': ledgerKey,
  'ledger-keys': ledgerKeys,
  'ledger-monitor': ledgerMonitor,
  'ledger-package': ledgerPackage,
  'ledger-policy': ledgerPolicy,
  'ledger-proof': ledgerProof,
  'ledger-stamp': ledgerStamp,
  'ledger-types': ledgerTypes,
  'ledger-verify': ledgerVerify,
  'ledger-witness': ledgerWitness,
  'ledger-witness-init': ledgerWitnessInit,
  licenses,
  'locate-answer': locateAnswer,
  paper,
  'policy-explain': policyExplanation,
  'policy-report': policyReport,
  'policy-test': policyTest,
  proposal,
  'proposal-figures': proposalFigures,
  'proposal-file': proposalFile,
  'proposal-judged': proposalJudged,
  'proposal-list': proposalList,
  'purl-answer': purlAnswer,
  'query-answer': queryAnswer,
  'sbom-conversion': sbomConversion,
  'sbom-diff': sbomDiff,
  'sbom-enrich': sbomEnrich,
  'sbom-merge': sbomMerge,
  'sbom-score': sbomScore,
  'sbom-validation': sbomValidation,
  serve,
  'server-backup': serverBackup,
  'server-forget-secrets': serverForgetSecrets,
  'server-restore': serverRestore,
  summary,
  'triage-decide': triageDecide,
  'triage-decisions': triageDecisions,
  'triage-list': triageList,
  'triage-recheck': triageRecheck,
  'triage-show': triageShow,
  'triage-suggestions': triageSuggestions,
  'upgrade-plan': upgradePlan,
  'version-answer': versionAnswer,
  'vex-import': vexImport,
  'vex-merge': vexMerge,
  'vex-validation': vexValidation,
} as const

export type SchemaName = keyof typeof schemas

export type Summary = z.infer<typeof summary>

/** JSON Schema 2020-12 of one document, as published in `schemas/NAME.json`. */
export function toJsonSchema(name: SchemaName): object {
  return { $id: `urn:occtet:schema:${name}:1`, title: `OCCTET ${name}`, ...z.toJSONSchema(schemas[name]) }
}
