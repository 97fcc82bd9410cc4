/** Who depends on whom in a result of ORT: the shared graph (since 2021) or a tree in each project (before). */
import { entriesField, field, listField, textField } from '../../inventory/index.ts'
import type { Relation, Scope } from '../../model/index.ts'
import { texts } from './values.ts'

export interface OrtFacts {
  readonly relation: Relation
  readonly scope: Scope
  /** Names of ORT's scopes that lead to it, sorted. */
  readonly groups: readonly string[]
  readonly dependsOn: readonly string[]
}

export interface OrtGraph {
  factsOf(id: string): OrtFacts
  /** What a project asks for. */
  rootsOf(project: string): readonly string[]
}

interface Graph {
  readonly edges: Map<string, Set<string>>
  readonly roots: Map<string, Set<string>>
  /** From an id to the scopes that ask for it directly. */
  readonly direct: Map<string, Set<string>>
}

export function readOrtGraph(result: unknown): OrtGraph {
  const graph: Graph = { edges: new Map(), roots: new Map(), direct: new Map() }
  for (const [, managed] of entriesField(result, 'dependency_graphs')) readShared(graph, managed)
  for (const project of listField(result, 'projects')) {
    const id = textField(project, 'id') ?? ''
    for (const scope of listField(project, 'scopes'))
      readTree(graph, listField(scope, 'dependencies'), {
        project: id,
        scope: textField(scope, 'name') ?? '',
      })
  }
  const reached = reach(graph)
  return {
    // The shared graph leaves the type of the project out.
    rootsOf: (project) => [
      ...(graph.roots.get(project) ?? graph.roots.get(project.slice(project.indexOf(':') + 1)) ?? []),
    ],
    factsOf: (id) => {
      const groups = [...(reached.get(id) ?? [])].sort()
      return {
        relation: graph.direct.has(id) ? 'direct' : reached.has(id) ? 'transitive' : 'unknown',
        scope: scopeOf(groups),
        groups,
        dependsOn: [...(graph.edges.get(id) ?? [])],
      }
    },
  }
}

/** Indices into `packages`; since 2021-11 nodes and edges, before that trees under `scope_roots`. */
function readShared(graph: Graph, managed: unknown): void {
  const packages = texts(listField(managed, 'packages'))
  const nodes = listField(managed, 'nodes')
  const idOf = (index: number): string | undefined => packages[index]
  const nodeId = (index: number): string | undefined => {
    const node = nodes[index]
    return node === undefined ? undefined : idOf(numberOf(field(node, 'pkg')))
  }
  for (const edge of listField(managed, 'edges')) {
    const from = nodeId(numberOf(field(edge, 'from')))
    const to = nodeId(numberOf(field(edge, 'to')))
    if (from !== undefined && to !== undefined) add(graph.edges, from, to)
  }
  readRoots(graph, listField(managed, 'scope_roots'), idOf)
  for (const [name, roots] of entriesField(managed, 'scopes')) {
    const { project, scope } = splitScope(name)
    for (const root of Array.isArray(roots) ? (roots as readonly unknown[]) : []) {
      const id = idOf(numberOf(field(root, 'root')))
      if (id === undefined) continue
      add(graph.direct, id, scope)
      add(graph.roots, project, id)
    }
  }
}

/** Serialised without members that are zero: an empty node is package 0. */
function numberOf(value: unknown): number {
  return value === undefined ? 0 : Number(value)
}

/** `namespace:name:version:scope`; a scope's name may hold colons. */
function splitScope(name: string): { readonly project: string; readonly scope: string } {
  const parts = name.split(':')
  return { project: parts.slice(0, 3).join(':'), scope: parts.slice(3).join(':') }
}

function readRoots(
  graph: Graph,
  roots: readonly unknown[],
  idOf: (index: number) => string | undefined,
): void {
  const pending = [...roots]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const from = idOf(numberOf(field(node, 'pkg')))
    for (const child of listField(node, 'dependencies')) {
      const to = idOf(numberOf(field(child, 'pkg')))
      if (from !== undefined && to !== undefined) add(graph.edges, from, to)
      pending.push(child)
    }
  }
}

function readTree(
  graph: Graph,
  dependencies: readonly unknown[],
  { project, scope }: { readonly project: string; readonly scope: string },
): void {
  for (const one of dependencies) {
    const id = textField(one, 'id')
    if (id === undefined) continue
    add(graph.roots, project, id)
    add(graph.direct, id, scope)
  }
  const pending = [...dependencies]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const from = textField(node, 'id')
    for (const child of listField(node, 'dependencies')) {
      const to = textField(child, 'id')
      if (from !== undefined && to !== undefined) add(graph.edges, from, to)
      pending.push(child)
    }
  }
}

/** From each package to the scopes that lead to it. */
function reach(graph: Graph): ReadonlyMap<string, ReadonlySet<string>> {
  const reached = new Map<string, Set<string>>()
  const scopes = new Map<string, string[]>()
  for (const [id, names] of graph.direct)
    for (const name of names) scopes.set(name, [...(scopes.get(name) ?? []), id])
  for (const [name, starts] of scopes) {
    const seen = new Set(starts)
    for (const id of seen) {
      add(reached, id, name)
      for (const next of graph.edges.get(id) ?? []) seen.add(next)
    }
  }
  return reached
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, new Set([value]))
  else known.add(value)
}

const development =
  /(^|[a-z])test|^(?:dev|devDependencies|development|require-dev|dev-dependencies|androidTest)/i
const runtime =
  /^(?:compile|runtime|dependencies|default|main|install|require|prod|provided|implementation)$|RuntimeClasspath$|^runtimeClasspath$|^compileClasspath$/
const build = /^(?:build|build-dependencies|annotationProcessor|kapt|classpath)$/

/** The names are those of the package managers; one that tells nothing leaves the scope unknown. */
function scopeOf(groups: readonly string[]): Scope {
  if (groups.length === 0) return 'unknown'
  if (groups.some((name) => runtime.test(name) && !development.test(name))) return 'runtime'
  if (groups.every((name) => development.test(name))) return 'development'
  return groups.every((name) => build.test(name) || development.test(name)) ? 'build' : 'unknown'
}
