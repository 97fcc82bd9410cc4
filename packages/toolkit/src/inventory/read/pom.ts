/** One pom.xml as it stands (Maven 4.0.0 model); what it inherits is added by `pom-chain.ts`. */
import { ok, type Result } from '../../base/index.ts'
import type { IssueFacts } from './package.ts'
import { childOf, childText, itemsIn, parseXml, type XmlElement } from './xml.ts'

export interface PomDependency {
  readonly groupId: string
  readonly artifactId: string
  readonly version: string | undefined
  readonly type: string
  readonly classifier: string
  readonly scope: string | undefined
  readonly isOptional: boolean
  /** `GROUP:ARTIFACT`, either may be `*`. */
  readonly exclusions: readonly string[]
  readonly line: number
}

/** Where a package moved to (Maven, "Guide to relocation"); what is left out stays. */
export interface PomRelocation {
  readonly groupId: string | undefined
  readonly artifactId: string | undefined
  readonly version: string | undefined
}

export interface PomParent {
  readonly groupId: string
  readonly artifactId: string
  readonly version: string
  /** Undefined where the pom says that the parent is in no folder nearby. */
  readonly relativePath: string | undefined
  readonly line: number
}

export interface Pom {
  readonly groupId: string | undefined
  readonly artifactId: string | undefined
  readonly version: string | undefined
  readonly line: number
  readonly parent: PomParent | undefined
  /** Its own and those of profiles that are active by default. */
  readonly properties: ReadonlyMap<string, string>
  readonly dependencies: readonly PomDependency[]
  readonly managed: readonly PomDependency[]
  readonly relocation: PomRelocation | undefined
  /** Folders of its modules, or their pom files. */
  readonly modules: readonly string[]
  /** Profiles that something has to switch on, with the number of their dependencies. */
  readonly inactiveProfiles: readonly {
    readonly id: string
    readonly dependencies: number
    readonly line: number
  }[]
}

/** Poms of a reactor ask for the same parents again and again; this many are remembered by their text. */
const rememberedPoms = 32
const memory = new Map<string, Result<Pom, IssueFacts>>()

export function parsePom(text: string): Result<Pom, IssueFacts> {
  const known = memory.get(text)
  if (known !== undefined) return known
  if (memory.size >= rememberedPoms) memory.clear()
  const xml = parseXml(text)
  const parsed = xml.ok ? readProject(xml.value) : xml
  memory.set(text, parsed)
  return parsed
}

function readProject(project: XmlElement): Result<Pom, IssueFacts> {
  if (project.name !== 'project') {
    const message = `expected the element project, found ${project.name}`
    return { ok: false, error: { code: 'SHAPE_UNEXPECTED', line: project.line, message } }
  }
  const profiles = itemsIn(project, 'profiles', 'profile')
  const active = profiles.filter(
    (profile) => childText(childOf(profile, 'activation'), 'activeByDefault') === 'true',
  )
  const homes = [project, ...active]
  return ok({
    groupId: childText(project, 'groupId'),
    artifactId: childText(project, 'artifactId'),
    version: childText(project, 'version'),
    line: childOf(project, 'artifactId')?.line ?? project.line,
    parent: readParent(childOf(project, 'parent')),
    properties: new Map(homes.flatMap((home) => childOf(home, 'properties')?.children ?? []).map(toProperty)),
    dependencies: homes.flatMap((home) => itemsIn(home, 'dependencies', 'dependency')).map(readDependency),
    managed: homes
      .flatMap((home) => itemsIn(childOf(home, 'dependencyManagement'), 'dependencies', 'dependency'))
      .map(readDependency),
    relocation: readRelocation(childOf(childOf(project, 'distributionManagement'), 'relocation')),
    modules: homes.flatMap((home) => itemsIn(home, 'modules', 'module')).map((module) => module.text),
    inactiveProfiles: profiles
      .filter((profile) => !active.includes(profile))
      .map((profile) => ({
        id: childText(profile, 'id') ?? '(no id)',
        dependencies: itemsIn(profile, 'dependencies', 'dependency').length,
        line: profile.line,
      })),
  })
}

function toProperty(element: XmlElement): readonly [string, string] {
  return [element.name, element.text]
}

/** The default is `../pom.xml`; an empty element means: look in repositories only. */
function readParent(parent: XmlElement | undefined): PomParent | undefined {
  if (parent === undefined) return undefined
  const stated = childOf(parent, 'relativePath')
  return {
    groupId: childText(parent, 'groupId') ?? '',
    artifactId: childText(parent, 'artifactId') ?? '',
    version: childText(parent, 'version') ?? '',
    relativePath: stated === undefined ? '../pom.xml' : stated.text === '' ? undefined : stated.text,
    line: parent.line,
  }
}

function readRelocation(element: XmlElement | undefined): PomRelocation | undefined {
  if (element === undefined) return undefined
  const [groupId, artifactId, version] = ['groupId', 'artifactId', 'version'].map((name) =>
    childText(element, name),
  )
  return { groupId, artifactId, version }
}

function readDependency(dependency: XmlElement): PomDependency {
  return {
    groupId: childText(dependency, 'groupId') ?? '',
    artifactId: childText(dependency, 'artifactId') ?? '',
    version: childText(dependency, 'version'),
    type: childText(dependency, 'type') ?? 'jar',
    classifier: childText(dependency, 'classifier') ?? '',
    scope: childText(dependency, 'scope'),
    isOptional: childText(dependency, 'optional') === 'true',
    exclusions: itemsIn(dependency, 'exclusions', 'exclusion').map(
      (exclusion) => `${childText(exclusion, 'groupId') ?? '*'}:${childText(exclusion, 'artifactId') ?? '*'}`,
    ),
    line: dependency.line,
  }
}
