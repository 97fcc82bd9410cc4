/** Poms by their coordinates: from the modules of the same tree, and from the user's local repository (Maven, "Repository Layout"). */
import type { Near } from '../ecosystem.ts'
import { type Pom, parsePom } from './pom.ts'
import { groupOf, versionOf } from './pom-coordinates.ts'
import { joinPath } from './relative-path.ts'

export interface Coordinates {
  readonly groupId: string
  readonly artifactId: string
  readonly version: string
}

export function formatCoordinates({ groupId, artifactId, version }: Coordinates): string {
  return `${groupId}:${artifactId}:${version}`
}

/** The repository only; undefined for what it lacks, for names that are no path, and where there is no repository. */
export function findInRepository(near: Near, { groupId, artifactId, version }: Coordinates): Pom | undefined {
  const isPath = [groupId, artifactId, version].every((part) => /^[\w-][\w.+-]*$/.test(part))
  if (near.mavenRepository === undefined || !isPath || groupId.includes('..')) return undefined
  const folder = `${groupId.replaceAll('.', '/')}/${artifactId}/${version}`
  const text = near.mavenRepository(`${folder}/${artifactId}-${version}.pom`)
  const parsed = text === undefined ? undefined : parsePom(text)
  return parsed?.ok === true ? parsed.value : undefined
}

/** A pom of the tree with its folder, relative to the file that is read. */
export interface PlacedPom {
  readonly pom: Pom
  readonly folder: string
}

/** Modules of one parent that are looked at for a BOM; a reactor rarely has more. */
const maxModules = 200

/** A module of the same tree, such as a BOM beside the modules that import it. */
export function findModule(
  near: Near,
  parents: readonly PlacedPom[],
  wanted: Coordinates,
): PlacedPom | undefined {
  for (const { pom, folder } of parents) {
    for (const module of pom.modules.slice(0, maxModules)) {
      if (!module.includes(wanted.artifactId) && !wanted.artifactId.includes(lastPart(module))) continue
      const path = module.endsWith('.xml') ? joinPath(folder, module) : joinPath(folder, `${module}/pom.xml`)
      const neighbour = near(path)
      const parsed = neighbour === undefined ? undefined : parsePom(neighbour.text)
      if (parsed?.ok !== true || !isMeant(parsed.value, wanted)) continue
      return { pom: parsed.value, folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))) }
    }
  }
  return undefined
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.xml$/, '')
}

/** A version made of properties is taken to be the one that is meant: modules share that of their reactor. */
export function isMeant(found: Pom, wanted: Coordinates): boolean {
  if (found.artifactId !== wanted.artifactId || groupOf(found) !== wanted.groupId) return false
  const version = versionOf(found)
  return version === undefined || version === wanted.version || `${version}${wanted.version}`.includes('${')
}
