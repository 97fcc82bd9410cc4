/** Vocabularies of SPDX 3.0.1 and how they meet the words of the document model. These tables are data. */
import type { BomKind } from '../document/element.ts'

export const contextUrl = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld'

/** Core/RelationshipType. */
export const relationshipTypes: ReadonlySet<string> = new Set([
  'affects',
  'amendedBy',
  'ancestorOf',
  'availableFrom',
  'configures',
  'contains',
  'coordinatedBy',
  'copiedTo',
  'delegatedTo',
  'dependsOn',
  'descendantOf',
  'describes',
  'doesNotAffect',
  'expandsTo',
  'exploitCreatedBy',
  'fixedBy',
  'fixedIn',
  'foundBy',
  'generates',
  'hasAddedFile',
  'hasAssessmentFor',
  'hasAssociatedVulnerability',
  'hasConcludedLicense',
  'hasDataFile',
  'hasDeclaredLicense',
  'hasDeletedFile',
  'hasDependencyManifest',
  'hasDistributionArtifact',
  'hasDocumentation',
  'hasDynamicLink',
  'hasEvidence',
  'hasExample',
  'hasHost',
  'hasInput',
  'hasMetadata',
  'hasOptionalComponent',
  'hasOptionalDependency',
  'hasOutput',
  'hasPrerequisite',
  'hasProvidedDependency',
  'hasRequirement',
  'hasSpecification',
  'hasStaticLink',
  'hasTest',
  'hasTestCase',
  'hasVariant',
  'invokedBy',
  'modifiedBy',
  'other',
  'packagedBy',
  'patchedBy',
  'publishedBy',
  'reportedBy',
  'republishedBy',
  'serializedInArtifact',
  'testedOn',
  'trainedOn',
  'underInvestigationFor',
  'usesTool',
])

/** A word of ours, and the word of the vocabulary. */
export interface WordTable {
  readonly toOwn: (word: string) => string
  /** Undefined where SPDX 3 has no word for it. */
  readonly toSpdx: (own: string) => string | undefined
}

function toTable(rows: readonly (readonly [own: string, spdx: string])[]): WordTable {
  const own = new Map(rows.map(([left, right]) => [right, left]))
  const spdx = new Map(rows)
  return { toOwn: (word) => own.get(word) ?? word, toSpdx: (word) => spdx.get(word) }
}

