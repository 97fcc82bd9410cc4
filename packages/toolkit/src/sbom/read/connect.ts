/** The dependency graph of a document: edges between what it lists, what is direct, what is reached at all. */
import { Ints } from '../../base/index.ts'
import type { Scope } from '../../model/index.ts'

/** Nodes are numbers: 0 is the product, the others are what the document lists, in its order. */
export interface Graph {
  /** Nodes that it depends on, each once, in no order. */
  targetsOf(node: number): readonly number[]
  /** Who depends on it. */
  sourcesOf(node: number): readonly number[]
  /** Scopes that the relationships to a node state. */
  hasScope(node: number, scope: Scope): boolean
  /** The product asks for it, perhaps through components without a purl. */
  isDirect(node: number): boolean
  isReached(node: number): boolean
}

export interface GraphBuilder {
  readonly add: (from: number, to: number, scope: Scope | undefined) => void
  readonly finish: (nodes: { count: number; start: number; isPurl: (node: number) => boolean }) => Graph
}

/** Widest first: what ships to users outweighs what only builds the product. */
export const scopes: readonly Scope[] = ['runtime', 'unknown', 'optional', 'peer', 'build', 'development']

export function createGraphBuilder(): GraphBuilder {
  const from = new Ints()
  const to = new Ints()
  const stated = new Map<number, number>()
  return {
    add: (source, target, scope) => {
      from.push(source)
      to.push(target)
      if (scope !== undefined) stated.set(target, (stated.get(target) ?? 0) | (1 << scopes.indexOf(scope)))
    },
    finish: ({ count, start, isPurl }) => {
      const targets = toRows(from, to, count)
      const direct = reach(start, targets, (node) => !isPurl(node))
      const reached = reach(start, targets, () => true)
      let sources: Rows | undefined
      return {
        targetsOf: (node) => distinct(targets, node),
        sourcesOf: (node) => distinct((sources ??= toRows(to, from, count)), node),
        hasScope: (node, scope) => ((stated.get(node) ?? 0) & (1 << scopes.indexOf(scope))) !== 0,
        isDirect: (node) => direct[node] === 1,
        isReached: (node) => reached[node] === 1,
      }
    },
  }
}

/** The targets of node n stand in `targets` from `starts[n]` to before `starts[n + 1]`. */
interface Rows {
  readonly starts: Int32Array
  readonly targets: Int32Array
}

function toRows(from: Ints, to: Ints, count: number): Rows {
  const starts = new Int32Array(count + 1)
  for (let edge = 0; edge < from.length; edge++) increase(starts, from.at(edge) + 1, 1)
  for (let node = 0; node < count; node++) increase(starts, node + 1, starts[node] ?? 0)
  const next = starts.slice()
  const targets = new Int32Array(from.length)
  for (let edge = 0; edge < from.length; edge++) {
    const node = from.at(edge)
    targets[next[node] ?? 0] = to.at(edge)
    increase(next, node, 1)
  }
  return { starts, targets }
}

function increase(numbers: Int32Array, at: number, by: number): void {
  numbers[at] = (numbers[at] ?? 0) + by
}

function distinct({ starts, targets }: Rows, node: number): readonly number[] {
  const row = targets.subarray(starts[node] ?? 0, starts[node + 1] ?? 0)
  return row.length < 2 ? [...row] : [...new Set(row)]
}

/** All nodes that some path leads to; a path goes on from a node only where `isOpen` says so. */
function reach(start: number, { starts, targets }: Rows, isOpen: (node: number) => boolean): Uint8Array {
  const found = new Uint8Array(starts.length)
  const queue = [start]
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (let at = starts[node] ?? 0; at < (starts[node + 1] ?? 0); at++) {
      const next = targets[at] ?? 0
      if (found[next] === 1) continue
      found[next] = 1
      if (isOpen(next)) queue.push(next)
    }
  }
  return found
}
