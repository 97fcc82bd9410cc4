/** Whether a whole set of choices may stand, and its exact cost: the one measure for the search and for its proof. */
import { areNeedsMet, type Chosen, findAlive, isPairAllowed, isPulled } from './constraints.ts'
import { addCosts, classOf, compareCosts, type Cost, priceOf, zero } from './cost.ts'
import { allows } from './requirement.ts'
import { jumpOf } from './jump.ts'
import type { Node, Option, Universe } from './universe.ts'

export interface Evaluator {
  /** Undefined where the set may not stand, or costs no less than the limit. Only these nodes are looked at and counted. */
  readonly costOf: (chosen: Chosen, set: NodeSet, limit?: Cost) => Cost | undefined
  /** The cost of one choice where nothing else gets in its way. */
  readonly bestCase: (node: Node, option: Option | undefined, luck: Luck) => Cost
}

/** Nodes that are judged together, and those of them that may drop out; what asks for the latter is among the nodes. */
export interface NodeSet {
  readonly nodes: readonly Node[]
  readonly mayVanish: ReadonlySet<number>
}

export interface Luck {
  readonly mayVanish: boolean
  readonly mayBePulled: boolean
}

export function createEvaluator(universe: Universe): Evaluator {
  const price = (chosen: Chosen, { nodes }: NodeSet, isGone: (at: number) => boolean): Cost => {
    let total = zero
    for (const node of nodes) {
      const luck = { isGone: isGone(node.at), isFree: isPulled(universe, chosen, node) }
      total = addCosts(total, priceChoice(node, chosen(node.at), luck))
    }
    return total
  }
  return {
    costOf(chosen, set, limit) {
      const isTooDear = (cost: Cost): boolean => limit !== undefined && compareCosts(cost, limit) >= 0
      if (isTooDear(price(chosen, set, (at) => set.mayVanish.has(at)))) return undefined
      if (!set.nodes.every((node) => mayStand(universe, chosen, node))) return undefined
      const gone = findGone(universe, chosen, set)
      const cost = price(chosen, set, (at) => gone.has(at))
      return isTooDear(cost) ? undefined : cost
    },
    bestCase: (node, option, luck) =>
      priceChoice(node, option, { isGone: luck.mayVanish, isFree: luck.mayBePulled }),
  }
}

/** Of those that may drop out, those that nothing alive keeps any more. */
function findGone(universe: Universe, chosen: Chosen, { nodes, mayVanish }: NodeSet): ReadonlySet<number> {
  if (mayVanish.size === 0) return mayVanish
  const firm = nodes.flatMap(({ at }) => (mayVanish.has(at) ? [] : [at]))
  const alive = findAlive(universe, chosen, { roots: firm, within: mayVanish })
  return new Set([...mayVanish].filter((at) => !alive.has(at)))
}

function mayStand(universe: Universe, chosen: Chosen, target: Node): boolean {
  const to = chosen(target.at)
  return (
    areNeedsMet(universe, chosen, target) &&
    target.dependents.every((at) => {
      const dependent = universe.nodes[at]
      return (
        dependent === undefined || isPairAllowed(universe, { target, to }, { dependent, option: chosen(at) })
      )
    })
  )
}

function priceChoice(
  node: Node,
  option: Option | undefined,
  { isGone, isFree }: { readonly isGone: boolean; readonly isFree: boolean },
): Cost {
  const open = isGone ? [] : (option?.open ?? node.findings).map(classOf)
  if (option === undefined) return priceOf({ open })
  const { candidate } = option
  return priceOf({
    open,
    step: {
      isOverride: option.kind === 'override',
      isWithin: node.isDirect && isWithin(node, option),
      isRefresh: !node.isDirect,
      jump: candidate === undefined ? 'major' : jumpOf(node.type, node.version, candidate.version.text),
      isPreRelease: candidate?.isPreRelease === true,
      isUnproven: candidate?.existence === 'fixed-bound',
      height: option.height,
      isFree: isFree && option.kind === 'move',
    },
  })
}

/** Whether all that the product itself writes of the package allows the version. */
export function isWithin(node: Node, { candidate }: Option): boolean {
  if (candidate === undefined || node.wishes.length === 0) return false
  return node.wishes.every((wish) => allows(node.type, wish, candidate.version.text) === true)
}
