/** Whether statements about products with components inside them cover every way from the product to a component. */
import type { Purl } from '../../model/index.ts'
import type { VexPath } from '../documents/statements.ts'
import { type SceneGraph, SUBJECT } from './scene.ts'

/** `some`: at least one way is covered and at least one is not. */
export type Coverage = 'all' | 'some' | 'none'

/** States of one search. A graph that needs more is answered with the careful `some`. */
const MAX_STATES = 20_000

/**
 * `paths` are those whose last item is the component itself. Going up from it, each must meet its outer products in
 * order; what lies between them does not matter. Ways that never reach the product, because they run in circles, are
 * no ways.
 */
export function coverPaths(graph: SceneGraph, component: Purl, paths: readonly VexPath[]): Coverage {
  const outer = paths.map((path) => path.slice(0, -1))
  if (outer.some((path) => path.length === 0)) return 'all'
  // One path alone is a small search; only many together can need many states.
  const alone = outer.map((path) => search(graph, component, [path]))
  if (alone.includes('all')) return 'all'
  if (alone.every((one) => one === 'none')) return 'none'
  const together = outer.filter((_, at) => alone[at] !== 'none')
  return together.length === 1 ? 'some' : search(graph, component, together)
}

interface Step {
  readonly node: string
  /** For each path: how many of its outer products are still to be met. */
  readonly open: readonly number[]
}

function search(graph: SceneGraph, component: Purl, outer: readonly VexPath[]): Coverage {
  const matches = createMatcher(graph, outer)
  const seen = new Set<string>()
  const first = outer.map((path) => path.length)
  const pending: Step[] = graph.parentsOf(component).map((node) => ({ node, open: first }))
  const met = { covered: false, missed: false }
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    const { node } = step
    const open = step.open.map((left, at) => (matches(at, left - 1, node) ? left - 1 : left))
    if (open.includes(0)) {
      met.covered = true
      continue
    }
    if (node === SUBJECT) met.missed = true
    const key = `${node}\n${open.join(' ')}`
    if (node === SUBJECT || seen.has(key)) continue
    seen.add(key)
    if (seen.size > MAX_STATES) {
      met.missed = true
      break
    }
    for (const parent of graph.parentsOf(node as Purl)) pending.push({ node: parent, open })
  }
  if (!met.covered) return 'none'
  return met.missed ? 'some' : 'all'
}

/** Whether an item of a path is a node of the graph; each pair is looked at once. */
function createMatcher(
  graph: SceneGraph,
  outer: readonly VexPath[],
): (path: number, item: number, node: string) => boolean {
  const known = new Map<string, readonly (readonly boolean[])[]>()
  return (path, at, node) => {
    const before = known.get(node)
    const found = before ?? outer.map((items) => items.map((item) => graph.match(item, node) !== undefined))
    if (before === undefined) known.set(node, found)
    return found[path]?.[at] === true
  }
}
