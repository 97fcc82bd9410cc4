/** Why a step is one, in a code with its facts; and which dependent stands in the way of a version. */
import { compareCodeUnits } from '../../base/index.ts'
import type { Finding } from '../../model/index.ts'
import { type Chosen, isPairAllowed, permissionOf } from './constraints.ts'
import { isWithin } from './evaluate-set.ts'
import { labelOf } from './instructions.ts'
import type { Move, Reason, StepKind } from './model.ts'
import { toReason } from './reasons.ts'
import { nativeName } from './tools/registry.ts'
import type { Node, Option, Universe } from './universe.ts'

/** One step in the making. */
export interface Draft {
  readonly node: Node
  readonly option: Option
  readonly cleared: Finding[]
  readonly moves: Move[]
  readonly drops: Node[]
}

export function clearedBy(node: Node, option: Option): Finding[] {
  const open = new Set(option.open)
  return node.findings.filter((finding) => !open.has(finding))
}

export function kindOf({ node, option }: Draft): StepKind {
  if (option.kind !== 'move') return option.kind
  if (!node.isDirect) return 'refresh-lock'
  return clearedBy(node, option).length > 0 ? 'upgrade-direct' : 'upgrade-direct-via'
}

export function whyOf(universe: Universe, chosen: Chosen, draft: Draft): Reason {
  const { node, option } = draft
  const facts = {
    package: nativeName(node.component.purl),
    from: node.version,
    to: option.candidate?.version.text ?? '',
    requirement: node.wishes.join(', '),
    count: String(node.dependents.length),
  }
  if (option.kind === 'remove') return toReason('REMOVE_MALICIOUS', { ...facts, via: viaOf(universe, node) })
  if (option.kind === 'override') return whyOverride(universe, chosen, { draft, facts })
  if (node.type === 'golang') return toReason('REFRESH_MINIMUM', facts)
  if (!node.isDirect) return toReason(refreshCode(universe, chosen, draft), facts)
  const targets = targetsFor(universe, chosen, draft)
  if (clearedBy(node, option).length === 0) {
    if (targets !== '') return toReason('VIA', { ...facts, targets })
    const dropped = draft.drops.map(labelOf).sort(compareCodeUnits).join(', ')
    if (dropped !== '') return toReason('VIA_DROPS', { ...facts, targets: dropped })
  }
  if (node.wishes.length === 0) return toReason('DIRECT_UNSTATED', facts)
  return toReason(isWithin(node, option) ? 'DIRECT_WITHIN' : 'DIRECT_EDIT', facts)
}

/** Who brings malicious code along has to go as well, or be moved to a version without it. */
function viaOf(universe: Universe, node: Node): string {
  const names = node.dependents.flatMap((at) => universe.nodes[at]?.component.purl ?? [])
  return node.isDirect || names.length === 0 ? '' : `< ${names.join(', ')}`
}

/** What may move, or follows, because of this step. */
function targetsFor(universe: Universe, chosen: Chosen, { node, moves }: Draft): string {
  const enabled = universe.nodes.filter((target) => {
    const to = chosen(target.at)
    if (to === undefined || !target.dependents.includes(node.at)) return false
    return !isPairAllowed(universe, { target, to }, { dependent: node, option: undefined })
  })
  const names = [
    ...moves.map((move) => `${nativeName(move.component)} ${move.to}`),
    ...enabled.map(
      (target) => `${nativeName(target.component.purl)} ${chosen(target.at)?.candidate?.version.text ?? ''}`,
    ),
  ]
  return [...new Set(names)].sort(compareCodeUnits).join(', ')
}

function refreshCode(
  universe: Universe,
  chosen: Chosen,
  { node, option }: Draft,
): 'REFRESH_STATED' | 'REFRESH_ASSUMED' {
  const version = option.candidate?.version.text ?? ''
  const permissions = node.dependents.map((at) => {
    const dependent = universe.nodes[at]
    return dependent === undefined
      ? 'unknown'
      : permissionOf(universe, { dependent, option: chosen(at) }, { target: node, version })
  })
  const isStated = permissions.length > 0 && permissions.every((one) => one === 'stated')
  return isStated ? 'REFRESH_STATED' : 'REFRESH_ASSUMED'
}

function whyOverride(
  universe: Universe,
  chosen: Chosen,
  { draft, facts }: { readonly draft: Draft; readonly facts: Readonly<Record<string, string>> },
): Reason {
  const { node, option } = draft
  const version = option.candidate?.version.text ?? ''
  const refusal = findRefusal(universe, chosen, { target: node, version })
  if (refusal?.permission === 'forbidden')
    return toReason('OVERRIDE_FORBIDDEN', {
      ...facts,
      dependent: labelOf(refusal.dependent),
      requirement: refusal.requirement,
    })
  return toReason(refusal === undefined ? 'OVERRIDE_PINNED' : 'OVERRIDE_UNKNOWN', facts)
}

export interface Refusal {
  readonly permission: 'forbidden' | 'unknown'
  readonly dependent: Node
  readonly requirement: string
}

/** The first dependent that forbids the version, else the first of which nobody knows. */
export function findRefusal(
  universe: Universe,
  chosen: Chosen,
  { target, version }: { readonly target: Node; readonly version: string },
): Refusal | undefined {
  const refusals = target.dependents.flatMap((at): Refusal[] => {
    const dependent = universe.nodes[at]
    if (dependent === undefined) return []
    // A version of which nothing is known allows no more than the present one: that is the one to name.
    const option = chosen(at)?.requires === undefined ? undefined : chosen(at)
    const permission = permissionOf(universe, { dependent, option }, { target, version })
    if (permission !== 'forbidden' && permission !== 'unknown') return []
    const written = option?.requires ?? universe.written[at]
    return [{ permission, dependent, requirement: written?.get(target.core)?.join(', ') ?? '' }]
  })
  return refusals.find(({ permission }) => permission === 'forbidden') ?? refusals[0]
}
