/** Attestations: signed statements about artefacts, made, bundled and verified offline. No input or output; runs in a browser. */
export { type Check, type CheckId, checkIds, type InvalidReason, type StaleReason } from './checks.ts'
export {
  createEnvelope,
  type DsseEnvelope,
  type DsseError,
  type DsseSignature,
  digestOfEnvelope,
  encodePae,
  type EnvelopeKey,
  type EnvelopeQuestion,
  formatEnvelope,
  MAX_ENVELOPE_CHARACTERS,
  parseEnvelope,
  readEnvelope,
  type VerifiedPayload,
  verifyEnvelope,
} from './dsse.ts'
export { findKeyFault, type KeyFault, type SigningTime } from './key-standing.ts'
export {
  type LogClaim,
  type LogEvidence,
  type LogEvidenceError,
  type LogTrust,
  openLogEvidence,
} from './log-evidence.ts'
export { PREDICATE_NAMESPACE } from './namespace.ts'
export {
  isExpectedType,
  kindOfPredicate,
  type PredicateKind,
  predicateKinds,
  predicateTypes,
} from './predicate-types.ts'
export type {
  AssessedRequirement,
  AssessedStatus,
  CraAssessmentPredicate,
} from './predicates/cra-assessment.ts'
export type { DiligenceCheck, DiligenceResult, DueDiligencePredicate } from './predicates/due-diligence.ts'
export type {
  ProvenancePredicate,
  ReferencePredicate,
  SbomPredicate,
  TestResultPredicate,
  VerificationResultPredicate,
} from './predicates/foreign.ts'
export { type FossItem, type FossSecurityPredicate, fossItems } from './predicates/foss-security.ts'
export type { Predicate, PredicateByKind } from './predicates/predicate.ts'
export type { ScanGap, ScanPredicate, ScanResult } from './predicates/scan.ts'
export type { VexPredicate } from './predicates/vex.ts'
export {
  type AttestationSigner,
  createPublicKey,
  type PublicKey,
  type PublicKeyError,
  parsePublicKey,
  type SignatureCheck,
  type SigningAlgorithm,
} from './public-key.ts'
export type { DigestSet, Resource, Subject } from './resource.ts'
export {
  createStatement,
  type NewStatement,
  parseStatement,
  STATEMENT_PAYLOAD_TYPE,
  type Statement,
  type StatementBytes,
  type StatementError,
} from './statement.ts'
export { toTimestampTime, type TrustedTime, type VerifiedTimestamp } from './trusted-time.ts'
export type {
  AttestationQuestion,
  AttestationRevocation,
  AttestationVerdict,
  VerifiedAttestation,
} from './question.ts'
export { verifyAttestation } from './verify.ts'
