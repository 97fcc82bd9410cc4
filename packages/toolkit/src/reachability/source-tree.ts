/** The port through which reachability reads a tree, and the reading of it: bounded, counted, each file once. */
import { compareCodeUnits } from '../base/index.ts'

/**
 * Read access to the sources of a product. Paths are relative to its root, with forward slashes. Neither function
 * throws. Untrusted: whoever can write to the tree; a hostile file can lead to a wrong answer about its own tree, not
 * beyond it.
 */
export interface SourceTree {
  /** All files, sorted by code unit; the folders of installed packages too where they may be read. */
  list(): readonly string[]
  /** Undefined: unreadable, no text, or too large for the adapter. */
  read(path: string): string | undefined
  /** Files, and folders with a slash at the end, that are not listed although product code may lie there. */
  readonly skipped?: readonly string[]
}

/** Beyond these a file counts as unread. */
export const sourceBounds = {
  /** Files of all languages together. */
  files: 50_000,
  /** Characters of one file. */
  fileLength: 2 * 1024 * 1024,
  /** Characters kept for a second question about the same file. */
  keptLength: 64 * 1024 * 1024,
} as const

/** The tree as one answer sees it. */
export interface Sources {
  readonly files: readonly string[]
  readonly skipped: readonly string[]
  /** Undefined where the file cannot be read or is too long. */
  read(path: string): string | undefined
  has(path: string): boolean
}

export function createSources(tree: SourceTree): Sources {
  const files = [...new Set(tree.list())].sort(compareCodeUnits)
  const known = new Set(files)
  const kept = new Map<string, string | undefined>()
  let length = 0
  return {
    files,
    skipped: tree.skipped ?? [],
    has: (path) => known.has(path),
    read(path) {
      if (kept.has(path)) return kept.get(path)
      const text = known.has(path) ? tree.read(path) : undefined
      const value = text !== undefined && text.length > sourceBounds.fileLength ? undefined : text
      length += value?.length ?? 0
      if (length <= sourceBounds.keptLength) kept.set(path, value)
      return value
    },
  }
}

/** A tree in memory, for tests: from paths to texts; undefined stands for a file that cannot be read. */
export function memorySources(
  files: Readonly<Record<string, string | undefined>>,
  skipped: readonly string[] = [],
): SourceTree {
  const texts = new Map(Object.entries(files))
  return {
    list: () => [...texts.keys()].sort(compareCodeUnits),
    read: (path) => texts.get(path),
    skipped,
  }
}

/** Folder of a path, '' for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** Joins and normalises; undefined where the result lies outside the tree. */
export function joinPath(folder: string, relative: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/')
  for (const part of relative.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined
    } else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}
