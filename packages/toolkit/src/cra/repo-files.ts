/** Port: the few files of a source tree that tell how a project works, besides its dependencies. */
import { compareCodeUnits } from '../base/index.ts'

/**
 * Files of one source tree, read on demand. Paths are relative to its root, with forward slashes.
 * Untrusted: whoever can change the tree decides every byte, and can make a signal say what they like.
 */
export interface RepoFiles {
  /** Sorted by code unit; only files that are not ignored, and only of the folders that signals need. */
  list(): readonly string[]
  /** Decoded text; undefined if the file is absent, unreadable, not UTF-8, or too large. */
  read(path: string): string | undefined
}

/** A tree in memory, for tests and for callers who already hold the texts. */
export function memoryRepoFiles(files: ReadonlyMap<string, string>): RepoFiles {
  const paths = [...files.keys()].sort(compareCodeUnits)
  return { list: () => paths, read: (path) => files.get(path) }
}
