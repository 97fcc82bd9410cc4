/** Predicates that others defined, as far as we rely on them: SBOMs, references, verification results, test results, provenance. */
import type { LooseResource, Resource } from '../resource.ts'
import { looseResource, resource } from '../resource.ts'
import {
  anyText,
  instant,
  list,
  type Members,
  membersOf,
  object,
  oneOf,
  type Shape,
  type ShapeFault,
  text,
} from '../shapes.ts'

export type SbomPredicate = Members

/** `reference/v0.1`: documents that are too large to stand in the statement, by digest. */
export interface ReferencePredicate {
  readonly attester: { readonly id: string }
  readonly references: readonly Resource[]
}

/** `svr/v0.2`: what a verifier found true. Only what is listed is claimed. */
export interface VerificationResultPredicate {
  readonly verifier: { readonly id: string; readonly policies: readonly LooseResource[] }
  readonly timeCreated: string
  readonly properties: readonly string[]
}

/** `test-result/v0.1`; read only. */
export interface TestResultPredicate {
  readonly result: 'PASSED' | 'WARNED' | 'FAILED'
  readonly configuration: readonly LooseResource[]
  readonly url?: string
}

/** SLSA provenance v1; read only, its build level is not judged. */
export interface ProvenancePredicate {
  readonly buildDefinition: { readonly buildType: string; readonly externalParameters: Members }
  readonly runDetails: { readonly builder: { readonly id: string } }
}

const cycloneDx = object({ bomFormat: oneOf(['CycloneDX']), specVersion: text })
const spdx2 = object({ spdxVersion: text, SPDXID: text, name: anyText })
const spdx3 = object({ '@context': text, '@graph': list(object({}), { min: 1 }) })

export function findCycloneDxFaults(value: unknown, predicateType: string): readonly ShapeFault[] {
  const path = 'predicate'
  const faults = cycloneDx(value, path)
  const asked = /\/v(1\.\d+)$/.exec(predicateType)?.[1]
  const found = membersOf(value)['specVersion']
  return faults.length === 0 && asked !== undefined && found !== asked
    ? [{ path: `${path}.specVersion`, expected: `${asked}, as the predicate type says` }]
    : faults
}

export function findSpdxFaults(value: unknown, predicateType: string): readonly ShapeFault[] {
  const isThree = membersOf(value)['@graph'] !== undefined
  const asked = /\/v([23])/.exec(predicateType)?.[1]
  const faults = (isThree ? spdx3 : spdx2)(value, 'predicate')
  return faults.length === 0 && asked !== undefined && (asked === '3') !== isThree
    ? [{ path: 'predicate', expected: `SPDX ${asked}, as the predicate type says` }]
    : faults
}

export const findReferenceFaults: (value: unknown) => readonly ShapeFault[] = ofShape(
  object({ attester: object({ id: text }), references: list(resource, { min: 1 }) }),
)

export const findVerificationResultFaults: (value: unknown) => readonly ShapeFault[] = ofShape(
  object({
    verifier: object({ id: text, policies: list(looseResource) }),
    timeCreated: instant,
    properties: list(text),
  }),
)

export const findTestResultFaults: (value: unknown) => readonly ShapeFault[] = ofShape(
  object(
    { result: oneOf(['PASSED', 'WARNED', 'FAILED']), configuration: list(looseResource) },
    { url: text },
  ),
)

export const findProvenanceFaults: (value: unknown) => readonly ShapeFault[] = ofShape(
  object({
    buildDefinition: object({ buildType: text, externalParameters: object({}) }),
    runDetails: object({ builder: object({ id: text }) }),
  }),
)

function ofShape(shape: Shape): (value: unknown) => readonly ShapeFault[] {
  return (value) => shape(value, 'predicate')
}
