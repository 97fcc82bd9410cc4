/** A pom with its parents within reach: inherited properties, dependencies and managed versions (Maven, "Model Builder"). */
import type { Near } from '../ecosystem.ts'
import { findInRepository, isMeant, type PlacedPom } from './maven-repository.ts'
import { type Pom, type PomDependency, type PomParent, parsePom } from './pom.ts'
import { groupOf, versionOf } from './pom-coordinates.ts'
import { joinPath, parentPath } from './relative-path.ts'

export interface PomChain {
  /** The pom itself first, then its parents. */
  readonly poms: readonly Pom[]
  /** Those that lie in the tree, with their folders relative to the file that is read. */
  readonly placed: readonly PlacedPom[]
  /** The first parent that is not within reach. */
  readonly missingParent: PomParent | undefined
  /** Expands `${…}`; what is unknown stays as it is written. */
  readonly resolve: (text: string) => string
}

const maxParents = 20
const maxExpansion = 1_000
const maxDepth = 50

/** `folder`: of the pom, relative to the file that is read; undefined for a pom of the repository. */
export function readPomChain(pom: Pom, near: Near, folder: string | undefined = ''): PomChain {
  const poms = [pom]
  const placed: PlacedPom[] = folder === undefined ? [] : [{ pom, folder }]
  let current: { readonly pom: Pom; readonly folder: string | undefined } = { pom, folder }
  for (let depth = 0; current.pom.parent !== undefined && depth < maxParents; depth++) {
    const found = findParent(near, current.folder, current.pom.parent)
    if (found === undefined) break
    poms.push(found.pom)
    if (found.folder !== undefined) placed.push({ pom: found.pom, folder: found.folder })
    current = found
  }
  return { poms, placed, missingParent: current.pom.parent, resolve: resolver(poms) }
}

/** Maven looks into the tree first. A folder stands for its pom.xml; what lies there must be the parent that is meant. */
function findParent(
  near: Near,
  folder: string | undefined,
  parent: PomParent,
): { readonly pom: Pom; readonly folder: string | undefined } | undefined {
  if (folder !== undefined && parent.relativePath !== undefined) {
    const stated = joinPath(folder, parent.relativePath)
    const path = stated.endsWith('.xml') ? stated : joinPath(stated, 'pom.xml')
    const neighbour = near(path)
    const parsed = neighbour === undefined ? undefined : parsePom(neighbour.text)
    if (parsed?.ok === true && isMeant(parsed.value, parent)) {
      return { pom: parsed.value, folder: parentPath(path) }
    }
  }
  const pom = findInRepository(near, parent)
  return pom === undefined ? undefined : { pom, folder: undefined }
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
