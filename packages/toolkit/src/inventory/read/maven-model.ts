/** The effective model of a pom (Maven, "Model Builder"): inherited and imported managed versions, dependencies with them. */
import type { Near } from '../ecosystem.ts'
import { type Coordinates, findInRepository, findModule, formatCoordinates } from './maven-repository.ts'
import type { Pom, PomDependency } from './pom.ts'
import { managementKey, type PomChain, readPomChain } from './pom-chain.ts'

export interface Managed {
  /** By `managementKey`, texts resolved. */
  readonly entries: ReadonlyMap<string, PomDependency>
  /** BOMs and parents that are not within reach, as `GROUP:ARTIFACT:VERSION`. */
  readonly gaps: readonly string[]
}

const maxImports = 20

/**
 * The nearest pom wins, and within one the first statement; then imported BOMs in their order (Maven, "Importing
 * Dependencies"). BOMs that import themselves end at `maxImports`.
 */
export function managedOf(chain: PomChain, near: Near, depth = 0): Managed {
  const entries = new Map<string, PomDependency>()
  const imports: PomDependency[] = []
  for (const pom of chain.poms) {
    for (const dependency of pom.managed) {
      const resolved = resolveAll(dependency, chain.resolve)
      if (resolved.scope === 'import' && resolved.type === 'pom') imports.push(resolved)
      else addFirst(entries, managementKey(resolved, same), resolved)
    }
  }
  const { missingParent } = chain
  const gaps = missingParent === undefined || depth === 0 ? [] : [formatCoordinates(missingParent)]
  for (const dependency of depth >= maxImports ? [] : imports) {
    const imported = importedOf({ chain, near, depth }, dependency)
    for (const [key, entry] of imported.entries) addFirst(entries, key, entry)
    for (const gap of imported.gaps) gaps.push(gap)
  }
  return { entries, gaps }
}

interface Importing {
  readonly chain: PomChain
  readonly near: Near
  readonly depth: number
}

function importedOf({ chain, near, depth }: Importing, dependency: PomDependency): Managed {
  const wanted = { ...dependency, version: dependency.version ?? '?' }
  const bom = importedBy(chain, near, wanted)
  if (bom === undefined) return { entries: new Map(), gaps: [formatCoordinates(wanted)] }
  return managedOf(bom, near, depth + 1)
}

function addFirst(entries: Map<string, PomDependency>, key: string, entry: PomDependency): void {
  if (!entries.has(key)) entries.set(key, entry)
}

function same(text: string): string {
  return text
}

function importedBy(chain: PomChain, near: Near, wanted: Coordinates): PomChain | undefined {
  const own = findModule(near, chain.placed, wanted)
  if (own !== undefined) return readPomChain(own.pom, near, own.folder)
  const pom = findInRepository(near, wanted)
  return pom === undefined ? undefined : readPomChain(pom, near, undefined)
}

/** With all its texts expanded. */
export function resolveAll(dependency: PomDependency, resolve: (text: string) => string): PomDependency {
  const { version, scope } = dependency
  return {
    ...dependency,
    groupId: resolve(dependency.groupId),
    artifactId: resolve(dependency.artifactId),
    version: version === undefined ? undefined : resolve(version),
    scope: scope === undefined ? undefined : resolve(scope),
    type: resolve(dependency.type),
    classifier: resolve(dependency.classifier),
    exclusions: dependency.exclusions.map(resolve),
  }
}

/** Managed values fill in what the statement leaves out (Maven, "Dependency Management"). */
export function withManaged(dependency: PomDependency, managed: PomDependency | undefined): PomDependency {
  if (managed === undefined) return dependency
  return {
    ...dependency,
    version: dependency.version ?? managed.version,
    scope: dependency.scope ?? managed.scope,
    isOptional: dependency.isOptional || managed.isOptional,
    exclusions: [...dependency.exclusions, ...managed.exclusions],
  }
}

export interface MavenModel {
  /** Texts resolved, managed values filled in. */
  readonly dependencies: readonly PomDependency[]
  readonly relocation: Coordinates | undefined
  readonly gaps: readonly string[]
}

/** One cache for each repository, which is one for each run: a reactor's modules ask for the same poms. */
const models = new WeakMap<object, Map<string, MavenModel | undefined>>()

/** The model of a package of the repository; undefined where its pom is not there. */
export function modelOf(near: Near, wanted: Coordinates): MavenModel | undefined {
  if (near.mavenRepository === undefined) return undefined
  const cache = models.get(near.mavenRepository) ?? new Map<string, MavenModel | undefined>()
  models.set(near.mavenRepository, cache)
  const key = formatCoordinates(wanted)
  if (!cache.has(key)) {
    const pom = findInRepository(near, wanted)
    cache.set(key, pom === undefined ? undefined : buildModel(near, pom, wanted))
  }
  return cache.get(key)
}

function buildModel(near: Near, pom: Pom, wanted: Coordinates): MavenModel {
  const chain = readPomChain(pom, near, undefined)
  const managed = managedOf(chain, near)
  const dependencies = new Map<string, PomDependency>()
  for (const one of chain.poms) {
    for (const dependency of one.dependencies) {
      const resolved = resolveAll(dependency, chain.resolve)
      const key = managementKey(resolved, same)
      addFirst(dependencies, key, withManaged(resolved, managed.entries.get(key)))
    }
  }
  const missing = chain.missingParent === undefined ? [] : [formatCoordinates(chain.missingParent)]
  return {
    dependencies: [...dependencies.values()],
    relocation: relocationOf(pom, wanted),
    gaps: [...missing, ...managed.gaps],
  }
}

function relocationOf({ relocation }: Pom, wanted: Coordinates): Coordinates | undefined {
  if (relocation === undefined) return undefined
  return {
    groupId: relocation.groupId ?? wanted.groupId,
    artifactId: relocation.artifactId ?? wanted.artifactId,
    version: relocation.version ?? wanted.version,
  }
}
