/** The inventory's view of the disk. Trusted: the operating system; untrusted: everything that lies in the folder. */
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { err, type Issue, limits, ok, type Result } from '../base/index.ts'
import { foreignFormats } from '../foreign/index.ts'
import {
  type FileTree,
  type LinkTarget,
  type OnProgress,
  readInventory,
  type TreeEntry,
  type TreeError,
} from '../inventory/index.ts'
import type { Inventory } from '../model/index.ts'

export interface OpenTree {
  readonly tree: FileTree
  /** Name of the scanned folder, or of the folder that holds the named file. */
  readonly name: string
  /** The named file relative to the tree, when PATH is a file. */
  readonly file?: string
}

/** PATH may be a folder or one file; its errors are values, and nothing is read before it is asked for. */
export function openFileTree(path: string): Result<OpenTree, TreeError> {
  try {
    const real = realpathSync(resolve(path))
    if (statSync(real).isDirectory()) return ok({ tree: diskTree(real), name: basename(real) })
    const folder = dirname(real)
    return ok({ tree: diskTree(folder), name: basename(folder), file: basename(real) })
  } catch (cause) {
    return err(toTreeError(cause))
  }
}

export interface ReadOptions {
  readonly onProgress?: OnProgress
  /** Folder of the user's local Maven repository, where what it says is wanted too. */
  readonly mavenRepository?: string | undefined
}

/**
 * The inventory of a folder, or of one file. A PATH that cannot be opened gives an inventory whose only file is
 * `unreadable`, with its issue.
 */
export function readFileTree(path: string, options: ReadOptions = {}): Inventory {
  const open = openFileTree(path)
  if (!open.ok) return unopened(path, open.error)
  const { tree, name, file } = open.value
  const { mavenRepository, ...rest } = options
  const repository = mavenRepository === undefined ? undefined : openFileTree(mavenRepository)
  const inventory = readInventory(tree, {
    extra: foreignFormats,
    ...rest,
    ...(repository?.ok === true ? { mavenRepository: repository.value.tree } : {}),
    name,
    ...(file === undefined ? {} : { files: [file] }),
  })
  if (repository?.ok !== false || mavenRepository === undefined) return inventory
  return withIssue(inventory, mavenRepository, repository.error)
}

/** A repository that was asked for and cannot be opened: what it would say is missing from the inventory. */
function withIssue(inventory: Inventory, path: string, { message }: TreeError): Inventory {
  const issue: Issue = {
    code: 'FOLDER_UNREADABLE',
    level: 'warning',
    path,
    message: `the local Maven repository cannot be opened: ${message}`,
    hint: 'check the path and its permissions',
  }
  return { ...inventory, issues: [...inventory.issues, issue] }
}

function unopened(path: string, error: TreeError): Inventory {
  const message = `${path} cannot be opened: ${error.message}`
  const hint = 'check the path and its permissions'
  return {
    name: basename(path),
    components: [],
    roots: [],
    files: [{ path, ecosystem: 'unknown', status: 'unreadable', packages: 0, reason: message }],
    issues: [{ code: 'FILE_UNREADABLE', level: 'error', path, message, hint }],
  }
}

function diskTree(root: string): FileTree {
  return {
    list(folder) {
      try {
        const here = join(root, folder)
        return ok(
          readdirSync(here, { withFileTypes: true }).map((entry): TreeEntry => {
            if (entry.isFile()) return { name: entry.name, kind: 'file' }
            if (entry.isDirectory()) return { name: entry.name, kind: 'folder' }
            if (!entry.isSymbolicLink()) return { name: entry.name, kind: 'special' }
            return { name: entry.name, kind: 'link', target: targetOf(root, join(here, entry.name)) }
          }),
        )
      } catch (cause) {
        return err(toTreeError(cause))
      }
    },
    read(path) {
      try {
        return readWhole(root, join(root, path))
      } catch (cause) {
        return err(toTreeError(cause))
      }
    },
    head(path, bytes) {
      try {
        return openPlain(root, join(root, path), (handle, size) =>
          ok(readBytes(handle, Math.min(size, bytes))),
        )
      } catch (cause) {
        return err(toTreeError(cause))
      }
    },
  }
}

function targetOf(root: string, link: string): LinkTarget {
  try {
    const real = realpathSync(link)
    if (!isInside(root, real)) return 'outside'
    if (isInside(real, dirname(link))) return 'loop'
    return statSync(real).isFile() ? 'file' : 'folder'
  } catch (cause) {
    return codeOf(cause) === 'ELOOP' ? 'loop' : 'broken'
  }
}

function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

function readWhole(root: string, path: string): Result<Uint8Array, TreeError> {
  return openPlain(root, path, (handle, size) => {
    if (size <= limits.fileBytes) return ok(readBytes(handle, size))
    const message = `it has ${size} bytes; at most ${limits.fileBytes} are read`
    return err({ code: 'TOO_LARGE', message })
  })
}

/** Opened without blocking (a pipe would wait for ever) and measured by its handle, so that it cannot be swapped. */
function openPlain(
  root: string,
  path: string,
  read: (handle: number, size: number) => Result<Uint8Array, TreeError>,
): Result<Uint8Array, TreeError> {
  if (!isInside(root, realpathSync(path)))
    return err({ code: 'FORBIDDEN', message: 'its target lies outside the scanned folder' })
  const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const stat = fstatSync(handle)
    if (!stat.isFile()) return err({ code: 'SPECIAL', message: 'it is not a plain file' })
    return read(handle, stat.size)
  } finally {
    closeSync(handle)
  }
}

function readBytes(handle: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let at = 0
  while (at < size) {
    const count = readSync(handle, bytes, at, size - at, at)
    if (count === 0) break
    at += count
  }
  return bytes.subarray(0, at)
}

const messages = new Map<string, TreeError>([
  ['ENOENT', { code: 'MISSING', message: 'it does not exist' }],
  ['ENOTDIR', { code: 'MISSING', message: 'it does not exist' }],
  ['EACCES', { code: 'FORBIDDEN', message: 'permission denied' }],
  ['EPERM', { code: 'FORBIDDEN', message: 'permission denied' }],
  ['ELOOP', { code: 'FAILED', message: 'it is a loop of links' }],
  ['ENAMETOOLONG', { code: 'FAILED', message: 'its name is too long' }],
  ['ENXIO', { code: 'SPECIAL', message: 'it is not a plain file' }],
])

function toTreeError(cause: unknown): TreeError {
  const code = codeOf(cause)
  return messages.get(code) ?? { code: 'FAILED', message: `the disk reports ${code || 'a failure'}` }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}
