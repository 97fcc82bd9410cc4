/** Splits the graph into parts that cannot influence each other, so that each is solved by itself. */
import { isPairAllowed, rulesOut, targetsOf } from './constraints.ts'
import { isWithin } from './evaluate-set.ts'
import { jumpOf } from './jump.ts'
import { mayLeave, usefulOptions } from './useful.ts'
import type { Node, Option, Universe } from './universe.ts'

export interface Part {
  /** What is asked for comes before what it asks for, as far as there are no circles. */
  readonly nodes: readonly Node[]
  /** Options that what lies outside of the part allows. */
  readonly options: ReadonlyMap<number, readonly Option[]>
  /** Nodes that may drop out of the tree. */
  readonly mayVanish: ReadonlySet<number>
  /** Nodes that may have to follow another one. */
  readonly mayBePulled: ReadonlySet<number>
}

export function splitParts(whole: Universe): readonly Part[] {
  const useful = usefulOptions(whole)
  const universe: Universe = {
    ...whole,
    nodes: whole.nodes.map((node) => ({ ...node, options: useful[node.at] ?? [] })),
  }
  const vanishing = findVanishing(universe)
  const free = universe.nodes.filter((node) => node.options.length > 0 || vanishing.has(node.at))
  const groups = joinNeighbours({ universe, vanishing }, free)
  const grouped = new Map<number, Node[]>()
  for (const node of free) {
    const group = groups(node.at)
    const known = grouped.get(group)
    if (known === undefined) grouped.set(group, [node])
    else known.push(node)
  }
  const depths = depthsOf(universe)
  return [...grouped.values()].map((nodes) => {
    nodes.sort((a, b) => (depths[a.at] ?? 0) - (depths[b.at] ?? 0) || a.at - b.at)
    return toPart(universe, nodes, vanishing)
  })
}

/** The number of the group of each position: what asks for each other, now or in a version that may be chosen. */
function joinNeighbours(
  { universe, vanishing }: { readonly universe: Universe; readonly vanishing: ReadonlySet<number> },
  free: readonly Node[],
): (at: number) => number {
  const parent = universe.nodes.map((_, at) => at)
  const find = (at: number): number => {
    let root = at
    for (let up = parent[root]; up !== undefined && up !== root; up = parent[root]) root = up
    parent[at] = root
    return root
  }
  const isFree = new Set(free.map((node) => node.at))
  for (const node of free) {
    const speaking = node.dependents.filter((at) => universe.nodes[at]?.options.some(speaks) === true)
    const dropping = node.dependents.filter((at) => vanishing.has(at))
    for (const at of [...speaking, ...dropping, ...neededLater(universe, node)]) {
      if (!isFree.has(at)) continue
      const [low, high] = [find(node.at), find(at)].sort((a, b) => a - b)
      if (low !== undefined && high !== undefined) parent[high] = low
    }
  }
  return find
}

/** Only a choice whose needs are known changes what its dependencies may be (`permissionOf`). */
function speaks(option: Option): boolean {
  return option.requires !== undefined
}

function neededLater(universe: Universe, node: Node): readonly number[] {
  const cores = new Set(node.options.flatMap((option) => [...(option.requires?.keys() ?? [])]))
  return [...cores].flatMap((core) => universe.byCore.get(core) ?? [])
}

function toPart(universe: Universe, nodes: readonly Node[], vanishing: ReadonlySet<number>): Part {
  const inside = new Set(nodes.map((node) => node.at))
  const options = nodes.map((target) => {
    const outside = target.dependents.flatMap((at) => {
      const dependent = universe.nodes[at]
      return dependent === undefined || inside.has(at) ? [] : [dependent]
    })
    const allowed = target.options.filter((to) =>
      outside.every((dependent) => isPairAllowed(universe, { target, to }, { dependent, option: undefined })),
    )
    return [target.at, withoutDominated(universe, target, allowed)] as const
  })
  const pulled = nodes.filter(
    (node) =>
      !node.isDirect &&
      node.dependents.some(
        (at) => universe.nodes[at]?.options.some((option) => rulesOut(option.requires, node)) === true,
      ),
  )
  return {
    nodes,
    options: new Map(options),
    mayVanish: new Set(nodes.flatMap(({ at }) => (vanishing.has(at) ? [at] : []))),
    mayBePulled: new Set(pulled.map((node) => node.at)),
  }
}

/**
 * Options that differ in height alone: only the lowest can be in a best set. Where someone states needs of the package,
 * versions differ in more than that, and all are kept.
 */
function withoutDominated(universe: Universe, node: Node, options: readonly Option[]): readonly Option[] {
  const isSpokenOf =
    universe.spokenOf.has(node.core) ||
    node.dependents.some((at) => universe.nodes[at]?.options.some(speaks) === true)
  if (isSpokenOf) return options
  const seen = new Set<string>()
  return options.filter((option) => {
    const { candidate, kind, open, requires } = option
    if (candidate === undefined || requires !== undefined) return true
    const isProven = candidate.existence !== 'fixed-bound'
    const jump = jumpOf(node.type, node.version, candidate.version.text)
    const facts = [
      kind,
      isProven,
      candidate.isPreRelease,
      jump,
      isWithin(node, option),
      ...open.map(({ key }) => key),
    ]
    const key = JSON.stringify(facts)
    return !seen.has(key) && seen.add(key) !== undefined
  })
}

/** What drops out of the tree if all that ask for it let go of it or drop out themselves, as far as they may. */
function findVanishing(universe: Universe): ReadonlySet<number> {
  const vanishing = new Set<number>()
  const targets = targetsOf(universe)
  for (const node of universe.nodes) if (!node.isDirect && node.dependents.length > 0) vanishing.add(node.at)
  const open = [...vanishing]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const target = universe.nodes[at]
    const isHeld = target?.dependents.some((one) => !vanishing.has(one) && !mayLetGo(universe, one, target))
    if (isHeld !== true || !vanishing.delete(at)) continue
    for (const next of targets[at] ?? []) open.push(next)
  }
  return vanishing
}

function mayLetGo(universe: Universe, dependent: number, target: Node): boolean {
  return universe.nodes[dependent]?.options.some((option) => mayLeave(option, target)) === true
}

/** Steps from the nearest root. */
function depthsOf(universe: Universe): readonly number[] {
  const depths = universe.nodes.map((node) => (node.isDirect ? 0 : Number.MAX_SAFE_INTEGER))
  const targets = targetsOf(universe)
  const queue = universe.nodes.filter((node) => node.isDirect).map((node) => node.at)
  for (let next = 0; next < queue.length; next++) {
    const at = queue[next] ?? 0
    for (const target of targets[at] ?? []) {
      if ((depths[target] ?? 0) !== Number.MAX_SAFE_INTEGER) continue
      depths[target] = (depths[at] ?? 0) + 1
      queue.push(target)
    }
  }
  return depths
}
