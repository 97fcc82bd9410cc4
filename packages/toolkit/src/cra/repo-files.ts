/** Port: one source tree, as signals need it besides its dependencies. */
import { compareCodeUnits } from '../base/index.ts'

/** All that lies in a tree, as far as it may be looked at. */
export interface RepoListing {
  /** Plain files that are not ignored, sorted by code unit. */
  readonly files: readonly string[]
  /** Folders (with a slash at the end) that were not entered, and links, with the reason; sorted. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
  /** Why files may be missing; undefined when every folder that should be listed was. */
  readonly incomplete?: string
}

/** The first bytes of a file, and how many it has. */
export interface FileStart {
  readonly size: number
  readonly bytes: Uint8Array
}

/**
 * Files of one source tree, read on demand. Paths are relative to its root, with forward slashes.
 * Untrusted: whoever can change the tree decides every byte, and can make a signal say what they like.
 */
export interface RepoFiles {
  /** Sorted by code unit; only files that are not ignored, and only of the folders that tell how a project works. */
  list(): readonly string[]
  /** Decoded text; undefined if the file is absent, unreadable, not UTF-8, or too large. */
  read(path: string): string | undefined
  /** The whole tree; made on first call. Symbolic links are never followed. */
  listAll(): RepoListing
  /** At most `limit` bytes from the start of a file of `listAll`; undefined if it cannot be opened. */
  readStart(path: string, limit: number): FileStart | undefined
}

/** A tree in memory, for tests and for callers who already hold the contents. */
export function memoryRepoFiles(files: ReadonlyMap<string, string | Uint8Array>): RepoFiles {
  const paths = [...files.keys()].sort(compareCodeUnits)
  return {
    list: () => paths,
    read: (path) => {
      const content = files.get(path)
      return typeof content === 'string' ? content : undefined
    },
    listAll: () => ({ files: paths, skipped: [] }),
    readStart: (path, limit) => {
      const content = files.get(path)
      if (content === undefined) return undefined
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
      return { size: bytes.length, bytes: bytes.subarray(0, limit) }
    },
  }
}
