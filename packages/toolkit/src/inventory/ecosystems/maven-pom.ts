/**
 * pom.xml (Maven, "POM Reference"): direct dependencies, with versions from properties, dependencyManagement and the
 * parents within reach. What only a repository could tell stays unresolved and gets an issue.
 */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import {
  addIssue,
  addPackage,
  type Draft,
  finishDraft,
  type PackageFacts,
  startDraft,
  unreadableFile,
} from '../read/package.ts'
import { type PomDependency, parsePom } from '../read/pom.ts'
import { groupOf, managementKey, type PomChain, readPomChain, versionOf } from '../read/pom-chain.ts'

export const mavenPom: Ecosystem = {
  id: 'maven-pom',
  purlType: 'maven',
  versions: 'maven',
  files: ['pom.xml', '*.pom'],
  title: 'pom.xml',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  parse: parsePomFile,
}

function parsePomFile(file: SourceFile, near: Near): ParsedFile {
  const parsed = parsePom(file.text)
  if (!parsed.ok) return unreadableFile(file.path, parsed.error)
  const draft = startDraft(file.path)
  const chain = readPomChain(parsed.value, near)
  noteLimits(draft, chain)
  const managed = managedByKey(chain)
  const direct: string[] = []
  for (const { dependency, line } of ownAndInherited(draft, chain)) {
    const known = managed.get(managementKey(dependency, chain.resolve))
    const added = addDependency(draft, chain, { dependency, managed: known, line })
    if (added !== undefined) direct.push(added)
  }
  addProject(draft, chain, direct)
  return finishDraft(draft)
}

interface Stated {
  readonly dependency: PomDependency
  readonly line: number
}

/** What the pom states wins over what its parents state; the line of an inherited one is that of the parent element. */
function ownAndInherited(draft: Draft, chain: PomChain): readonly Stated[] {
  const stated = new Map<string, Stated>()
  const inheritedLine = chain.poms[0]?.parent?.line ?? 1
  for (const [depth, pom] of chain.poms.entries()) {
    for (const dependency of pom.dependencies) {
      const key = managementKey(dependency, chain.resolve)
      const known = stated.get(key)?.dependency
      if (known === undefined)
        stated.set(key, { dependency, line: depth === 0 ? dependency.line : inheritedLine })
      else if (depth === 0) noteDuplicate(draft, chain, { dependency, known })
    }
  }
  return [...stated.values()]
}

function noteLimits(draft: Draft, { poms, missingParent }: PomChain): void {
  const [project] = poms
  if (missingParent !== undefined && project?.parent !== undefined) {
    const { groupId, artifactId, version } = missingParent
    addIssue(draft, {
      code: 'REFERENCE_MISSING',
      line: project.parent.line,
      message: `the parent ${groupId}:${artifactId}:${version} is not in the tree; what it adds is unknown`,
    })
  }
  for (const profile of project?.inactiveProfiles ?? []) {
    if (profile.dependencies === 0) continue
    addIssue(draft, {
      code: 'SHAPE_UNEXPECTED',
      level: 'note',
      line: profile.line,
      message: `profile ${profile.id} is not active by default; its ${profile.dependencies} dependencies are not listed`,
    })
  }
}

/** The nearest pom wins, and within one the first statement. */
function managedByKey(chain: PomChain): ReadonlyMap<string, PomDependency> {
  const managed = new Map<string, PomDependency>()
  for (const pom of chain.poms) {
    for (const dependency of pom.managed) {
      if (dependency.scope === 'import') continue
      const key = managementKey(dependency, chain.resolve)
      if (!managed.has(key)) managed.set(key, dependency)
    }
  }
  return managed
}

interface Duplicate {
  readonly dependency: PomDependency
  readonly known: PomDependency
}

function noteDuplicate(draft: Draft, { resolve }: PomChain, { dependency, known }: Duplicate): void {
  const name = resolve(`${dependency.groupId}:${dependency.artifactId}`)
  const other = resolve(dependency.version ?? '')
  if (other === resolve(known.version ?? '')) return
  addIssue(draft, {
    code: 'DUPLICATE_KEY',
    line: dependency.line,
    message: `${name} is stated twice; ${resolve(known.version ?? '')} counts here, ${other} does not`,
  })
}

interface Statement extends Stated {
  readonly managed: PomDependency | undefined
}

/** Managed values fill in what the statement leaves out (Maven, "Dependency Management"). */
function effectiveOf({ dependency, managed }: Statement): PomDependency {
  return {
    ...dependency,
    version: dependency.version ?? managed?.version,
    scope: dependency.scope ?? managed?.scope,
    isOptional: dependency.isOptional || managed?.isOptional === true,
  }
}

