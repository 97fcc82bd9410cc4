/** Attestations: signed statements about artefacts, made, bundled and verified offline. No input or output; runs in a browser. */
export {
  type AssessmentError,
  type AssessmentInput,
  essentialRequirements,
  formatRequirement,
  fromAssessment,
  type RequirementWord,
} from './build/from-assessment.ts'
export {
  type CheckFacts,
  type CheckInput,
  fromCheck,
  type ResultProperty,
  resultProperties,
} from './build/from-check.ts'
export { type DiligenceInput, fromDiligence } from './build/from-diligence.ts'
export { type DocumentFile, type DocumentInput, fromDocument, mediaTypes } from './build/from-document.ts'
export { type FindingsError, type FindingsInput, fromFindings } from './build/from-findings.ts'
export { type FossProjectError, type FossProjectInput, fromFossProject } from './build/from-foss-project.ts'
export { fromOpenVex, type OpenVexError } from './build/from-openvex.ts'
export { fromSbom, INLINE_SBOM_BYTES, type SbomError, type SbomInput } from './build/from-sbom.ts'
export {
  BUNDLE_SUFFIX,
  type BundleError,
  type BundleLine,
  type BundleLineError,
  formatBundle,
  parseBundle,
} from './bundle.ts'
export { type Check, type CheckId, checkIds, type InvalidReason, type StaleReason } from './checks.ts'
export {
  type CredentialError,
  type CredentialQuestion,
  type NewCredential,
  signCredential,
  type VerifiedCredential,
  verifyCredential,
} from './credentials/data-integrity.ts'
export {
  type DidDocument,
  type DidError,
  didWebAddress,
  formatDidDocument,
  parseDidDocument,
  type VerificationMethod,
} from './credentials/did-document.ts'
export { formatMultikey, parseMultikey } from './credentials/multikey.ts'
export { type CycloneDxInput, toCycloneDxAttestations } from './cyclonedx-attestations.ts'
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
export { type IssueError, issueAttestation } from './issue.ts'
export {
  draftAttestationIssued,
  draftAttestationRevoked,
  draftKeyAdded,
  draftKeyRevoked,
  draftKeyRotated,
  type EventActor,
  type IssuedAttestation,
  type KeyEventError,
  type KeyRevocation,
  type NewKey,
  type RevocationReason,
} from './key-events.ts'
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
export {
  createConsistencyReceipt,
  createInclusionReceipt,
  type KnownTree,
  parseReceipt,
  type Receipt,
  type ReceiptError,
  type ReceiptProof,
  type ReceiptTrust,
  type ReceiptWriter,
  thumbprintOf,
  type VerifiedConsistencyReceipt,
  type VerifiedInclusionReceipt,
  verifyConsistencyReceipt,
  verifyInclusionReceipt,
} from './receipts/index.ts'
export type { DigestSet, Resource, Subject } from './resource.ts'
export { type AttestationLanguage, type SaidCheck, sayCheck, sayVerdict } from './say.ts'
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