/** Core/HashAlgorithm. */
export const hashNames = toTable([
  ['MD2', 'md2'],
  ['MD4', 'md4'],
  ['MD5', 'md5'],
  ['MD6', 'md6'],
  ['SHA-1', 'sha1'],
  ['SHA-224', 'sha224'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
  ['SHA3-224', 'sha3_224'],
  ['SHA3-256', 'sha3_256'],
  ['SHA3-384', 'sha3_384'],
  ['SHA3-512', 'sha3_512'],
  ['BLAKE2b-256', 'blake2b256'],
  ['BLAKE2b-384', 'blake2b384'],
  ['BLAKE2b-512', 'blake2b512'],
  ['BLAKE3', 'blake3'],
  ['ADLER32', 'adler32'],
  ['crystalsDilithium', 'crystalsDilithium'],
  ['crystalsKyber', 'crystalsKyber'],
  ['falcon', 'falcon'],
  ['other', 'other'],
])

/** Core/ExternalRefType; ours are the words of CycloneDX and, for package managers and fixes, of SPDX 2. */
export const referenceTypes = toTable([
  ['altDownloadLocation', 'altDownloadLocation'],
  ['website', 'altWebPage'],
  ['distribution', 'binaryArtifact'],
  ['bower', 'bower'],
  ['build-meta', 'buildMeta'],
  ['build-system', 'buildSystem'],
  ['certification-report', 'certificationReport'],
  ['chat', 'chat'],
  ['component-analysis-report', 'componentAnalysisReport'],
  ['cwe', 'cwe'],
  ['documentation', 'documentation'],
  ['dynamic-analysis-report', 'dynamicAnalysisReport'],
  ['eolNotice', 'eolNotice'],
  ['exportControlAssessment', 'exportControlAssessment'],
  ['funding', 'funding'],
  ['issue-tracker', 'issueTracker'],
  ['license', 'license'],
  ['mailing-list', 'mailingList'],
  ['maven-central', 'mavenCentral'],
  ['quality-metrics', 'metrics'],
  ['npm', 'npm'],
  ['nuget', 'nuget'],
  ['other', 'other'],
  ['privacyAssessment', 'privacyAssessment'],
  ['productMetadata', 'productMetadata'],
  ['purchaseOrder', 'purchaseOrder'],
  ['qualityAssessmentReport', 'qualityAssessmentReport'],
  ['releaseHistory', 'releaseHistory'],
  ['release-notes', 'releaseNotes'],
  ['risk-assessment', 'riskAssessment'],
  ['runtime-analysis-report', 'runtimeAnalysisReport'],
  ['attestation', 'secureSoftwareAttestation'],
  ['adversary-model', 'securityAdversaryModel'],
  ['advisories', 'securityAdvisory'],
  ['fix', 'securityFix'],
  ['security-other', 'securityOther'],
  ['pentest-report', 'securityPenTestReport'],
  ['securityPolicy', 'securityPolicy'],
  ['threat-model', 'securityThreatModel'],
  ['social', 'socialMedia'],
  ['source-distribution', 'sourceArtifact'],
  ['static-analysis-report', 'staticAnalysisReport'],
  ['support', 'support'],
  ['vcs', 'vcs'],
  ['vulnerability-assertion', 'vulnerabilityDisclosureReport'],
  ['exploitability-statement', 'vulnerabilityExploitabilityAssessment'],
])

function toKindTable(rows: readonly (readonly [BomKind, string])[]): {
  readonly toOwn: (word: string) => BomKind | undefined
  readonly toSpdx: (own: BomKind) => string | undefined
} {
  const own = new Map(rows.map(([left, right]) => [right, left]))
  const spdx = new Map(rows)
  return { toOwn: (word) => own.get(word), toSpdx: (word) => spdx.get(word) }
}

/** Software/SoftwarePurpose and the kinds of elements. */
export const purposes = toKindTable([
  ['application', 'application'],
  ['archive', 'archive'],
  ['bom', 'bom'],
  ['configuration', 'configuration'],
  ['container', 'container'],
  ['data', 'data'],
  ['device', 'device'],
  ['device-driver', 'deviceDriver'],
  ['disk-image', 'diskImage'],
  ['documentation', 'documentation'],
  ['evidence', 'evidence'],
  ['executable', 'executable'],
  ['file', 'file'],
  ['filesystem-image', 'filesystemImage'],
  ['firmware', 'firmware'],
  ['framework', 'framework'],
  ['install', 'install'],
  ['library', 'library'],
  ['manifest', 'manifest'],
  ['machine-learning-model', 'model'],
  ['module', 'module'],
  ['operating-system', 'operatingSystem'],
  ['other', 'other'],
  ['patch', 'patch'],
  ['platform', 'platform'],
  ['requirement', 'requirement'],
  ['source', 'source'],
  ['specification', 'specification'],
  ['test', 'test'],
])

/** Software/SbomType. */
export const sbomTypes: ReadonlySet<string> = new Set([
  'analyzed',
  'build',
  'deployed',
  'design',
  'runtime',
  'source',
])

/** Purposes of files: the file types of SPDX 2, where the word is the same. */
export const fileTypes = toTable([
  ['APPLICATION', 'application'],
  ['ARCHIVE', 'archive'],
  ['DOCUMENTATION', 'documentation'],
  ['OTHER', 'other'],
  ['SOURCE', 'source'],
])

/** Individuals that stand for "none" and for "not known" (Core and ExpandedLicensing), by every name that they have. */
export const individuals: ReadonlyMap<string, 'NONE' | 'NOASSERTION'> = new Map([
  ['NoneElement', 'NONE'],
  ['https://spdx.org/rdf/3.0.1/terms/Core/NoneElement', 'NONE'],
  ['NoAssertionElement', 'NOASSERTION'],
  ['https://spdx.org/rdf/3.0.1/terms/Core/NoAssertionElement', 'NOASSERTION'],
  ['expandedlicensing_NoneLicense', 'NONE'],
  ['https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoneLicense', 'NONE'],
  ['https://spdx.org/rdf/3.0.1/terms/Licensing/None', 'NONE'],
  ['expandedlicensing_NoAssertionLicense', 'NOASSERTION'],
  ['https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense', 'NOASSERTION'],
  ['https://spdx.org/rdf/3.0.1/terms/Licensing/NoAssertion', 'NOASSERTION'],
])
