/** Leaves out choices that cannot be part of a best set: moves of sound components that open nothing for anyone. */
import { isPairAllowed, rulesOut, targetsOf } from './constraints.ts'
import { findNeedy, type Node, type Option, type Universe } from './universe.ts'

/** A step without a finding of its own is worth its price only where a dependency leaves, moves, or is needed for another step. */
export function usefulOptions(universe: Universe): readonly (readonly Option[])[] {
  const needy = findNeedy(universe)
  return universe.nodes.map((node) =>
    node.findings.length > 0 || needy.has(node.core)
      ? node.options
      : node.options.filter((option) => opensSomething(universe, node, option)),
  )
}

function opensSomething(universe: Universe, dependent: Node, option: Option): boolean {
  return (targetsOf(universe)[dependent.at] ?? []).some((at) => {
    const target = universe.nodes[at]
    if (target === undefined || !target.isConcerned) return false
    if (mayLeave(option, target)) return true
    return target.options.some(
      (to) =>
        !isPairAllowed(universe, { target, to }, { dependent, option: undefined }) &&
        isPairAllowed(universe, { target, to }, { dependent, option }),
    )
  })
}

/** A new version lets go of a dependency that it no longer names, or names in other versions. */
export function mayLeave({ kind, requires }: Option, target: Node): boolean {
  if (kind === 'remove') return true
  return requires !== undefined && (!requires.has(target.core) || rulesOut(requires, target))
}
