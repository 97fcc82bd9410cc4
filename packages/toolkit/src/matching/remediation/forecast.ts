/** What the nodes of a part that are still open cost at least, given those that are decided: the bound of the search. */
import { keepsEdge, rulesOut } from './constraints.ts'
import { addCosts, type Cost, compareCosts, zero } from './cost.ts'
import type { Evaluator, Luck } from './evaluate-set.ts'
import type { Part } from './parts.ts'
import type { Node, Option } from './universe.ts'

export interface Choice {
  readonly option: Option | undefined
  readonly cost: Cost
}

export interface Forecast {
  /** Choices of the node at a depth in the best case that is left, cheapest first; those before it must be decided. */
  readonly choicesAt: (depth: number) => readonly Choice[]
  readonly decide: (depth: number, option: Option | undefined) => void
  readonly restFrom: (depth: number) => Cost
}

/** Luck: bit 1, it may drop out of the tree; bit 2, it may follow another one without a step of its own. */
const lucks: readonly Luck[] = [0, 1, 2, 3].map((bits) => ({
  mayVanish: (bits & 1) !== 0,
  mayBePulled: (bits & 2) !== 0,
}))

export function createForecast(part: Part, evaluator: Evaluator): Forecast {
  const { nodes } = part
  const place = new Map(nodes.map((node, depth) => [node.at, depth]))
  const table = nodes.map((node) => lucks.map((luck) => choicesOf(part, node, { evaluator, luck })))
  const decided: (Option | undefined)[] = []
  /** Whether the node at a depth that is decided may drop out. */
  const mayBeGone: boolean[] = []
  const dependents = nodes.map((node) => node.dependents.flatMap((at) => place.get(at) ?? []))
  const weighty = nodes.flatMap((node, depth) => (node.findings.length > 0 ? [depth] : []))

  const luckAt = (depth: number, known: number): number => {
    const node = nodes[depth]
    if (node === undefined) return 0
    const from = dependents[depth] ?? []
    const mayVanish =
      part.mayVanish.has(node.at) &&
      from.every((one) => one >= known || mayBeGone[one] === true || !mayKeep(decided[one], node))
    const mayBePulled =
      part.mayBePulled.has(node.at) &&
      from.some((one) => one >= known || rulesOut(decided[one]?.requires, node))
    return Number(mayVanish) + 2 * Number(mayBePulled)
  }
  return {
    choicesAt: (depth) => table[depth]?.[luckAt(depth, depth)] ?? [],
    decide(depth, option) {
      decided[depth] = option
      mayBeGone[depth] = (luckAt(depth, depth) & 1) !== 0 || option?.kind === 'remove'
    },
    restFrom(from) {
      let rest = zero
      for (const depth of weighty) {
        if (depth < from) continue
        rest = addCosts(rest, table[depth]?.[luckAt(depth, from)]?.[0]?.cost ?? zero)
      }
      return rest
    },
  }
}

function choicesOf(
  part: Part,
  node: Node,
  { evaluator, luck }: { readonly evaluator: Evaluator; readonly luck: Luck },
): readonly Choice[] {
  return [undefined, ...(part.options.get(node.at) ?? [])]
    .map((option) => ({ option, cost: evaluator.bestCase(node, option, luck) }))
    .sort((a, b) => compareCosts(a.cost, b.cost))
}

/** Whether the dependent surely keeps the target as found, or may keep it in another version. */
function mayKeep(option: Option | undefined, target: Node): boolean {
  return [undefined, ...target.options].some((to) => keepsEdge(option, target, to))
}
