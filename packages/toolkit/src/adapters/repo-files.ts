/** Disk adapter of cra's RepoFiles: lists the few folders that tell how a project works, or all of it; reads on demand. */
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'
import { compareCodeUnits, decodeUtf8 } from '../base/index.ts'
import type { FileStart, RepoFiles, RepoListing } from '../cra/index.ts'
import { listWholeTree } from './repo-listing.ts'

/** Folders that are listed, and how many levels below them too. */
const folders: readonly (readonly [string, number])[] = [
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

const bounds = { fileBytes: 1024 * 1024, entries: 5000 } as const

/**
 * Untrusted: whoever can write to the tree. Symbolic links are neither listed nor followed as folders, so nothing
 * outside the root is named; `alsoFolders` (relative, such as those of manifests) are listed flat.
 * A folder that cannot be listed counts as empty. Files over 1 MiB read as undefined. A file that only `listAll`
 * names can be read once that was called.
 */
export function diskRepoFiles(root: string, alsoFolders: readonly string[] = []): RepoFiles {
  const found = new Set<string>()
  for (const [folder, depth] of folders) listInto(found, { root, folder, depth })
  for (const folder of alsoFolders.filter(isInside)) listInto(found, { root, folder, depth: 0 })
  const paths = [...found].sort(compareCodeUnits)
  const texts = new Map<string, string | undefined>()
  let all: RepoListing | undefined
  const known = new Set<string>()
  const listAll = (): RepoListing => {
    if (all === undefined) {
      all = listWholeTree(root)
      for (const path of all.files) known.add(path)
    }
    return all
  }
  return {
    list: () => paths,
    read: (path) => {
      if (!found.has(path) && !known.has(path))
        return isInside(path) && isCiPart(path) ? readInside(root, path) : undefined
      if (!texts.has(path)) texts.set(path, readText(join(root, path)))
      return texts.get(path)
    },
    listAll,
    readStart: (path, limit) => {
      listAll()
      return known.has(path) ? readBytes(join(root, path), limit) : undefined
    },
  }
}

/** Local actions and included CI files may lie anywhere; a workflow or pipeline names them. */
function isCiPart(path: string): boolean {
  return /\.ya?ml$/.test(path)
}

function isInside(path: string): boolean {
  return (
    !path.startsWith('/') &&
    !/(^|[\\/])\.\.([\\/]|$)/.test(path) &&
    !/^[A-Za-z]:|\\/.test(path) &&
    !path.includes('\0')
  )
}

/** For a path that was not listed: a link on its way must not lead out of the root. */
function readInside(root: string, path: string): string | undefined {
  try {
    const real = realpathSync(join(root, path))
    return real.startsWith(realpathSync(root) + sep) ? readText(real) : undefined
  } catch (cause) {
    if (isFileError(cause)) return undefined
    throw cause
  }
}

function listInto(found: Set<string>, at: { root: string; folder: string; depth: number }): void {
  for (const entry of listFolder(join(at.root, at.folder))) {
    if (found.size >= bounds.entries) return
    const path = at.folder === '' ? entry.name : `${at.folder}/${entry.name}`
    if (entry.isFile()) found.add(path)
    if (entry.isDirectory() && at.depth > 0)
      listInto(found, { root: at.root, folder: path, depth: at.depth - 1 })
  }
}

function listFolder(folder: string): readonly { name: string; isFile(): boolean; isDirectory(): boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => compareCodeUnits(a.name, b.name))
  } catch (cause) {
    if (isFileError(cause)) return []
    throw cause
  }
}

function readText(path: string): string | undefined {
  const start = readBytes(path, bounds.fileBytes)
  if (start === undefined || start.size > bounds.fileBytes) return undefined
  const text = decodeUtf8(start.bytes)
  return text.ok ? text.value : undefined
}

/** Size is taken from the open file, so it cannot grow between the look and the read; a link is not opened. */
function readBytes(path: string, limit: number): FileStart | undefined {
  try {
    // Non-blocking, or opening a named pipe would wait for ever.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | (constants.O_NOFOLLOW ?? 0))
    try {
      const stat = fstatSync(file)
      if (!stat.isFile()) return undefined
      const bytes = Buffer.allocUnsafe(Math.min(stat.size, limit))
      const length = readSync(file, bytes, 0, bytes.length, 0)
      return { size: stat.size, bytes: bytes.subarray(0, length) }
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    if (isFileError(cause)) return undefined
    throw cause
  }
}

function isFileError(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause
}
