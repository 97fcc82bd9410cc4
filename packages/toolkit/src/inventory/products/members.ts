/** The own packages of a tree as its lock files and manifests name them, each with its folder where that is told. */
import { compareCodeUnits } from '../../base/index.ts'
import type { LockedPackage, Purl } from '../../model/index.ts'
import type { FilePackages } from '../merge.ts'
import { folderOf, resolvePath } from '../near.ts'

export interface Member {
  readonly purl: Purl
  /** `.` for the scanned folder; absent where no file says it. */
  readonly path?: string
  /** What it asks for itself. */
  readonly roots: readonly Purl[]
  /** The file that names it states who depends on whom. */
  readonly hasEdges: boolean
}

/** One for each folder, and one for each package without a known folder; in order. */
export function findMembers(files: readonly FilePackages[]): readonly Member[] {
  const placed = new Map<string, Member>()
  const homeless = new Map<Purl, Member>()
  const known = new Set<Purl>()
  for (const file of files) {
    const purls = new Map(file.packages.map(({ key, purl }) => [key, purl]))
    const edges = hasEdges(file)
    for (const found of file.packages) {
      if (!found.isFirstParty || found.origin !== 'workspace') continue
      const path = pathOf(file, found)
      const member = toMember(found, purls, { path, hasEdges: edges })
      if (path === undefined) homeless.set(found.purl, join(homeless.get(found.purl), member))
      else {
        known.add(found.purl)
        placed.set(path, join(placed.get(path), member))
      }
    }
  }
  const strays = [...homeless.values()].filter(({ purl }) => !known.has(purl))
  return [...placed.values(), ...strays].sort(
    (a, b) => compareCodeUnits(a.path ?? '~', b.path ?? '~') || compareCodeUnits(a.purl, b.purl),
  )
}

export function hasEdges({ packages }: FilePackages): boolean {
  return packages.some(({ dependsOn }) => dependsOn.length > 0)
}

function toMember(
  found: LockedPackage,
  purls: ReadonlyMap<string, Purl>,
  facts: { path: string | undefined; hasEdges: boolean },
): Member {
  const roots = found.dependsOn.flatMap((key) => purls.get(key) ?? [])
  const { path } = facts
  return {
    purl: found.purl,
    ...(path !== undefined && { path }),
    roots: sortPurls(roots.filter((purl) => purl !== found.purl)),
    hasEdges: facts.hasEdges,
  }
}

/** Two files of one folder, such as a lock file and its manifest: the first names the product, another package is part of it. */
function join(known: Member | undefined, member: Member): Member {
  if (known === undefined) return member
  const roots = sortPurls(
    [...known.roots, member.purl, ...member.roots].filter((purl) => purl !== known.purl),
  )
  return { ...known, roots, hasEdges: known.hasEdges || member.hasEdges }
}

export function sortPurls(purls: readonly Purl[]): readonly Purl[] {
  return [...new Set(purls)].sort(compareCodeUnits)
}

/** Lock files whose keys of own packages are folders. */
const keyedByFolder = /^(?:pnpm-lock.*\.yaml|package-lock\.json|npm-shrinkwrap\.json|\.package-lock\.json)$/

/** Keys `''` and `.` are the folder of the file itself; some lock files name the folders of their members. */
function pathOf(file: FilePackages, { key, folder }: LockedPackage): string | undefined {
  const base = folderOf(file.path)
  if (folder !== undefined) return placeIn(base, folder)
  if (key === '' || key === '.') return base === '' ? '.' : base
  const workspace = [...key.matchAll(/@workspace:([^:,\s]+)/g)].find(
    ([, place = '']) => !/^[\^~*]/.test(place),
  )?.[1]
  const name = file.path.slice(file.path.lastIndexOf('/') + 1)
  const relative = workspace ?? (keyedByFolder.test(name) ? key : undefined)
  return relative === undefined ? undefined : resolvePath(base, relative)
}

function placeIn(base: string, folder: string): string | undefined {
  const isSame = folder === '' || folder === '.' || folder === './'
  if (isSame) return base === '' ? '.' : base
  return resolvePath(base, folder)
}
