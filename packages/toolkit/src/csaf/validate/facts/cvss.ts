/** Between the two ways in which a CVSS object says the same: the vector string and its named properties. */
import { type CvssScore, scoreCvss } from '../../../model/index.ts'
import { type Node, text } from '../node.ts'

/** Key of the metric in the vector; the words of its values in the JSON schema, each with its letters. */
type Row = readonly [property: string, metric: string, values: string]

const level = 'NONE=N LOW=L HIGH=H'
const requirement = 'LOW=L MEDIUM=M HIGH=H NOT_DEFINED=X'
const modified = 'NONE=N LOW=L HIGH=H NOT_DEFINED=X'

/** Data: FIRST, JSON schemas of CVSS 2.0, 3.x and 4.0. */
const v2: readonly Row[] = [
  ['accessVector', 'AV', 'NETWORK=N ADJACENT_NETWORK=A LOCAL=L'],
  ['accessComplexity', 'AC', 'HIGH=H MEDIUM=M LOW=L'],
  ['authentication', 'Au', 'MULTIPLE=M SINGLE=S NONE=N'],
  ['confidentialityImpact', 'C', 'NONE=N PARTIAL=P COMPLETE=C'],
  ['integrityImpact', 'I', 'NONE=N PARTIAL=P COMPLETE=C'],
  ['availabilityImpact', 'A', 'NONE=N PARTIAL=P COMPLETE=C'],
  ['exploitability', 'E', 'UNPROVEN=U PROOF_OF_CONCEPT=POC FUNCTIONAL=F HIGH=H NOT_DEFINED=ND'],
  ['remediationLevel', 'RL', 'OFFICIAL_FIX=OF TEMPORARY_FIX=TF WORKAROUND=W UNAVAILABLE=U NOT_DEFINED=ND'],
  ['reportConfidence', 'RC', 'UNCONFIRMED=UC UNCORROBORATED=UR CONFIRMED=C NOT_DEFINED=ND'],
  ['collateralDamagePotential', 'CDP', 'NONE=N LOW=L LOW_MEDIUM=LM MEDIUM_HIGH=MH HIGH=H NOT_DEFINED=ND'],
  ['targetDistribution', 'TD', 'NONE=N LOW=L MEDIUM=M HIGH=H NOT_DEFINED=ND'],
  ['confidentialityRequirement', 'CR', 'LOW=L MEDIUM=M HIGH=H NOT_DEFINED=ND'],
  ['integrityRequirement', 'IR', 'LOW=L MEDIUM=M HIGH=H NOT_DEFINED=ND'],
  ['availabilityRequirement', 'AR', 'LOW=L MEDIUM=M HIGH=H NOT_DEFINED=ND'],
]

const v3: readonly Row[] = [
  ['attackVector', 'AV', 'NETWORK=N ADJACENT_NETWORK=A LOCAL=L PHYSICAL=P'],
  ['attackComplexity', 'AC', 'HIGH=H LOW=L'],
  ['privilegesRequired', 'PR', level],
  ['userInteraction', 'UI', 'NONE=N REQUIRED=R'],
  ['scope', 'S', 'UNCHANGED=U CHANGED=C'],
  ['confidentialityImpact', 'C', level],
  ['integrityImpact', 'I', level],
  ['availabilityImpact', 'A', level],
  ['exploitCodeMaturity', 'E', 'UNPROVEN=U PROOF_OF_CONCEPT=P FUNCTIONAL=F HIGH=H NOT_DEFINED=X'],
  ['remediationLevel', 'RL', 'OFFICIAL_FIX=O TEMPORARY_FIX=T WORKAROUND=W UNAVAILABLE=U NOT_DEFINED=X'],
  ['reportConfidence', 'RC', 'UNKNOWN=U REASONABLE=R CONFIRMED=C NOT_DEFINED=X'],
  ['confidentialityRequirement', 'CR', requirement],
  ['integrityRequirement', 'IR', requirement],
  ['availabilityRequirement', 'AR', requirement],
  ['modifiedAttackVector', 'MAV', 'NETWORK=N ADJACENT_NETWORK=A LOCAL=L PHYSICAL=P NOT_DEFINED=X'],
  ['modifiedAttackComplexity', 'MAC', 'HIGH=H LOW=L NOT_DEFINED=X'],
  ['modifiedPrivilegesRequired', 'MPR', modified],
  ['modifiedUserInteraction', 'MUI', 'NONE=N REQUIRED=R NOT_DEFINED=X'],
  ['modifiedScope', 'MS', 'UNCHANGED=U CHANGED=C NOT_DEFINED=X'],
  ['modifiedConfidentialityImpact', 'MC', modified],
  ['modifiedIntegrityImpact', 'MI', modified],
  ['modifiedAvailabilityImpact', 'MA', modified],
]

