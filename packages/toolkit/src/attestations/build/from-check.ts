/** A simple verification result: what our engine found true of an artefact, as properties with our prefix. */
import type { FindingsReport } from '../../model/index.ts'
import type { LooseResource, Subject } from '../resource.ts'
import type { NewStatement } from '../statement.ts'

/** Each is a claim of its own; what is absent is not claimed. */
export const resultProperties = [
  'OCCTET_SBOM_PRESENT',
  'OCCTET_NO_KNOWN_EXPLOITED_VULNERABILITY',
  'OCCTET_CRA_SELF_ASSESSMENT_COMPLETE',
  'OCCTET_POLICY_PASSED',
] as const

export type ResultProperty = (typeof resultProperties)[number]

export interface CheckInput {
  readonly subject: readonly [Subject, ...Subject[]]
  /** Such as `pkg:npm/%40occtet/cli@0.1.0`. */
  readonly verifierId: string
  /** The policies that were applied; empty: none. */
  readonly policies: readonly LooseResource[]
  /** RFC 3339. */
  readonly timeCreated: string
  readonly facts: CheckFacts
}

export interface CheckFacts {
  readonly hasSbom: boolean
  /** Undefined: nothing was compared. */
  readonly report: Pick<FindingsReport, 'sources' | 'findings' | 'unknown' | 'issues'> | undefined
  /** Requirements of Annex I that an answer covers, of 22. */
  readonly requirementsAssessed: number
  /** Undefined: no policy was applied. */
  readonly hasPassedPolicy: boolean | undefined
}

export function fromCheck(input: CheckInput): NewStatement<'verification-result'> {
  const { subject, verifierId, policies, timeCreated, facts } = input
  const predicate = { verifier: { id: verifierId, policies }, timeCreated, properties: propertiesOf(facts) }
  return { kind: 'verification-result', subject, predicate }
}

const ESSENTIAL_REQUIREMENTS = 22

function propertiesOf({
  hasSbom,
  report,
  requirementsAssessed,
  hasPassedPolicy,
}: CheckFacts): readonly ResultProperty[] {
  const holds: Readonly<Record<ResultProperty, boolean>> = {
    OCCTET_SBOM_PRESENT: hasSbom,
    OCCTET_NO_KNOWN_EXPLOITED_VULNERABILITY: report !== undefined && isKnownUnexploited(report),
    OCCTET_CRA_SELF_ASSESSMENT_COMPLETE: requirementsAssessed >= ESSENTIAL_REQUIREMENTS,
    OCCTET_POLICY_PASSED: hasPassedPolicy === true,
  }
  return resultProperties.filter((property) => holds[property])
}

/** Silence counts only of a fresh catalogue, and only where every component could be compared. */
function isKnownUnexploited({
  sources,
  findings,
  unknown,
  issues,
}: NonNullable<CheckFacts['report']>): boolean {
  const hasCatalogue = sources.some(({ isStale, catalogues = [] }) => !isStale && catalogues.includes('kev'))
  const isWhole =
    unknown.length === 0 &&
    sources.every(({ isStale }) => !isStale) &&
    issues.every(({ level }) => level === 'note')
  const isQuiet = findings.every(
    ({ exploitation, isMalicious }) => exploitation?.kev?.length === 0 && !isMalicious,
  )
  return hasCatalogue && isWhole && isQuiet
}