function addDependency(draft: Draft, chain: PomChain, statement: Statement): string | undefined {
  const { line } = statement
  const dependency = effectiveOf(statement)
  const groupId = chain.resolve(dependency.groupId)
  const artifactId = chain.resolve(dependency.artifactId)
  const name = `${groupId}:${artifactId}`
  if (groupId === '' || artifactId === '' || name.includes('${')) {
    addIssue(draft, {
      code: 'ENTRY_UNREADABLE',
      line,
      message: `a dependency without a resolvable name: ${name}`,
    })
    return undefined
  }
  const requirement = dependency.version === undefined ? undefined : chain.resolve(dependency.version)
  const version = exactVersion(requirement)
  if (version === undefined) noteUnresolved(draft, chain, { name, requirement, line })
  const purl = { type: 'maven', namespace: groupId, name: artifactId }
  return addPackage(draft, {
    ...scopeFacts(chain.resolve(dependency.scope ?? 'compile'), dependency.isOptional),
    ...(version === undefined ? { purl, requirement } : { purl: { ...purl, version } }),
    line,
    relation: 'direct',
    ...(version !== undefined && isOfProject(chain, groupId, version)
      ? { origin: 'workspace', isFirstParty: true }
      : {}),
  })
}

function scopeFacts(scope: string, isOptional: boolean): Pick<PackageFacts, 'scope' | 'groups' | 'origin'> {
  return {
    scope: scopeOf(scope, isOptional),
    groups: scope === 'compile' ? [] : [scope],
    origin: scope === 'system' ? 'path' : 'registry',
  }
}

/** A plain version is used as it is; `[1.2]` pins; ranges, LATEST and RELEASE need a repository. */
function exactVersion(requirement: string | undefined): string | undefined {
  if (requirement === undefined || requirement.includes('${') || /^(LATEST|RELEASE)$/.test(requirement))
    return undefined
  const pinned = /^\[([^,[\]()]+)\]$/.exec(requirement)?.[1]?.trim()
  return pinned ?? (/[[\](),]/.test(requirement) ? undefined : requirement)
}

interface Unresolved {
  readonly name: string
  readonly requirement: string | undefined
  readonly line: number
}

function noteUnresolved(
  draft: Draft,
  { missingParent, hasImports }: PomChain,
  { name, requirement, line }: Unresolved,
): void {
  const places = [
    ...(missingParent === undefined ? [] : ['its parent']),
    ...(hasImports ? ['an imported BOM'] : []),
  ]
  const why =
    requirement !== undefined
      ? `${requirement} is no single version`
      : places.length === 0
        ? 'no version is stated'
        : `its version comes from ${places.join(' or ')} outside the tree`
  addIssue(draft, {
    code: 'VERSION_UNRESOLVED',
    line,
    message: `${name}: ${why}`,
    hint: 'scan an SBOM that the build wrote, or commit a lock file',
  })
}

/** Modules of one reactor share group and version; nobody else publishes under them. */
function isOfProject({ poms, resolve }: PomChain, groupId: string, version: string): boolean {
  const [project] = poms
  const own = project === undefined ? undefined : versionOf(project)
  if (own === undefined || resolve(own) !== version) return false
  return poms.some((pom) => resolve(groupOf(pom) ?? '') === groupId)
}

/** Maven, "Dependency Scope"; `provided` is there at run time because somebody else brings it, like a peer. */
function scopeOf(scope: string, isOptional: boolean): Scope {
  if (scope === 'test') return 'development'
  if (scope === 'provided') return 'peer'
  if (isOptional) return 'optional'
  return ['compile', 'runtime', 'system'].includes(scope) ? 'runtime' : 'unknown'
}

function addProject(draft: Draft, { poms, resolve }: PomChain, dependsOn: readonly string[]): void {
  const [project] = poms
  const groupId = project === undefined ? undefined : groupOf(project)
  if (project?.artifactId === undefined || groupId === undefined) return
  const stated = versionOf(project)
  const version = exactVersion(stated === undefined ? undefined : resolve(stated))
  addPackage(draft, {
    key: '.',
    purl: {
      type: 'maven',
      namespace: resolve(groupId),
      name: resolve(project.artifactId),
      ...(version === undefined ? {} : { version }),
    },
    line: project.line,
    origin: 'workspace',
    isFirstParty: true,
    dependsOn,
  })
}
