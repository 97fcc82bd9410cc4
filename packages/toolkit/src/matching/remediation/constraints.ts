/** What may stand together: dependents and the versions that they allow, and what nothing asks for any more. */
import { jumpOf } from './jump.ts'
import { allows } from './requirement.ts'
import { coexisting, type Node, type Option, type Universe } from './universe.ts'

/** What is chosen for the node at a position; undefined: it stays as it is. */
export type Chosen = (at: number) => Option | undefined

/** `assumed`: nobody wrote it down, and the jump is one that dependents usually allow. */
export type Permission = 'stated' | 'assumed' | 'forbidden' | 'unknown'

type Edge = readonly string[] | 'unstated' | 'none'

/** A dependent, as chosen. */
interface Asking {
  readonly dependent: Node
  readonly option: Option | undefined
}

/** What a dependent writes of a package, in the version chosen for it. */
function edgeOf(universe: Universe, { dependent, option }: Asking, target: Node): Edge {
  if (option === undefined) {
    // A dependent may ask for one package twice, under an alias: only what the version found meets is meant here.
    const written = universe.written[dependent.at]?.get(target.core) ?? []
    const meant = written.filter((one) => allows(target.type, one, target.version) !== false)
    return meant.length === 0 ? 'unstated' : meant
  }
  if (option.kind === 'remove') return 'none'
  if (option.requires === undefined) return 'unstated'
  return option.requires.get(target.core) ?? 'none'
}

/**
 * Whether the dependent, as chosen, lets the target have this version. Of a version whose needs nobody knows it is assumed
 * that it allows what the present one allows, and no more: moving it neither opens nor closes anything.
 */
export function permissionOf(
  universe: Universe,
  { dependent, option }: Asking,
  goal: { readonly target: Node; readonly version: string },
): Permission {
  if (option?.kind !== 'remove' && option !== undefined && option.requires === undefined) {
    const present = permissionOf(universe, { dependent, option: undefined }, goal)
    return isPermitted(present) ? 'assumed' : 'unknown'
  }
  const { target, version } = goal
  const edge = edgeOf(universe, { dependent, option }, target)
  if (edge === 'none') return 'stated'
  const stated = edge === 'unstated' ? undefined : answerOf(edge, goal, option !== undefined)
  return stated ?? (target.type === 'golang' || isSmall(target, version) ? 'assumed' : 'unknown')
}

/** Undefined where what is written cannot be compared with the version. */
function answerOf(
  edge: readonly string[],
  { target, version }: { readonly target: Node; readonly version: string },
  isMoved: boolean,
): 'stated' | 'forbidden' | undefined {
  const answers = edge.map((one) => allows(target.type, one, version))
  // A new version may ask for one package twice, under an alias: either may be meant.
  const isForbidden =
    target.type === 'npm' && isMoved ? answers.every((one) => one === false) : answers.includes(false)
  if (isForbidden) return 'forbidden'
  return answers.includes(undefined) ? undefined : 'stated'
}

function isSmall(target: Node, version: string): boolean {
  const jump = jumpOf(target.type, target.version, version)
  return jump === 'patch' || jump === 'minor'
}

export function isPermitted(permission: Permission): boolean {
  return permission === 'stated' || permission === 'assumed'
}

/** The rule for a target and one of its dependents; overriding and removing ask nobody. */
export function isPairAllowed(
  universe: Universe,
  { target, to }: { readonly target: Node; readonly to: Option | undefined },
  { dependent, option }: Asking,
): boolean {
  if (to?.kind !== 'move' || to.candidate === undefined) return true
  const version = to.candidate.version.text
  return isPermitted(permissionOf(universe, { dependent, option }, { target, version }))
}

/**
 * The rule for a moved dependent whose new needs are known: each is met by what the tree then has, or by a version that is
 * known to exist and that nothing covers. A second version of a package only where the package manager takes one.
 */
export function areNeedsMet(universe: Universe, chosen: Chosen, node: Node): boolean {
  const requires = chosen(node.at)?.requires
  if (requires === undefined) return true
  return [...requires].every(([core, requirements]) => {
    const present = universe.byCore.get(core) ?? []
    const mayAdd = present.length === 0 || coexisting.has(node.type)
    return requirements.every((requirement) => {
      const isMet = present.some((at) => {
        const target = universe.nodes[at]
        return target !== undefined && meets(target, chosen(at), requirement)
      })
      return isMet || (mayAdd && universe.hasClear(core, requirement))
    })
  })
}

function meets(target: Node, option: Option | undefined, requirement: string): boolean {
  if (option?.kind === 'remove') return false
  if (option?.kind === 'override') return true
  return allows(target.type, requirement, option?.candidate?.version.text ?? target.version) !== false
}

/** Whether what dependents ask for, as chosen, rules out the version found: the package manager has to take another. */
export function isPulled(universe: Universe, chosen: Chosen, target: Node): boolean {
  return !target.isDirect && findPuller(chosen, target) !== undefined
}

export function findPuller(chosen: Chosen, target: Node): number | undefined {
  return target.dependents.find((at) => rulesOut(chosen(at)?.requires, target))
}

/** Whether these needs leave no room for the version found. */
export function rulesOut(requires: Option['requires'], target: Node): boolean {
  const requirements = requires?.get(target.core)
  return requirements?.every((one) => allows(target.type, one, target.version) === false) === true
}

/** Where a walk through the tree starts, and the positions that it may enter; everywhere where that is absent. */
export interface Walk {
  readonly roots: readonly number[]
  readonly within?: ReadonlySet<number>
}

/** Positions of what the product still has, by what is chosen. */
export function findAlive(universe: Universe, chosen: Chosen, { roots, within }: Walk): ReadonlySet<number> {
  const alive = new Set<number>()
  const isGone = (at: number): boolean => chosen(at)?.kind === 'remove'
  const open = roots.filter((at) => !isGone(at))
  const targets = targetsOf(universe)
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (alive.has(at)) continue
    alive.add(at)
    for (const next of targets[at] ?? []) {
      const isOpen = !alive.has(next) && within?.has(next) !== false && !isGone(next)
      if (isOpen && isEdgeLive(universe, chosen, { from: at, to: next })) open.push(next)
    }
  }
  return alive
}

function isEdgeLive(
  universe: Universe,
  chosen: Chosen,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  const target = universe.nodes[to]
  return target !== undefined && keepsEdge(chosen(from), target, chosen(to))
}

/** Whether a dependent in the version chosen still takes the target in the version chosen for that. */
export function keepsEdge(option: Option | undefined, target: Node, to: Option | undefined): boolean {
  if (option?.kind === 'remove') return false
  if (option?.requires === undefined) return true
  return option.requires.get(target.core)?.some((one) => meets(target, to, one)) === true
}

const known = new WeakMap<Universe, readonly (readonly number[])[]>()

/** Positions that each node depends on; made once for a universe. */
export function targetsOf(universe: Universe): readonly (readonly number[])[] {
  const found = known.get(universe)
  if (found !== undefined) return found
  const targets: number[][] = universe.nodes.map(() => [])
  for (const { at, dependents } of universe.nodes) for (const one of dependents) targets[one]?.push(at)
  known.set(universe, targets)
  return targets
}

/** Where everything begins: what the product asks for, and what cannot be reached from there in the first place. */
export function findRoots(universe: Universe): readonly number[] {
  const direct = universe.nodes.filter((node) => node.isDirect).map((node) => node.at)
  const reached = findAlive(universe, () => undefined, { roots: direct })
  return [...direct, ...universe.nodes.flatMap(({ at }) => (reached.has(at) ? [] : [at]))]
}
