/** The analysis of a vulnerability in the members of CycloneDX, and what of it they say. */
import type { BomDocument } from '../../document/bom.ts'
import type { BomAnalysis } from '../../document/vulnerability.ts'
import { present } from '../../document/present.ts'
import { isSameJson } from '../../document/same.ts'

/** Members of CycloneDX: all of `analysis`, and `recommendation` beside it. */
export interface NativeAnalysis {
  readonly state?: string
  readonly justification?: string
  readonly response?: readonly string[]
  readonly detail?: string
  readonly firstIssued?: string
  readonly lastUpdated?: string
  readonly recommendation?: string
}

const states: ReadonlySet<string> = new Set([
  'resolved',
  'resolved_with_pedigree',
  'exploitable',
  'in_triage',
  'false_positive',
  'not_affected',
])

/** States after which nobody looks any more: they are never said of more than was looked at. */
const closing: ReadonlySet<string> = new Set([
  'resolved',
  'resolved_with_pedigree',
  'false_positive',
  'not_affected',
])

/** Words of OpenVEX that CycloneDX has not, as far as one of its own follows from them. */
const justifications: ReadonlyMap<string, string | undefined> = new Map([
  ['component_not_present', 'code_not_present'],
  ['inline_mitigations_already_exist', 'protected_by_mitigating_control'],
  ['vulnerable_code_cannot_be_controlled_by_adversary', undefined],
])

/** A document of CycloneDX speaks of its subject: an analysis that holds within less says nothing there. */
export function toNativeAnalysis(
  analysis: BomAnalysis,
  { subjects }: Pick<BomDocument, 'subjects'>,
): NativeAnalysis {
  const { state, detail, responses = [], action, issued, updated } = analysis
  if (!isSaid(analysis, subjects)) return {}
  return present({
    state,
    justification: wordOf(analysis),
    response: responses.length > 0 ? responses : undefined,
    detail,
    firstIssued: issued,
    lastUpdated: updated,
    recommendation: action,
  })
}

function isSaid({ state, within = [] }: BomAnalysis, subjects: BomDocument['subjects']): boolean {
  const isWide = within.length === 0 || (subjects.length > 0 && subjects.every((ref) => within.includes(ref)))
  if (state === undefined) return isWide
  return states.has(state) && (isWide || !closing.has(state))
}

function wordOf({ justification }: BomAnalysis): string | undefined {
  const isKnown = justification !== undefined && justifications.has(justification)
  return isKnown ? justifications.get(justification) : justification
}

export function fromNativeAnalysis(native: NativeAnalysis): BomAnalysis {
  const { state, justification, response = [], detail, firstIssued, lastUpdated, recommendation } = native
  return present({
    state,
    justification,
    detail,
    responses: response.length > 0 ? response : undefined,
    action: recommendation,
    issued: firstIssued,
    updated: lastUpdated,
  })
}

/** `carried` where the members of the document say nothing else than it; the members, where they do. */
export function chooseAnalysis(
  stated: NativeAnalysis,
  carried: BomAnalysis | undefined,
  about: Pick<BomDocument, 'subjects'>,
): BomAnalysis {
  if (carried === undefined) return fromNativeAnalysis(stated)
  const written = toNativeAnalysis(carried, about)
  const isKept = stated.state === written.state && isPart({ ...stated }, { ...written })
  return isKept ? carried : fromNativeAnalysis(stated)
}

function isPart(part: Readonly<Record<string, unknown>>, whole: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(part).every(([key, value]) => isSameJson(value, whole[key]))
}
