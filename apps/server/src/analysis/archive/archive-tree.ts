/** An archive as the search for evidence sees a tree. */
import { compareCodeUnits, decodeUtf8 } from '@occtet/toolkit/base'
import type { RepoFiles, RepoListing } from '@occtet/toolkit/cra'
import { isHistory, whyNotEntered } from '@occtet/toolkit/inventory'
import type { Archive } from './model.ts'

const mostText = 1024 * 1024

/** Folders that tell how a project works, and how many levels below them too: as the command line reads them from disk. */
const toldFolders: readonly (readonly [string, number])[] = [
  ['', 0],
  ['.github', 3],
  ['.gitlab', 2],
  ['.circleci', 0],
  ['.buildkite', 0],
  ['.woodpecker', 0],
  ['.forgejo', 1],
  ['.gitea', 1],
  ['docs', 0],
  ['LICENSES', 0],
]

/** `alsoFolders`: those of manifests, listed flat. */
export function archiveRepoFiles(archive: Archive, alsoFolders: readonly string[]): RepoFiles {
  const byPath = new Map(archive.files.map((entry) => [entry.path, entry]))
  const listing = listAll(archive)
  const also = new Set(alsoFolders)
  const told = listing.files.filter((path) => isTold(path) || also.has(folderOf(path)))
  const bytesOf = (path: string): Uint8Array | undefined => {
    const read = byPath.get(path)?.read()
    return read?.ok === true ? read.value : undefined
  }
  return {
    list: () => told,
    read: (path) => {
      if ((byPath.get(path)?.size ?? mostText + 1) > mostText) return undefined
      const bytes = bytesOf(path)
      const text = bytes === undefined ? undefined : decodeUtf8(bytes)
      return text?.ok === true ? text.value : undefined
    },
    listAll: () => listing,
    readStart: (path, limit) => {
      const bytes = bytesOf(path)
      return bytes === undefined ? undefined : { size: bytes.length, bytes: bytes.subarray(0, limit) }
    },
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

function isTold(path: string): boolean {
  const folder = folderOf(path)
  return toldFolders.some(([top, depth]) => {
    if (top === '') return folder === ''
    if (folder !== top && !folder.startsWith(`${top}/`)) return false
    return folder.split('/').length - 1 <= depth
  })
}

/** What tools fill (`node_modules`, output of builds) is named and left out, as on disk. */
function listAll({ files: entries, skipped }: Archive): RepoListing {
  const names = namesByFolder(entries.map(({ path }) => path))
  const leftOut = new Map<string, string>()
  const files = entries.map(({ path }) => path).filter((path) => isProduct(path, names, leftOut))
  return {
    files: files.sort(compareCodeUnits),
    skipped: [...skipped, ...[...leftOut].map(([path, reason]) => ({ path, reason }))].sort((a, b) =>
      compareCodeUnits(a.path, b.path),
    ),
  }
}

function namesByFolder(paths: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>()
  for (const path of paths) {
    const parts = path.split('/')
    for (const [at, part] of parts.entries()) {
      const folder = parts.slice(0, at).join('/')
      const known = names.get(folder)
      if (known === undefined) names.set(folder, new Set([part]))
      else known.add(part)
    }
  }
  return names
}

function isProduct(
  path: string,
  names: ReadonlyMap<string, ReadonlySet<string>>,
  leftOut: Map<string, string>,
): boolean {
  const parts = path.split('/').slice(0, -1)
  for (const [at, part] of parts.entries()) {
    if (isHistory(part)) return false
    const above = parts.slice(0, at).join('/')
    const reason = whyNotEntered(part, names.get(above) ?? new Set())
    if (reason === undefined) continue
    leftOut.set(`${parts.slice(0, at + 1).join('/')}/`, reason)
    return false
  }
  return true
}
