/**
 * pom.xml (Maven, "POM Reference"): direct dependencies, with versions from properties, dependencyManagement, parents and
 * BOMs within reach: those of the tree, and where the user gave one, of the local repository. With a repository the
 * packages that they bring along are listed too. What neither can tell stays unresolved and gets an issue.
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
import { partsOf } from '../read/purl-parts.ts'
import { resolveGraph } from '../read/maven-graph.ts'
import { type Managed, managedOf, resolveAll, withManaged } from '../read/maven-model.ts'
import { exactVersion } from '../read/maven-version.ts'
import { type PomDependency, parsePom } from '../read/pom.ts'
import { managementKey, type PomChain, readPomChain } from '../read/pom-chain.ts'
import { groupOf, versionOf } from '../read/pom-coordinates.ts'

export const mavenPom: Ecosystem = {
  id: 'maven-pom',
  purlType: 'maven',
  versions: 'maven',
  files: ['pom.xml', '*.pom'],
  title: 'pom.xml',
  knows: { transitive: 'partial', scope: true, edges: true, license: false, hashes: false },
  parse: parsePomFile,
}

function parsePomFile(file: SourceFile, near: Near): ParsedFile {
  const parsed = parsePom(file.text)
  if (!parsed.ok) return unreadableFile(file.path, parsed.error)
  const draft = startDraft(file.path)
  const chain = readPomChain(parsed.value, near)
  const reading: Reading = { draft, chain, managed: managedOf(chain, near), keys: new Map() }
  noteLimits(draft, chain)
  const direct: PomDependency[] = []
  for (const { dependency, line } of ownAndInherited(draft, chain)) {
    const key = managementKey(dependency, chain.resolve)
    const known = reading.managed.entries.get(key)
    const effective = withManaged(resolveAll({ ...dependency, line }, chain.resolve), known)
    const added = addDependency(reading, effective)
    if (added === undefined) continue
    reading.keys.set(key, added)
    direct.push(effective)
  }
  const own = [...reading.keys.values()]
  if (near.mavenRepository !== undefined) addTransitive(reading, direct, near)
  addProject(draft, chain, own)
  return finishDraft(draft)
}

interface Reading {
  readonly draft: Draft
  readonly chain: PomChain
  readonly managed: Managed
  /** Keys of packages by `managementKey`. */
  readonly keys: Map<string, string>
}

const gapsMax = 20

/** What the direct ones bring along, with edges; poms that are missing are said, since what is behind them is unknown. */
function addTransitive(
  { draft, managed, keys }: Reading,
  direct: readonly PomDependency[],
  near: Near,
): void {
  const { nodes, gaps } = resolveGraph(direct, managed, near)
  const facts = [...nodes.values()].flatMap(({ key, dependency, scope, isDirect, line, edges }) => {
    const { groupId, artifactId } = dependency
    if (groupId === '' || artifactId === '' || `${groupId}${artifactId}`.includes('${')) return []
    const version = exactVersion(dependency.version)
    const one: PackageFacts = {
      ...scopeFacts(scope, dependency.isOptional),
      purl: partsOf({ type: 'maven', namespace: groupId, name: artifactId, version }),
      requirement: version === undefined ? dependency.version : undefined,
      line,
      relation: 'transitive',
    }
    const added = isDirect ? keys.get(key) : addPackage(draft, one)
    if (added === undefined) return []
    keys.set(key, added)
    return [{ one: { ...one, key: added }, edges }]
  })
  for (const { one, edges } of facts) {
    const dependsOn = edges.flatMap(({ to }) => keys.get(to) ?? [])
    if (dependsOn.length > 0) addPackage(draft, { ...one, dependsOn })
  }
  const [first] = gaps
  if (first === undefined) return
  const more = gaps.length > gapsMax ? ` and ${gaps.length - gapsMax} more` : ''
  addIssue(draft, {
    code: 'REFERENCE_MISSING',
    line: 1,
    message: `not in the local repository, so what they bring along is unknown: ${gaps.slice(0, gapsMax).join(', ')}${more}`,
    hint: 'fill the repository (mvn dependency:go-offline), then scan again',
  })
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
      message: `the parent ${groupId}:${artifactId}:${version} is not within reach; what it adds is unknown`,
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

/** `dependency`: texts resolved, managed values filled in. */
function addDependency(reading: Reading, dependency: PomDependency): string | undefined {
  const { draft, chain } = reading
  const { groupId, artifactId, line, version: requirement } = dependency
  const name = `${groupId}:${artifactId}`
  if (groupId === '' || artifactId === '' || name.includes('${')) {
    addIssue(draft, {
      code: 'ENTRY_UNREADABLE',
      line,
      message: `a dependency without a resolvable name: ${name}`,
    })
    return undefined
  }
  const version = exactVersion(requirement)
  if (version === undefined) noteUnresolved(reading, { name, requirement, line })
  const purl = { type: 'maven', namespace: groupId, name: artifactId }
  return addPackage(draft, {
    ...scopeFacts(dependency.scope ?? 'compile', dependency.isOptional),
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

interface Unresolved {
  readonly name: string
  readonly requirement: string | undefined
  readonly line: number
}

function noteUnresolved({ draft, chain, managed }: Reading, { name, requirement, line }: Unresolved): void {
  const places = [
    ...(chain.missingParent === undefined ? [] : ['its parent']),
    ...(managed.gaps.length > 0 ? ['an imported BOM'] : []),
  ]
  const why =
    requirement !== undefined
      ? `${requirement} is no single version`
      : places.length === 0
        ? 'no version is stated'
        : `its version comes from ${places.join(' or ')} out of reach`
  addIssue(draft, {
    code: 'VERSION_UNRESOLVED',
    line,
    message: `${name}: ${why}`,
    hint:
      requirement === undefined && places.length > 0
        ? 'name a filled local repository (--maven-repository), or scan an SBOM that the build wrote'
        : 'scan an SBOM that the build wrote, or commit a lock file',
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
