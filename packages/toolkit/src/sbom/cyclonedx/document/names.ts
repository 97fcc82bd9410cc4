/** Words that the model and CycloneDX 1.7 share, and what the others become. */
import type { BomKind } from '../../document/element.ts'

/** Component types of CycloneDX 1.7. */
export const componentTypes: ReadonlySet<BomKind> = new Set([
  'application',
  'framework',
  'library',
  'container',
  'platform',
  'operating-system',
  'device',
  'device-driver',
  'firmware',
  'file',
  'machine-learning-model',
  'data',
  'cryptographic-asset',
])

/** What a kind without a word of its own is called; everything else is a `library`. */
export const nearestTypes: ReadonlyMap<BomKind, BomKind> = new Map([
  ['archive', 'file'],
  ['bom', 'data'],
  ['configuration', 'data'],
  ['disk-image', 'file'],
  ['documentation', 'data'],
  ['evidence', 'data'],
  ['executable', 'application'],
  ['filesystem-image', 'file'],
  ['install', 'application'],
  ['manifest', 'data'],
  ['requirement', 'data'],
  ['snippet', 'file'],
  ['specification', 'data'],
])

/** Relationships that say "needs" more exactly than CycloneDX can. */
export const kindsOfDependsOn: ReadonlySet<string> = new Set([
  'hasDynamicLink',
  'hasOptionalDependency',
  'hasPrerequisite',
  'hasProvidedDependency',
  'hasStaticLink',
])

/** Phases of CycloneDX 1.5 and later; any other lifecycle has a name. */
export const phases: ReadonlySet<string> = new Set([
  'design',
  'pre-build',
  'build',
  'post-build',
  'operations',
  'discovery',
  'decommission',
])

/** Kinds that nothing in CycloneDX comes near to. */
const foreignKinds: readonly BomKind[] = ['source', 'module', 'test', 'patch', 'service', 'other', 'unknown']
const kinds: ReadonlyMap<string, BomKind> = new Map(
  [...componentTypes, ...nearestTypes.keys(), ...foreignKinds].map((kind) => [kind, kind]),
)

/** Undefined for a word that is none of the model. */
export function toKind(word: string | undefined): BomKind | undefined {
  return word === undefined ? undefined : kinds.get(word)
}

/** External reference types of CycloneDX 1.7. */
export const referenceTypes: ReadonlySet<string> = new Set([
  'vcs',
  'issue-tracker',
  'website',
  'advisories',
  'bom',
  'mailing-list',
  'social',
  'chat',
  'documentation',
  'support',
  'source-distribution',
  'distribution',
  'distribution-intake',
  'license',
  'build-meta',
  'build-system',
  'release-notes',
  'security-contact',
  'model-card',
  'log',
  'configuration',
  'evidence',
  'formulation',
  'attestation',
  'threat-model',
  'adversary-model',
  'risk-assessment',
  'vulnerability-assertion',
  'exploitability-statement',
  'pentest-report',
  'static-analysis-report',
  'dynamic-analysis-report',
  'runtime-analysis-report',
  'component-analysis-report',
  'maturity-report',
  'certification-report',
  'codified-infrastructure',
  'quality-metrics',
  'poam',
  'electronic-signature',
  'digital-signature',
  'rfc-9116',
  'patent',
  'patent-family',
  'patent-assertion',
  'citation',
  'other',
])
