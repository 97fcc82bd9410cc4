/** All predicates that we read: one kind, one shape, one list of faults. */
import type { PredicateKind } from '../predicate-types.ts'
import type { ShapeFault } from '../shapes.ts'
import { type CraAssessmentPredicate, findCraAssessmentFaults } from './cra-assessment.ts'
import { type DueDiligencePredicate, findDueDiligenceFaults } from './due-diligence.ts'
import {
  findCycloneDxFaults,
  findProvenanceFaults,
  findReferenceFaults,
  findSpdxFaults,
  findTestResultFaults,
  findVerificationResultFaults,
  type ProvenancePredicate,
  type ReferencePredicate,
  type SbomPredicate,
  type TestResultPredicate,
  type VerificationResultPredicate,
} from './foreign.ts'
import { type FossSecurityPredicate, findFossSecurityFaults } from './foss-security.ts'
import { findScanFaults, type ScanPredicate } from './scan.ts'
import { findVexFaults, type VexPredicate } from './vex.ts'

/** What each kind holds once it was read without fault. */
export interface PredicateByKind {
  readonly 'sbom-cyclonedx': SbomPredicate
  readonly 'sbom-spdx': SbomPredicate
  readonly reference: ReferencePredicate
  readonly vex: VexPredicate
  readonly scan: ScanPredicate
  readonly 'verification-result': VerificationResultPredicate
  readonly 'cra-assessment': CraAssessmentPredicate
  readonly 'foss-security': FossSecurityPredicate
  readonly 'due-diligence': DueDiligencePredicate
  readonly 'test-result': TestResultPredicate
  readonly provenance: ProvenancePredicate
}

/** A predicate together with its kind: `switch` on `kind` to read `content`. */
export type Predicate = {
  readonly [K in PredicateKind]: { readonly kind: K; readonly content: PredicateByKind[K] }
}[PredicateKind]

const finders: Readonly<
  Record<PredicateKind, (value: unknown, predicateType: string) => readonly ShapeFault[]>
> = {
  'sbom-cyclonedx': findCycloneDxFaults,
  'sbom-spdx': findSpdxFaults,
  reference: findReferenceFaults,
  vex: findVexFaults,
  scan: findScanFaults,
  'verification-result': findVerificationResultFaults,
  'cra-assessment': findCraAssessmentFaults,
  'foss-security': findFossSecurityFaults,
  'due-diligence': findDueDiligenceFaults,
  'test-result': findTestResultFaults,
  provenance: findProvenanceFaults,
}

/** Empty: `value` is what `PredicateByKind` says. */
export function findPredicateFaults(
  kind: PredicateKind,
  value: unknown,
  predicateType: string,
): readonly ShapeFault[] {
  return finders[kind](value, predicateType)
}
