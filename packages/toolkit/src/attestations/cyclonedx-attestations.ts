/** A CRA assessment as CycloneDX attestations (CycloneDX 1.6 and 1.7, `definitions.standards` and `declarations`). Signed outside, by DSSE. */
import { formatCanonicalJson, type Json } from '../base/index.ts'
import type {
  AssessedRequirement,
  AssessedStatus,
  CraAssessmentPredicate,
} from './predicates/cra-assessment.ts'
import type { Resource, Subject } from './resource.ts'

export interface CycloneDxInput {
  readonly specVersion: '1.6' | '1.7'
  readonly predicate: CraAssessmentPredicate
  readonly subject: readonly [Subject, ...Subject[]]
  /** `urn:uuid:…`; given, so that the same input gives the same bytes. */
  readonly serialNumber: string
  /** Titles of requirements, by their names in `results`; one without a title is its own. */
  readonly titles: Readonly<Record<string, string>>
}

/** No score where nothing was assessed or applies: a number there would be made up. */
const scores: Readonly<Partial<Record<AssessedStatus, number>>> = { met: 1, partially_met: 0.5, not_met: 0 }

const words: Readonly<Record<AssessedStatus, string>> = {
  met: 'is met',
  partially_met: 'is met in part',
  not_met: 'is not met',
  not_applicable: 'does not apply',
  not_assessed: 'was not assessed',
}

/** Canonical JSON, valid under the official schema. The disclaimer stands in the attestation's summary. */
export function toCycloneDxAttestations(input: CycloneDxInput): string {
  const { specVersion, predicate, serialNumber } = input
  return formatCanonicalJson({
    bomFormat: 'CycloneDX',
    specVersion,
    serialNumber,
    version: 1,
    metadata: { timestamp: predicate.assessment.completedAt },
    definitions: { standards: [toStandard(input)] },
    declarations: toDeclarations(input),
  })
}

function toStandard({ predicate, titles }: CycloneDxInput): Json {
  return {
    'bom-ref': 'standard',
    name: predicate.assessment.framework,
    requirements: predicate.results.map(({ requirement }, index) => ({
      'bom-ref': `requirement-${index}`,
      identifier: requirement,
      title: titles[requirement] ?? requirement,
    })),
  }
}

function toDeclarations({ predicate, subject }: CycloneDxInput): Json {
  const { assessment, assessor, results, disclaimer } = predicate
  const isThirdParty = assessment.kind === 'third-party'
  const claims = results.flatMap((result, index) => toClaim(result, index))
  const evidence = results.flatMap(({ evidence: files = [] }, index) =>
    files.map((file, at) => toEvidence(file, `evidence-${index}-${at}`)),
  )
  return {
    assessors: [{ 'bom-ref': 'assessor', thirdParty: isThirdParty, organization: { name: assessor.id } }],
    attestations: [{ summary: disclaimer, assessor: 'assessor', map: results.map(toMapEntry) }],
    claims,
    evidence,
    targets: { components: subject.map((artefact, index) => toTarget(artefact, predicate, index)) },
  }
}

function toMapEntry({ status, rationale }: AssessedRequirement, index: number): Json {
  const claim = [`claim-${index}`]
  const score = scores[status]
  return {
    requirement: `requirement-${index}`,
    ...(status === 'not_assessed' ? {} : status === 'not_met' ? { counterClaims: claim } : { claims: claim }),
    conformance: { score, rationale: rationale ?? `The requirement ${words[status]}.` },
  }
}

function toClaim(
  { requirement, status, rationale, evidence = [] }: AssessedRequirement,
  index: number,
): readonly Json[] {
  if (status === 'not_assessed') return []
  const claim = {
    'bom-ref': `claim-${index}`,
    target: 'target-0',
    predicate: `${requirement} ${words[status]}`,
    reasoning: rationale,
    evidence: evidence.map((_, at) => `evidence-${index}-${at}`),
  }
  return [claim]
}

function toEvidence(file: Resource, ref: string): Json {
  const place = file.downloadLocation ?? file.uri
  const isAddress = place !== undefined && /^[a-z][a-z0-9+.-]*:[\w\-.~:/?#@!$&'()*+,;=%]+$/i.test(place)
  return {
    'bom-ref': ref,
    description: `SHA-256 ${file.digest.sha256}`,
    data: [{ name: file.name ?? place ?? ref, contents: isAddress ? { url: place } : undefined }],
  }
}

function toTarget({ name, uri, digest }: Subject, { product }: CraAssessmentPredicate, index: number): Json {
  return {
    'bom-ref': `target-${index}`,
    type: 'application',
    name: index === 0 ? product.name : (name ?? uri ?? product.name),
    version: product.version,
    hashes: [{ alg: 'SHA-256', content: digest.sha256 }],
  }
}