const v4: readonly Row[] = [
  ['attackVector', 'AV', 'NETWORK=N ADJACENT=A LOCAL=L PHYSICAL=P'],
  ['attackComplexity', 'AC', 'HIGH=H LOW=L'],
  ['attackRequirements', 'AT', 'NONE=N PRESENT=P'],
  ['privilegesRequired', 'PR', level],
  ['userInteraction', 'UI', 'NONE=N PASSIVE=P ACTIVE=A'],
  ['vulnConfidentialityImpact', 'VC', level],
  ['vulnIntegrityImpact', 'VI', level],
  ['vulnAvailabilityImpact', 'VA', level],
  ['subConfidentialityImpact', 'SC', level],
  ['subIntegrityImpact', 'SI', level],
  ['subAvailabilityImpact', 'SA', level],
  ['exploitMaturity', 'E', 'UNREPORTED=U PROOF_OF_CONCEPT=P ATTACKED=A NOT_DEFINED=X'],
  ['confidentialityRequirement', 'CR', requirement],
  ['integrityRequirement', 'IR', requirement],
  ['availabilityRequirement', 'AR', requirement],
  ['modifiedAttackVector', 'MAV', 'NETWORK=N ADJACENT=A LOCAL=L PHYSICAL=P NOT_DEFINED=X'],
  ['modifiedAttackComplexity', 'MAC', 'HIGH=H LOW=L NOT_DEFINED=X'],
  ['modifiedAttackRequirements', 'MAT', 'NONE=N PRESENT=P NOT_DEFINED=X'],
  ['modifiedPrivilegesRequired', 'MPR', modified],
  ['modifiedUserInteraction', 'MUI', 'NONE=N PASSIVE=P ACTIVE=A NOT_DEFINED=X'],
  ['modifiedVulnConfidentialityImpact', 'MVC', modified],
  ['modifiedVulnIntegrityImpact', 'MVI', modified],
  ['modifiedVulnAvailabilityImpact', 'MVA', modified],
  ['modifiedSubConfidentialityImpact', 'MSC', 'NEGLIGIBLE=N LOW=L HIGH=H NOT_DEFINED=X'],
  ['modifiedSubIntegrityImpact', 'MSI', 'NEGLIGIBLE=N LOW=L HIGH=H SAFETY=S NOT_DEFINED=X'],
  ['modifiedSubAvailabilityImpact', 'MSA', 'NEGLIGIBLE=N LOW=L HIGH=H SAFETY=S NOT_DEFINED=X'],
  ['Safety', 'S', 'NEGLIGIBLE=N PRESENT=P NOT_DEFINED=X'],
  ['Automatable', 'AU', 'NO=N YES=Y NOT_DEFINED=X'],
  ['Recovery', 'R', 'AUTOMATIC=A USER=U IRRECOVERABLE=I NOT_DEFINED=X'],
  ['valueDensity', 'V', 'DIFFUSE=D CONCENTRATED=C NOT_DEFINED=X'],
  ['vulnerabilityResponseEffort', 'RE', 'LOW=L MODERATE=M HIGH=H NOT_DEFINED=X'],
  ['providerUrgency', 'U', 'CLEAR=Clear GREEN=Green AMBER=Amber RED=Red NOT_DEFINED=X'],
]

/** Members of a score or metric that hold a CVSS object. */
export const cvssMembers = ['cvss_v2', 'cvss_v3', 'cvss_v4'] as const
export type CvssMember = (typeof cvssMembers)[number]

interface Property {
  readonly name: string
  readonly metric: string
  readonly values: ReadonlyMap<string, string>
}

const properties: Readonly<Record<CvssMember, readonly Property[]>> = {
  cvss_v2: v2.map(toProperty),
  cvss_v3: v3.map(toProperty),
  cvss_v4: v4.map(toProperty),
}

function toProperty([name, metric, words]: Row): Property {
  const values = words.split(' ').map((pair) => pair.split('=') as [string, string])
  return { name, metric, values: new Map(values) }
}

/** Longer vectors score nothing anyway. */
const maxLength = 1000

/** Metric values of a vector, whether it is valid or not. */
function readMetrics(vector: string): ReadonlyMap<string, string> {
  const parts = vector.length > maxLength ? [] : vector.split('/')
  return new Map(
    parts.flatMap((part) => {
      const colon = part.indexOf(':')
      return colon < 0 || part.startsWith('CVSS:')
        ? []
        : [[part.slice(0, colon), part.slice(colon + 1)] as const]
    }),
  )
}

export interface Contradiction {
  readonly property: string
  readonly given: string
  readonly metric: string
  readonly inVector: string
}

/** Properties that say something else than the vector does; one that the vector leaves out contradicts nothing. */
export function findContradictions(member: CvssMember, cvss: Node): readonly Contradiction[] {
  const inVector = readMetrics(text(cvss, 'vectorString') ?? '')
  return properties[member].flatMap(({ name, metric, values }) => {
    const given = text(cvss, name)
    const found = inVector.get(metric)
    if (given === undefined || found === undefined || values.get(given) === found) return []
    return [{ property: name, given, metric, inVector: found }]
  })
}

/** Scores of the vector together with what only the properties say. Undefined for a vector without a score. */
export function scoreWhole(member: CvssMember, cvss: Node): CvssScore | undefined {
  const vector = text(cvss, 'vectorString') ?? ''
  const inVector = readMetrics(vector)
  const added = properties[member].flatMap(({ name, metric, values }) => {
    const value = inVector.has(metric) ? undefined : values.get(text(cvss, name) ?? '')
    return value === undefined ? [] : [[metric, value] as const]
  })
  const prefix = /^CVSS:[0-9.]+\//.exec(vector)?.[0] ?? ''
  const all = new Map([...inVector, ...added])
  const inOrder = properties[member].flatMap(({ metric }) => {
    const value = all.get(metric)
    return value === undefined ? [] : [`${metric}:${value}`]
  })
  const scored = scoreCvss(added.length === 0 ? vector : `${prefix}${inOrder.join('/')}`)
  return scored.ok ? scored.value : undefined
}

/** Scores of the vector alone. */
export function scoreVector(cvss: Node): CvssScore | undefined {
  const scored = scoreCvss(text(cvss, 'vectorString') ?? '')
  return scored.ok ? scored.value : undefined
}

/** Version as the object says it: its `version`, else what its vector begins with, else that of its member. */
export function versionOfCvss(member: CvssMember, cvss: Node): string {
  const vector = text(cvss, 'vectorString') ?? ''
  const inVector = /^CVSS:(\d+\.\d+)\//.exec(vector.slice(0, 20))?.[1]
  return text(cvss, 'version') ?? inVector ?? member.replace('cvss_v', '')
}
