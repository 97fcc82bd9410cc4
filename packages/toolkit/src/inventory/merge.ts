/** Merges what single files state into one graph of components. */
import { compareCodeUnits } from '../base/index.ts'
import type {
  Component,
  Evidence,
  Hash,
  LockedPackage,
  Origin,
  Purl,
  Relation,
  Scope,
} from '../model/index.ts'
import { splitPurl } from '../model/index.ts'
import { findInstalled, installedTargets } from './installed.ts'
import { distinctRequirements } from './read/package.ts'

export interface FilePackages {
  readonly path: string
  /** Purl type: all files of one family merge; `mixed`: that of each package. */
  readonly purlType: string
  readonly packages: readonly LockedPackage[]
}

export interface Merged {
  readonly components: readonly Component[]
  readonly roots: readonly Purl[]
}

/** Widest first: what ships to users outweighs what only builds the product. */
const scopes: readonly Scope[] = ['runtime', 'unknown', 'optional', 'peer', 'build', 'development']
const relations: readonly Relation[] = ['direct', 'transitive', 'unknown']
/** A package that may come from a registry is looked up there. */
const origins: readonly Origin[] = ['registry', 'git', 'url', 'path', 'workspace']

/** What one file says of a package, its edges already turned into purls. */
interface Statement {
  readonly path: string
  readonly purlType: string
  /** From an SBOM or the result of another tool. */
  readonly isForeign: boolean
  readonly found: LockedPackage
  readonly dependsOn: readonly Purl[]
}

export function mergeFiles(files: readonly FilePackages[]): Merged {
  const statements = new Map<Purl, Statement[]>()
  const lying = findInstalled(files.flatMap((file) => file.packages))
  const roots = new Set<Purl>()
  for (const file of files) {
    const purls = new Map(file.packages.map((found) => [found.key, found.purl]))
    for (const found of file.packages) {
      if (found.relation === 'direct' && !found.isFirstParty) roots.add(found.purl)
      const dependsOn = [...targetsOf(found, purls), ...installedTargets(found, lying)]
      const purlType = file.purlType === 'mixed' ? splitPurl(found.purl).type : file.purlType
      const isForeign = file.purlType === 'mixed'
      const statement = { path: file.path, purlType, isForeign, found, dependsOn }
      const known = statements.get(found.purl)
      if (known === undefined) statements.set(found.purl, [statement])
      else known.push(statement)
    }
  }
  const components = [...statements.values()].map(toComponent)
  components.sort((a, b) => compareCodeUnits(a.purl, b.purl))
  return { components, roots: [...roots].sort(compareCodeUnits) }
}

/** The project's own files know what is the project's own; an SBOM is asked only where none of them names the package. */
function voices(statements: readonly Statement[]): readonly Statement[] {
  const own = statements.filter(({ isForeign }) => !isForeign)
  return own.length === 0 ? statements : own
}

function targetsOf(found: LockedPackage, purls: ReadonlyMap<string, Purl>): readonly Purl[] {
  const targets: Purl[] = []
  for (const key of found.dependsOn) {
    const target = purls.get(key)
    if (target !== undefined && target !== found.purl) targets.push(target)
  }
  return targets
}

/** Most packages are stated once: then nothing needs a set. */
function toComponent(statements: readonly Statement[]): Component {
  const [first] = statements
  if (first === undefined) throw new Error('a component without a statement')
  const all = statements.map((statement) => statement.found)
  const requirement = unique(all.flatMap((found) => found.requirement ?? [])).join(' || ')
  return {
    purl: first.found.purl,
    ecosystem: first.purlType,
    isVersionResolved: first.found.isVersionResolved,
    ...(requirement === '' ? {} : { requirement }),
    relation: widest(relations, all, (found) => found.relation),
    scope: widest(scopes, all, (found) => found.scope),
    groups: unique(all.flatMap((found) => found.groups)),
    origin: widest(origins, all, (found) => found.origin),
    isFirstParty: voices(statements).every(({ found }) => found.isFirstParty),
    aliases: unique(all.flatMap((found) => found.alias ?? [])),
    licenses: unique(all.flatMap((found) => found.license ?? [])),
    hashes: uniqueHashes(all),
    evidence: uniqueEvidence(statements),
    dependsOn: unique(
      statements.length === 1 ? first.dependsOn : statements.flatMap((statement) => statement.dependsOn),
    ),
    ...requiresOf(all),
  }
}

function requiresOf(all: readonly LockedPackage[]): Pick<Component, 'requires'> {
  const [first] = all
  if (all.length === 1) return first?.requires === undefined ? {} : { requires: first.requires }
  const requires = all.flatMap((found) => found.requires ?? [])
  return requires.length === 0 ? {} : { requires: distinctRequirements(requires) }
}

function widest<T>(
  order: readonly T[],
  statements: readonly LockedPackage[],
  of: (found: LockedPackage) => T,
): T {
  let best = order.length - 1
  for (const found of statements) best = Math.min(best, order.indexOf(of(found)))
  const value = order[best]
  if (value === undefined) throw new Error('a value that its order does not know')
  return value
}

/** Sorted, each value once. */
function unique<T extends string>(values: readonly T[]): readonly T[] {
  if (values.length < 2) return values
  const sorted = [...values].sort(compareCodeUnits)
  return sorted.filter((value, at) => value !== sorted[at - 1])
}

function uniqueHashes(all: readonly LockedPackage[]): readonly Hash[] {
  const [first] = all
  if (all.length === 1 && first !== undefined && first.hashes.length < 2) return first.hashes
  const hashes = new Map<string, Hash>()
  for (const found of all)
    for (const hash of found.hashes) hashes.set(`${hash.algorithm} ${hash.value}`, hash)
  return [...hashes.keys()].sort(compareCodeUnits).flatMap((key) => hashes.get(key) ?? [])
}

function uniqueEvidence(statements: readonly Statement[]): readonly Evidence[] {
  const evidence = statements.map(({ path, found }) => ({
    path: found.within === undefined ? path : `${path}!/${found.within}`,
    line: found.line,
  }))
  if (evidence.length === 1) return evidence
  evidence.sort((a, b) => compareCodeUnits(a.path, b.path) || a.line - b.line)
  return evidence.filter(({ path, line }, at) => {
    const before = evidence[at - 1]
    return before === undefined || before.path !== path || before.line !== line
  })
}
