/** The port through which the inventory sees a tree of files, and one in memory for tests. */
import { compareCodeUnits, err, ok, type Result } from '../base/index.ts'

/** `loop`: a link that leads back to a folder it lies in. `outside`: its target is not inside the tree. */
export type LinkTarget = 'file' | 'folder' | 'loop' | 'outside' | 'broken'

export interface TreeEntry {
  readonly name: string
  readonly kind: 'file' | 'folder' | 'special' | 'link'
  /** Only for links. */
  readonly target?: LinkTarget
}

export interface TreeError {
  readonly code: 'MISSING' | 'FORBIDDEN' | 'TOO_LARGE' | 'SPECIAL' | 'FAILED'
  readonly message: string
}

/**
 * Read access to one folder and what lies beneath it. Paths are relative to it, with forward slashes; '' is the
 * folder itself. Neither function follows a link out of the tree, blocks on a special file, or throws.
 * Untrusted: names and bytes are whatever somebody put there.
 */
export interface FileTree {
  /** Entries in any order. */
  list(folder: string): Result<readonly TreeEntry[], TreeError>
  /** The whole file; TOO_LARGE above `limits.fileBytes`. */
  read(path: string): Result<Uint8Array, TreeError>
  /** At most the first `bytes` bytes, whatever the size of the file; where it is absent, `read` is asked. */
  head?(path: string, bytes: number): Result<Uint8Array, TreeError>
}

/** The first bytes of a file, by `head` or else from the whole. */
export function readHead(tree: FileTree, path: string, bytes: number): Result<Uint8Array, TreeError> {
  if (tree.head !== undefined) return tree.head(path, bytes)
  const whole = tree.read(path)
  return whole.ok ? ok(whole.value.subarray(0, bytes)) : whole
}

/** A tree in memory, from paths to contents; links and failures are stated by their own maps. */
export function memoryTree(
  files: Readonly<Record<string, string | Uint8Array>>,
  odd: {
    readonly errors?: Readonly<Record<string, TreeError>>
    readonly entries?: Readonly<Record<string, readonly TreeEntry[]>>
  } = {},
): FileTree {
  const contents = new Map(Object.entries(files))
  const errors = new Map(Object.entries(odd.errors ?? {}))
  const folders = foldersOf([...contents.keys()])
  for (const [folder, entries] of Object.entries(odd.entries ?? {})) {
    const known = folders.get(folder) ?? new Map<string, TreeEntry>()
    for (const entry of entries) known.set(entry.name, entry)
    folders.set(folder, known)
  }
  return {
    list(folder) {
      const error = errors.get(folder)
      if (error !== undefined) return err(error)
      const entries = folders.get(folder)
      if (entries === undefined) return err({ code: 'MISSING', message: 'no such folder' })
      return ok([...entries.values()].sort((a, b) => compareCodeUnits(a.name, b.name)))
    },
    read(path) {
      const error = errors.get(path)
      if (error !== undefined) return err(error)
      const content = contents.get(path)
      if (content === undefined) return err({ code: 'MISSING', message: 'no such file' })
      return ok(typeof content === 'string' ? new TextEncoder().encode(content) : content)
    },
  }
}

function foldersOf(paths: readonly string[]): Map<string, Map<string, TreeEntry>> {
  const folders = new Map<string, Map<string, TreeEntry>>([['', new Map()]])
  for (const path of paths) {
    const parts = path.split('/')
    for (let depth = 0; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/')
      const name = parts[depth] ?? ''
      const entries = folders.get(folder) ?? new Map<string, TreeEntry>()
      if (!entries.has(name))
        entries.set(name, { name, kind: depth === parts.length - 1 ? 'file' : 'folder' })
      folders.set(folder, entries)
    }
  }
  return folders
}
