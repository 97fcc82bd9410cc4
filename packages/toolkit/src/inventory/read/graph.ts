/** What a package's place in the dependency graph says about it. */
import type { Relation, Scope } from '../../model/index.ts'
import { addPackage, type Draft, type PackageFacts } from './package.ts'

export interface Seed {
  readonly key: string
  readonly scope: Scope
}

const widestFirst: readonly Scope[] = ['runtime', 'unknown', 'optional', 'peer', 'build', 'development']

/** The widest scope of all seeds from which each key can be reached; keys that none reaches are absent. */
export function spreadScopes(
  seeds: readonly Seed[],
  edges: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, Scope> {
  const reached = new Map<string, Scope>()
  for (const scope of widestFirst) {
    const open = seeds.filter((seed) => seed.scope === scope).map((seed) => seed.key)
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      if (reached.has(key)) continue
      reached.set(key, scope)
      for (const target of edges.get(key) ?? []) open.push(target)
    }
  }
  return reached
}

/** Adds packages whose relation and scope follow from what the project itself asks for (the seeds). */
export function addGraph(
  draft: Draft,
  packages: readonly (PackageFacts & { readonly key: string })[],
  seeds: readonly Seed[],
): void {
  const edges = new Map(packages.map((facts) => [facts.key, facts.dependsOn ?? []]))
  const scopes = spreadScopes(seeds, edges)
  const direct = new Set(seeds.map((seed) => seed.key))
  for (const facts of packages) {
    const scope = scopes.get(facts.key)
    const fallback: Relation = seeds.length === 0 || scope === undefined ? 'unknown' : 'transitive'
    addPackage(draft, {
      ...facts,
      relation: facts.relation ?? (direct.has(facts.key) ? 'direct' : fallback),
      scope: facts.scope ?? scope,
    })
  }
}
