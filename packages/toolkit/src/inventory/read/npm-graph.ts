/** Scopes and relations of JavaScript packages that follow from manifests and edges (npm, "package.json"). */
import type { Scope } from '../../model/index.ts'
import type { Near } from '../ecosystem.ts'
import type { Seed } from './graph.ts'
import { rangeOfSpec } from './npm.ts'
import { addPackage, type Draft, type KeyedRequirement, type PackageFacts } from './package.ts'
import { parseManifest } from './package-json.ts'
import { entriesField, field, type Table, textField } from './shape.ts'

/** A package, with what it can do without apart. */
export type NpmFacts = PackageFacts & { readonly key: string; readonly optional: readonly string[] }

/** What one package.json asks for. */
export interface Ask {
  readonly name: string
  readonly spec: string
  readonly scope: Scope
}

/** A project of the workspace. */
export interface Project {
  /** Relative to the lock file, '' for its own folder. */
  readonly folder: string
  readonly manifest: Table
}

const sections: readonly (readonly [string, Scope])[] = [
  ['dependencies', 'runtime'],
  ['optionalDependencies', 'optional'],
  ['devDependencies', 'development'],
]

/** npm writes optional packages into both tables: the narrower statement is the one meant. */
export function asksOf(manifest: Table): readonly Ask[] {
  const optional = field(manifest, 'optionalDependencies')
  return sections.flatMap(([section, scope]) =>
    entriesField(manifest, section)
      .filter(([name]) => section !== 'dependencies' || field(optional, name) === undefined)
      .map(([name, spec]) => ({ name, spec: typeof spec === 'string' ? spec : '', scope })),
  )
}

/** The project beside the lock file and the members that its `workspaces` name; [] without package.json. */
export function readProjects(near: Near): readonly Project[] {
  const root = parseManifest(near('package.json')?.text)?.table
  if (root === undefined) return []
  const globs = workspaceGlobs(root)
  const folders = new Set<string>()
  for (const glob of globs.slice(0, 100)) {
    const isExcluded = glob.startsWith('!')
    const pattern = `${glob.replace(/^!/, '').replace(/^\.\//, '').replace(/\/$/, '')}/package.json`
    for (const path of near.matching?.(pattern) ?? []) {
      const folder = path.slice(0, -'/package.json'.length)
      if (isExcluded) folders.delete(folder)
      else folders.add(folder)
    }
  }
  const members = [...folders].sort().flatMap((folder) => {
    const manifest = parseManifest(near(`${folder}/package.json`)?.text)?.table
    return manifest === undefined ? [] : [{ folder, manifest }]
  })
  return [{ folder: '', manifest: root }, ...members]
}

export function workspaceGlobs(manifest: Table): readonly string[] {
  const stated = field(manifest, 'workspaces')
  const list = Array.isArray(stated) ? stated : field(stated, 'packages')
  return Array.isArray(list) ? list.filter((glob): glob is string => typeof glob === 'string') : []
}

/** Adds packages with the scope and relation that follow from what the projects ask for. */
export function addNpmGraph(draft: Draft, packages: readonly NpmFacts[], seeds: readonly Seed[]): void {
  const scopes = spread(packages, seeds)
  const direct = new Set(seeds.map((seed) => seed.key))
  for (const { optional, ...facts } of packages) {
    const scope = scopes.get(facts.key)
    const fallback = seeds.length === 0 || scope === undefined ? 'unknown' : 'transitive'
    addPackage(draft, {
      ...facts,
      scope,
      relation: facts.relation ?? (direct.has(facts.key) ? 'direct' : fallback),
      groups: [...(facts.groups ?? []), ...groupsOf(scope)],
      dependsOn: optional.length === 0 ? facts.dependsOn : [...(facts.dependsOn ?? []), ...optional],
    })
  }
}

function groupsOf(scope: Scope | undefined): readonly string[] {
  if (scope === 'development') return ['dev']
  return scope === 'optional' ? ['optional'] : []
}

const widestFirst = ['runtime', 'unknown', 'optional', 'peer', 'build', 'development'] as const

/** Widest first; an edge that a package can do without makes its target optional at best. */
function spread(packages: readonly NpmFacts[], seeds: readonly Seed[]): ReadonlyMap<string, Scope> {
  const byKey = new Map(packages.map((facts) => [facts.key, facts]))
  const reached = new Map<string, Scope>()
  const optional: string[] = []
  for (const scope of widestFirst) {
    const open = seeds.filter((seed) => seed.scope === scope).map((seed) => seed.key)
    if (scope === 'optional') open.push(...optional)
    const later = scope === 'runtime' || scope === 'unknown' ? optional : open
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      if (reached.has(key)) continue
      reached.set(key, scope)
      const facts = byKey.get(key)
      if (facts === undefined) continue
      for (const target of facts.dependsOn ?? []) open.push(target)
      for (const target of facts.optional) later.push(target)
    }
  }
  return reached
}

/** What a project asks for, as edges; `find` gives the key of what an ask stands for. */
export function askedEdges(
  manifest: Table,
  find: (ask: Ask) => string | undefined,
): Pick<PackageFacts, 'dependsOn' | 'requires'> {
  const dependsOn: string[] = []
  const requires: KeyedRequirement[] = []
  for (const ask of asksOf(manifest)) {
    const key = find(ask)
    if (key === undefined) continue
    dependsOn.push(key)
    const range = rangeOfSpec(ask.spec)
    if (range !== undefined) requires.push([key, range])
  }
  return { dependsOn, requires }
}

/** The first-party package of a project; undefined where the manifest has no name. */
export function projectFacts(
  project: Project,
  key: string,
  edges: Pick<PackageFacts, 'dependsOn' | 'requires'>,
): (PackageFacts & { readonly name: string }) | undefined {
  const name = textField(project.manifest, 'name')
  if (name === undefined) return undefined
  const slash = name.startsWith('@') ? name.indexOf('/') : -1
  return {
    name,
    key,
    purl: {
      type: 'npm',
      ...(slash > 0 ? { namespace: name.slice(0, slash) } : {}),
      name: name.slice(slash + 1),
      ...versionOf(project.manifest),
    },
    line: 1,
    relation: 'direct',
    scope: 'runtime',
    origin: 'workspace',
    isFirstParty: true,
    license: textField(project.manifest, 'license'),
    ...edges,
  }
}

function versionOf(manifest: Table): { readonly version?: string } {
  const version = textField(manifest, 'version')
  return version === undefined ? {} : { version }
}
