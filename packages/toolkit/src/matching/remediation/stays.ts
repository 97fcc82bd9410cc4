/** Why a finding stays: one code for each, with what is known. */
import type { Finding } from '../../model/index.ts'
import { type Chosen, permissionOf, isPermitted } from './constraints.ts'
import { labelOf } from './instructions.ts'
import type { Reason } from './model.ts'
import { toReason } from './reasons.ts'
import { nativeName } from './tools/registry.ts'
import type { Node, Universe } from './universe.ts'
import { findRefusal } from './why.ts'

export interface StayContext {
  readonly universe: Universe
  readonly chosen: Chosen
  readonly isProvenMinimal: boolean
}

export function reasonToStay(context: StayContext, node: Node, finding: Finding): Reason {
  const { candidates, component, version } = node
  const facts = { package: nativeName(component.purl), from: version, ecosystem: node.type }
  if (component.origin !== 'registry') return toReason('NOT_FROM_REGISTRY', facts)
  if (candidates.from === undefined) return toReason('VERSION_UNKNOWN', facts)
  const clear = candidates.versions.filter((one) => !finding.records.some((id) => one.covered.has(id)))
  if (clear.length === 0)
    return toReason(candidates.wouldBeAffected ? 'ONLY_WITH_NEW_FINDINGS' : 'NO_FIX_KNOWN', facts)
  return reasonAmong(
    context,
    { node, finding, facts },
    clear.map((one) => one.version.text),
  )
}

interface Question {
  readonly node: Node
  readonly finding: Finding
  readonly facts: Readonly<Record<string, string>>
}

/** Clear versions are known: what keeps the component from them. */
function reasonAmong(
  context: StayContext,
  { node, finding, facts }: Question,
  clear: readonly string[],
): Reason {
  const isFree = clear.some((one) => isAllowedByAll(context, node, one))
  const mayChoose = node.options.some((option) => !option.open.includes(finding))
  if (isFree && mayChoose) return toReason(context.isProvenMinimal ? 'OUTWEIGHED' : 'SEARCH_ENDED', facts)
  const version = clear[0] ?? ''
  const refusal = findRefusal(context.universe, context.chosen, { target: node, version })
  const more = {
    ...facts,
    to: version,
    dependent: refusal === undefined ? '?' : labelOf(refusal.dependent),
    requirement: refusal?.requirement ?? '',
  }
  return toReason(refusal?.permission === 'forbidden' ? 'REQUIREMENT_FORBIDS' : 'REQUIREMENT_UNKNOWN', more)
}

function isAllowedByAll({ universe, chosen }: StayContext, target: Node, version: string): boolean {
  return target.dependents.every((at) => {
    const dependent = universe.nodes[at]
    if (dependent === undefined) return true
    const option = chosen(at)
    return isPermitted(permissionOf(universe, { dependent, option }, { target, version }))
  })
}
