/** What direct dependencies of Maven bring along, by Maven's own rules (Maven, "Introduction to the Dependency Mechanism"). */
import type { Near } from '../ecosystem.ts'
import { type Managed, type MavenModel, modelOf } from './maven-model.ts'
import { type Coordinates, formatCoordinates } from './maven-repository.ts'
import { exactVersion } from './maven-version.ts'
import type { PomDependency } from './pom.ts'
import { managementKey } from './pom-chain.ts'

export interface MavenNode {
  /** `GROUP:ARTIFACT:TYPE:CLASSIFIER`: of nodes with one key the nearest wins, and of equally near ones the first. */
  readonly key: string
  readonly dependency: PomDependency
  /** Of a direct dependency as declared; of another the widest that any way to it gives. */
  scope: string
  readonly isDirect: boolean
  /** Line of the direct dependency that it came by. */
  readonly line: number
  readonly edges: MavenEdge[]
}

interface MavenEdge {
  readonly to: string
  readonly scope: string
}

export interface MavenGraph {
  /** In the order in which they were met, nearest first. */
  readonly nodes: ReadonlyMap<string, MavenNode>
  /** Poms that are not at hand, so that what they bring along is unknown; sorted, each once. */
  readonly gaps: readonly string[]
}

/** More packages than any build has. */
const maxNodes = 50_000

interface Building {
  readonly near: Near
  readonly managed: Managed
  readonly nodes: Map<string, MavenNode>
  readonly queue: { readonly node: MavenNode; readonly exclusions: ReadonlySet<string> }[]
  readonly gaps: Set<string>
}

/** `direct`: texts resolved, managed values filled in, in the order of the pom. */
export function resolveGraph(direct: readonly PomDependency[], managed: Managed, near: Near): MavenGraph {
  const building: Building = { near, managed, nodes: new Map(), queue: [], gaps: new Set() }
  for (const dependency of direct) {
    const place = { scope: dependency.scope ?? 'compile', line: dependency.line, isDirect: true }
    addNode(building, dependency, { ...place, exclusions: new Set(dependency.exclusions) })
  }
  for (let at = 0; at < building.queue.length; at++) {
    const next = building.queue[at]
    if (next !== undefined) expand(building, next.node, next.exclusions)
  }
  settleScopes(building.nodes)
  return { nodes: building.nodes, gaps: [...building.gaps].sort() }
}

interface Placing {
  readonly scope: string
  readonly line: number
  readonly isDirect: boolean
  readonly exclusions: ReadonlySet<string>
}

function addNode({ nodes, queue }: Building, dependency: PomDependency, place: Placing): void {
  const key = managementKey(dependency, (text) => text)
  if (nodes.has(key) || nodes.size >= maxNodes) return
  const { exclusions, ...rest } = place
  const node: MavenNode = { key, dependency, ...rest, edges: [] }
  nodes.set(key, node)
  queue.push({ node, exclusions })
}

function coordinatesOf({ groupId, artifactId, version }: PomDependency): Coordinates | undefined {
  const exact = exactVersion(version)
  return exact === undefined ? undefined : { groupId, artifactId, version: exact }
}

function expand(building: Building, node: MavenNode, exclusions: ReadonlySet<string>): void {
  const wanted = coordinatesOf(node.dependency)
  if (wanted === undefined || node.scope === 'system') return
  const model = modelOf(building.near, wanted)
  if (model === undefined) building.gaps.add(formatCoordinates(wanted))
  for (const gap of model?.gaps ?? []) building.gaps.add(gap)
  for (const dependency of childrenOf(model, node)) {
    const child = manage(building.managed, follow(building.near, dependency))
    if (!isTaken(child, exclusions)) continue
    node.edges.push({ to: managementKey(child, (text) => text), scope: child.scope ?? 'compile' })
    addNode(building, child, {
      scope: '',
      line: node.line,
      isDirect: false,
      exclusions: new Set([...exclusions, ...child.exclusions]),
    })
  }
}

/** A package that moved has nothing of its own: the one that it moved to is all that it brings. */
function childrenOf(model: MavenModel | undefined, { dependency }: MavenNode): readonly PomDependency[] {
  if (model?.relocation === undefined) return model?.dependencies ?? []
  return [{ ...dependency, ...model.relocation, scope: 'compile', isOptional: false, exclusions: [] }]
}

const maxMoves = 5

/** The package that took the place of one that moved. */
function follow(near: Near, dependency: PomDependency): PomDependency {
  let current = dependency
  for (let moves = 0; moves < maxMoves; moves++) {
    const wanted = coordinatesOf(current)
    const moved = wanted === undefined ? undefined : modelOf(near, wanted)?.relocation
    if (moved === undefined) break
    current = { ...current, ...moved }
  }
  return current
}

/** Below the direct dependencies, what the project manages wins over what poms on the way say. */
function manage({ entries }: Managed, dependency: PomDependency): PomDependency {
  const managed = entries.get(managementKey(dependency, (text) => text))
  if (managed === undefined) return dependency
  return {
    ...dependency,
    version: managed.version ?? dependency.version,
    scope: managed.scope ?? dependency.scope,
    exclusions: [...dependency.exclusions, ...managed.exclusions],
  }
}

function isTaken(dependency: PomDependency, exclusions: ReadonlySet<string>): boolean {
  const { groupId, artifactId, scope = 'compile', isOptional } = dependency
  if (isOptional || !['compile', 'runtime'].includes(scope)) return false
  const names = [`${groupId}:${artifactId}`, `${groupId}:*`, `*:${artifactId}`, '*:*']
  return !names.some((name) => exclusions.has(name))
}

const widestFirst = ['compile', 'runtime', 'system', 'provided', 'test']

/** Until no way to a node makes its scope wider. */
function settleScopes(nodes: ReadonlyMap<string, MavenNode>): void {
  const open = [...nodes.values()].filter((node) => node.isDirect)
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const edge of node.edges) {
      const target = nodes.get(edge.to)
      if (target === undefined || target.isDirect) continue
      const scope = derivedScope(node.scope, edge.scope)
      if (target.scope !== '' && rank(target.scope) <= rank(scope)) continue
      target.scope = scope
      open.push(target)
    }
  }
}

function rank(scope: string): number {
  const at = widestFirst.indexOf(scope)
  return at < 0 ? widestFirst.length : at
}

/** The table of "Dependency Scope": rows the dependent's, columns `compile` and `runtime`. */
function derivedScope(parent: string, child: string): string {
  if (parent === 'test' || parent === 'runtime') return parent
  if (parent === 'provided' || parent === 'system') return 'provided'
  return child
}
