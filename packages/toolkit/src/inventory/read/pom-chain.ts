/** A pom with its parents within reach: inherited properties, dependencies and managed versions (Maven, "Model Builder"). */
import type { Near } from '../ecosystem.ts'
import { type Pom, type PomDependency, type PomParent, parsePom } from './pom.ts'
import { joinPath, parentPath } from './relative-path.ts'

export interface PomChain {
  /** The pom itself first, then its parents. */
  readonly poms: readonly Pom[]
  /** The first parent that is not within reach. */
  readonly missingParent: PomParent | undefined
  /** A pom of the chain imports managed versions from a BOM. */
  readonly hasImports: boolean
  /** Expands `${…}`; what is unknown stays as it is written. */
  readonly resolve: (text: string) => string
}

const maxParents = 20
const maxExpansion = 1_000
const maxDepth = 50

export function readPomChain(pom: Pom, near: Near): PomChain {
  const poms = [pom]
  let folder = ''
  let current = pom
  for (let depth = 0; current.parent?.relativePath !== undefined && depth < maxParents; depth++) {
    const found = findParent(near, folder, current.parent)
    if (found === undefined) break
    poms.push(found.pom)
    folder = found.folder
    current = found.pom
  }
  const hasImports = poms.some((one) => one.managed.some((dependency) => dependency.scope === 'import'))
  return { poms, missingParent: current.parent, hasImports, resolve: resolver(poms) }
}

/** A folder stands for its pom.xml. What lies there must be the parent that is meant, else Maven ignores it. */
function findParent(near: Near, folder: string, parent: PomParent): { pom: Pom; folder: string } | undefined {
  const stated = joinPath(folder, parent.relativePath ?? '')
  const path = stated.endsWith('.xml') ? stated : joinPath(stated, 'pom.xml')
  const neighbour = near(path)
  const parsed = neighbour === undefined ? undefined : parsePom(neighbour.text)
  if (parsed?.ok !== true) return undefined
  return isMeant(parsed.value, parent) ? { pom: parsed.value, folder: parentPath(path) } : undefined
}

function isMeant(found: Pom, wanted: PomParent): boolean {
  if (found.artifactId !== wanted.artifactId || groupOf(found) !== wanted.groupId) return false
  return isSameVersion(versionOf(found), wanted.version)
}

/** Its own or, unresolved, its parent's. */
export function groupOf(pom: Pom): string | undefined {
  return pom.groupId ?? pom.parent?.groupId
}

/** Its own or, unresolved, its parent's. */
export function versionOf(pom: Pom): string | undefined {
  return pom.version ?? pom.parent?.version
}

function isSameVersion(found: string | undefined, wanted: string): boolean {
  return found === wanted || found === undefined || `${found}${wanted}`.includes('${')
}

/** Properties of the child win; `project.*` always means the child (Maven, "Model interpolation"). */
function resolver(poms: readonly Pom[]): (text: string) => string {
  const known = new Map<string, string>()
  for (const pom of [...poms].reverse()) for (const [name, value] of pom.properties) known.set(name, value)
  const [project] = poms
  for (const [name, value] of project === undefined ? [] : factsOf(project)) {
    for (const prefix of ['project.', 'pom.', ''])
      if (!known.has(prefix + name)) known.set(prefix + name, value)
  }
  return expander(known)
}

function factsOf(project: Pom): readonly (readonly [string, string])[] {
  const { parent, artifactId } = project
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['groupId', groupOf(project)],
    ['artifactId', artifactId],
    ['version', versionOf(project)],
    ['parent.groupId', parent?.groupId],
    ['parent.artifactId', parent?.artifactId],
    ['parent.version', parent?.version],
  ]
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
}

/** Each property is expanded once; circles stay as they are written, and what doubles at every step is cut off. */
function expander(known: ReadonlyMap<string, string>): (text: string) => string {
  const values = new Map<string, string | undefined>()
  const valueOf = (name: string, depth: number): string | undefined => {
    if (values.has(name)) return values.get(name)
    values.set(name, undefined)
    const raw = known.get(name)
    const value = raw === undefined || depth > maxDepth ? undefined : expand(raw, depth)
    values.set(name, value)
    return value
  }
  const expand = (text: string, depth: number): string => {
    if (!text.includes('${')) return text
    const result = text.replace(
      /\$\{([^${}]*)\}/g,
      (whole, name: string) => valueOf(name, depth + 1) ?? whole,
    )
    return result.length > maxExpansion ? text : result
  }
  return (text) => expand(text, 0)
}

/** `GROUP:ARTIFACT:TYPE:CLASSIFIER`, the key under which Maven manages and inherits dependencies. */
export function managementKey(dependency: PomDependency, resolve: (text: string) => string): string {
  const { groupId, artifactId, type, classifier } = dependency
  return [groupId, artifactId, type, classifier].map(resolve).join(':')
}
