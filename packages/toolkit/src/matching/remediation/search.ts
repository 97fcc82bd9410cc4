/** Finds the best set of choices: depth first with a bound on what is still to come, part by part. */
import { isPairAllowed } from './constraints.ts'
import { addCosts, type Cost, compareCosts, zero } from './cost.ts'
import { createEvaluator, type Evaluator } from './evaluate-set.ts'
import { createForecast, type Forecast } from './forecast.ts'
import { type Part, splitParts } from './parts.ts'
import type { Node, Option, Universe } from './universe.ts'

export interface Found {
  /** By position; what is absent stays as it is. */
  readonly chosen: ReadonlyMap<number, Option>
  /** False as soon as one part was given up before its end, or not all versions were looked at. */
  readonly isProvenMinimal: boolean
  /** Partial sets that were looked at. */
  readonly looked: number
}

/** Partial sets that one search may look at: a second or two. */
export const searchBudget = 200_000

export function findBestSet(universe: Universe, budget: number = searchBudget): Found {
  const evaluator = createEvaluator(universe)
  const chosen = new Map<number, Option>()
  const count: Count = { looked: 0, budget }
  let isWhole = universe.nodes.every((node) => !node.candidates.isCut)
  for (const part of splitParts(universe)) {
    const search = startSearch({ universe, evaluator, part, count })
    const isDone = visit(search, 0, zero)
    isWhole &&= isDone
    for (const [at, option] of search.best) chosen.set(at, option)
  }
  return { chosen, isProvenMinimal: isWhole, looked: count.looked }
}

interface Count {
  looked: number
  readonly budget: number
}

interface Context {
  readonly universe: Universe
  readonly evaluator: Evaluator
  readonly part: Part
  readonly count: Count
}

interface Search extends Context {
  readonly forecast: Forecast
  readonly current: Map<number, Option>
  readonly pairs: readonly (readonly Pair[])[]
  best: ReadonlyMap<number, Option>
  bestCost: Cost
}

/** Leaving everything as it is may always stand; from there, one better choice at a time gives the first set to beat. */
function startSearch(context: Context): Search {
  const { part, evaluator } = context
  const nothing = evaluator.costOf(() => undefined, part)
  if (nothing === undefined) throw new Error('a tree as it is must be allowed to stand')
  const search: Search = {
    ...context,
    forecast: createForecast(part, evaluator),
    current: new Map(),
    pairs: pairsOf(part.nodes),
    best: new Map(),
    bestCost: nothing,
  }
  for (let isBetter = true; isBetter; ) isBetter = improve(search)
  return search
}

/** Tries each single choice in place of the best set's; whether one was better. */
function improve(search: Search): boolean {
  const before = search.bestCost
  for (const { at } of search.part.nodes)
    for (const option of [undefined, ...(search.part.options.get(at) ?? [])]) exchange(search, at, option)
  return compareCosts(search.bestCost, before) < 0
}

function exchange(search: Search, at: number, option: Option | undefined): void {
  search.current.clear()
  for (const [place, one] of search.best) if (place !== at) search.current.set(place, one)
  if (option !== undefined) search.current.set(at, option)
  weigh(search)
  search.current.clear()
}

/** False where the budget ended first. */
function visit(search: Search, depth: number, spent: Cost): boolean {
  const node = search.part.nodes[depth]
  if (node === undefined) {
    weigh(search)
    return true
  }
  const { forecast, current } = search
  for (const { option, cost } of forecast.choicesAt(depth)) {
    const sum = addCosts(spent, cost)
    if (compareCosts(sum, search.bestCost) >= 0) break
    if (search.count.looked >= search.count.budget) return false
    search.count.looked++
    if (option !== undefined) current.set(node.at, option)
    forecast.decide(depth, option)
    const mayWin =
      compareCosts(addCosts(sum, forecast.restFrom(depth + 1)), search.bestCost) < 0 &&
      fitsSoFar(search, depth)
    const isWhole = !mayWin || visit(search, depth + 1, sum)
    current.delete(node.at)
    if (!isWhole) return false
  }
  return true
}

/** The pairs of this node with those that are already decided. */
function fitsSoFar({ universe, current, pairs }: Search, depth: number): boolean {
  return (pairs[depth] ?? []).every(({ target, dependent }) =>
    isPairAllowed(
      universe,
      { target, to: current.get(target.at) },
      { dependent, option: current.get(dependent.at) },
    ),
  )
}

interface Pair {
  readonly target: Node
  readonly dependent: Node
}

/** Each pair of a part where the later of the two is decided. */
function pairsOf(nodes: readonly Node[]): readonly (readonly Pair[])[] {
  const place = new Map(nodes.map((node, index) => [node.at, index]))
  const pairs: Pair[][] = nodes.map(() => [])
  for (const [index, target] of nodes.entries()) {
    for (const at of target.dependents) {
      const other = place.get(at)
      const dependent = other === undefined ? undefined : nodes[other]
      if (other !== undefined && dependent !== undefined)
        pairs[Math.max(index, other)]?.push({ target, dependent })
    }
  }
  return pairs
}

function weigh(search: Search): void {
  const { evaluator, part, current } = search
  const cost = evaluator.costOf((at) => current.get(at), part, search.bestCost)
  if (cost === undefined) return
  search.best = new Map(current)
  search.bestCost = cost
}
