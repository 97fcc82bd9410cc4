/** Predicate types: which we know, under which names, and when one answers a question for another. */
import { PREDICATE_NAMESPACE } from './namespace.ts'

export const predicateKinds = [
  'sbom-cyclonedx',
  'sbom-spdx',
  'reference',
  'vex',
  'scan',
  'verification-result',
  'cra-assessment',
  'foss-security',
  'due-diligence',
  'test-result',
  'provenance',
] as const

export type PredicateKind = (typeof predicateKinds)[number]

/** The type that we write, by kind. */
export const predicateTypes: Readonly<Record<PredicateKind, string>> = {
  'sbom-cyclonedx': 'https://cyclonedx.org/bom',
  'sbom-spdx': 'https://spdx.dev/Document',
  reference: 'https://in-toto.io/attestation/reference/v0.1',
  vex: 'https://openvex.dev/ns/v0.2.0',
  scan: 'https://in-toto.io/attestation/vulns/v0.2',
  'verification-result': 'https://in-toto.io/attestation/svr/v0.2',
  'cra-assessment': `${PREDICATE_NAMESPACE}cra-assessment/v0.1`,
  'foss-security': `${PREDICATE_NAMESPACE}foss-security/v0.1`,
  'due-diligence': `${PREDICATE_NAMESPACE}due-diligence/v0.1`,
  'test-result': 'https://in-toto.io/attestation/test-result/v0.1',
  provenance: 'https://slsa.dev/provenance/v1',
}

/** Other names that are read as the same: versioned SBOM types, and the two older names in OpenVEX's own text. */
const variants: Partial<Readonly<Record<PredicateKind, RegExp>>> = {
  'sbom-cyclonedx': /^https:\/\/cyclonedx\.org\/bom\/v1\.\d{1,2}$/,
  'sbom-spdx': /^https:\/\/spdx\.dev\/Document\/v[23](\.\d{1,2})?$/,
  vex: /^(https:\/\/openvex\.dev\/ns|text\/vex)$/,
}

export function kindOfPredicate(predicateType: string): PredicateKind | undefined {
  return predicateKinds.find(
    (kind) => predicateTypes[kind] === predicateType || variants[kind]?.test(predicateType) === true,
  )
}

/** Asked by the general name, a versioned one answers; asked by a versioned name, only that one does. */
export function isExpectedType(found: string, expected: string): boolean {
  if (found === expected) return true
  const kind = kindOfPredicate(expected)
  return kind !== undefined && predicateTypes[kind] === expected && variants[kind]?.test(found) === true
}
