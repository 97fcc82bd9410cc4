/**
 * Analyses as the four VEX relationships of the security profile. `doesNotAffect` is said only where `not_affected` was,
 * and with a reason, which the profile demands; everything that is less stays unsaid and is carried beside it.
 */
import type { BomActor } from '../document/parts.ts'
import { present } from '../document/present.ts'
import type { BomAnalysis } from '../document/vulnerability.ts'
import { toSpdxDate } from '../spdx/document/encoding.ts'

/** The members of one VEX relationship, without its ends. */
export interface Vex {
  readonly type: VexType
  readonly justification?: string
  readonly impact?: string
  readonly impactTime?: string
  readonly action?: string
  readonly actionTime?: string
  readonly notes?: string
  readonly published?: string
  readonly modified?: string
  readonly suppliedBy?: BomActor
}

export const vexTypes = {
  affected: 'security_VexAffectedVulnAssessmentRelationship',
  fixed: 'security_VexFixedVulnAssessmentRelationship',
  notAffected: 'security_VexNotAffectedVulnAssessmentRelationship',
  underInvestigation: 'security_VexUnderInvestigationVulnAssessmentRelationship',
} as const
export type VexType = (typeof vexTypes)[keyof typeof vexTypes]

/** The relationship type that each class is tied to. */
export const vexRelationships: Readonly<Record<VexType, string>> = {
  [vexTypes.affected]: 'affects',
  [vexTypes.fixed]: 'fixedIn',
  [vexTypes.notAffected]: 'doesNotAffect',
  [vexTypes.underInvestigation]: 'underInvestigationFor',
}

const typeOfState: ReadonlyMap<string, VexType> = new Map([
  ['exploitable', vexTypes.affected],
  ['resolved', vexTypes.fixed],
  ['resolved_with_pedigree', vexTypes.fixed],
  ['not_affected', vexTypes.notAffected],
  ['in_triage', vexTypes.underInvestigation],
])

const stateOfType: Readonly<Record<VexType, string>> = {
  [vexTypes.affected]: 'exploitable',
  [vexTypes.fixed]: 'resolved',
  [vexTypes.notAffected]: 'not_affected',
  [vexTypes.underInvestigation]: 'in_triage',
}

/** Words that mean the same; the other words of CycloneDX mean more than one of SPDX 3, or something else. */
const justifications: readonly (readonly [own: string, spdx: string])[] = [
  ['component_not_present', 'componentNotPresent'],
  ['code_not_present', 'vulnerableCodeNotPresent'],
  ['code_not_reachable', 'vulnerableCodeNotInExecutePath'],
  ['vulnerable_code_cannot_be_controlled_by_adversary', 'vulnerableCodeCannotBeControlledByAdversary'],
  ['inline_mitigations_already_exist', 'inlineMitigationsAlreadyExist'],
]
const toSpdxWord = new Map([
  ...justifications,
  ['vulnerable_code_not_present', 'vulnerableCodeNotPresent'] as const,
  ['vulnerable_code_not_in_execute_path', 'vulnerableCodeNotInExecutePath'] as const,
])
const toOwnWord = new Map(justifications.map(([own, spdx]) => [spdx, own]))

/** Stand where the profile demands a text and nobody gave one, also in VEX documents of ours; read as none. */
const noAction = 'No action statement was given.'
const noReason = 'No reason was given.'

/** Undefined where the profile has no statement that says no more than the analysis does. */
export function toVex(analysis: BomAnalysis): Vex | undefined {
  const { state = '', detail, issued, updated, statedBy } = analysis
  const type = typeOfState.get(state)
  if (type === undefined) return undefined
  const reasons = type === vexTypes.notAffected ? toReasons(analysis) : {}
  if (reasons === undefined) return undefined
  const isAffected = type === vexTypes.affected
  return {
    type,
    ...reasons,
    ...(isAffected && { action: isText(analysis.action) ? analysis.action : noAction }),
    ...(isAffected && withTime('actionTime', analysis.actionTime)),
    ...(type !== vexTypes.notAffected && isText(detail) && { notes: detail }),
    ...withTime('published', issued),
    ...withTime('modified', updated),
    ...(statedBy !== undefined && { suppliedBy: statedBy }),
  }
}

/** Of `not_affected`; undefined where there is none, and so no statement. */
function toReasons(analysis: BomAnalysis): Partial<Vex> | undefined {
  const { justification, detail, detailTime, notes } = analysis
  const word = justification === undefined ? undefined : toSpdxWord.get(justification)
  const inWords = isText(justification) ? `Justification in CycloneDX: ${justification}` : undefined
  const impact = isText(detail) ? detail : word === undefined ? inWords : undefined
  if (word === undefined && impact === undefined) return undefined
  return {
    ...(word !== undefined && { justification: word }),
    ...(impact !== undefined && { impact }),
    ...withTime('impactTime', detailTime),
    ...(isText(notes) && { notes }),
  }
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== ''
}

function withTime<K extends string>(key: K, text: string | undefined): { readonly [key in K]?: string } {
  const time = toSpdxDate(text)
  return time === undefined ? {} : ({ [key]: time } as { readonly [key in K]?: string })
}

/** What one relationship says; `undefined` where it is less than a statement of its class. */
export function fromVex(vex: Vex): BomAnalysis | undefined {
  const { type, notes, action } = vex
  const justification = vex.justification === undefined ? undefined : toOwnWord.get(vex.justification)
  const isNotAffected = type === vexTypes.notAffected
  const impact = vex.impact === noReason ? undefined : vex.impact
  if (isNotAffected && justification === undefined && !isText(impact)) return undefined
  return present({
    state: stateOfType[type],
    justification,
    detail: isNotAffected ? impact : notes,
    detailTime: vex.impactTime,
    notes: isNotAffected ? notes : undefined,
    action: action === noAction ? undefined : action,
    actionTime: vex.actionTime,
    issued: vex.published,
    updated: vex.modified,
    statedBy: vex.suppliedBy,
  })
}
