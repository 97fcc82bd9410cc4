/** The dependency graph of a document: edges between what it lists, what is direct, what is reached at all. */
import type { Issue } from '../../base/index.ts'
import type { Scope } from '../../model/index.ts'
import { productRef } from '../sbom.ts'
import type { SbomDraft } from './draft.ts'

export interface Graph {
  targetsOf(node: string): readonly string[]
  /** Who depends on it. */
  sourcesOf(node: string): readonly string[]
  /** Scopes that the relationships to a node state. */
  scopesOf(node: string): ReadonlySet<Scope>
  /** Purls that the product asks for, also through components without a purl. */
  readonly direct: ReadonlySet<string>
  readonly reached: ReadonlySet<string>
  readonly purls: ReadonlySet<string>
  /** Dependencies on or of something that the document does not list. */
  readonly issues: readonly Issue[]
}

interface Listed {
  /** From the document's references to nodes. */
  readonly nodes: ReadonlyMap<string, string>
  readonly purls: ReadonlySet<string>
  readonly path: string
}

type Edges = Map<string, Set<string>>

export function connect(draft: SbomDraft, { nodes, purls, path }: Listed): Graph {
  const targets: Edges = new Map()
  const sources: Edges = new Map()
  const scopes = new Map<string, Set<Scope>>()
  const issues: Issue[] = []
  const nodeOf = (ref: string): string | undefined => nodes.get(ref) ?? (purls.has(ref) ? ref : undefined)
  for (const edge of draft.edges) {
    const from = nodeOf(edge.from)
    const to = nodeOf(edge.to)
    if (from === undefined || to === undefined) {
      const missing = from === undefined ? edge.from : edge.to
      const message = `a dependency refers to ${JSON.stringify(missing)}, which the document does not list`
      issues.push({ code: 'REFERENCE_MISSING', level: 'warning', path, line: edge.line, message })
      continue
    }
    add(targets, from, to)
    add(sources, to, from)
    if (edge.scope !== undefined) add(scopes, to, edge.scope)
  }
  const start = draft.product === undefined ? productRef : (nodes.get(draft.product.ref) ?? productRef)
  const direct = reach(start, targets, (node) => !purls.has(node))
  return {
    targetsOf: (node) => [...(targets.get(node) ?? [])].sort(),
    sourcesOf: (node) => [...(sources.get(node) ?? [])].sort(),
    scopesOf: (node) => scopes.get(node) ?? new Set(),
    direct,
    reached: reach(start, targets, () => true),
    purls,
    issues,
  }
}

function add<T>(edges: Map<string, Set<T>>, from: string, to: T): void {
  const known = edges.get(from)
  if (known === undefined) edges.set(from, new Set([to]))
  else known.add(to)
}

/** All nodes that some path leads to; a path goes on from a node only where `isOpen` says so. */
function reach(start: string, edges: Edges, isOpen: (node: string) => boolean): ReadonlySet<string> {
  const found = new Set<string>()
  const queue = [start]
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const next of edges.get(node) ?? []) {
      if (found.has(next)) continue
      found.add(next)
      if (isOpen(next)) queue.push(next)
    }
  }
  return found
}
