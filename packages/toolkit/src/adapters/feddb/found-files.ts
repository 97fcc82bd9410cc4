/** The files behind the paths that a user names, and how each is packed. */
import { lstatSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { compareCodeUnits, type Issue } from '../../base/index.ts'
import { reasonOf } from './errors.ts'

export interface FoundFile {
  readonly path: string
  readonly kind: FileKind
  /** Milliseconds of the last change. */
  readonly changed: number
  readonly bytes: number
}

export type FileKind = 'zip' | 'tar' | 'gzip' | 'plain'

export interface FoundPath {
  /** As named, made absolute. */
  readonly argument: string
  readonly isFolder: boolean
  /** In the order of their paths. */
  readonly files: readonly FoundFile[]
}

/** Levels of folders that are walked. */
const MAX_DEPTH = 32
const skipped = new Set(['.git', 'node_modules'])

/** Links inside a folder are not followed. An issue when the path cannot be read. */
export function findFiles(path: string): FoundPath | Issue {
  const argument = resolve(path)
  try {
    const stat = statSync(argument)
    if (!stat.isDirectory()) {
      const file = { path: argument, kind: kindOf(argument), changed: stat.mtimeMs, bytes: stat.size }
      return { argument, isFolder: false, files: [file] }
    }
    const files: FoundFile[] = []
    walk(argument, MAX_DEPTH, files)
    return { argument, isFolder: true, files: withoutCopies(files) }
  } catch (cause) {
    return {
      code: 'FILE_UNREADABLE',
      level: 'error',
      path: argument,
      message: `cannot be read: ${reasonOf(cause)}`,
      hint: 'check the path and its permissions',
    }
  }
}

function walk(folder: string, depth: number, files: FoundFile[]): void {
  if (depth === 0) return
  for (const name of readdirSync(folder).sort(compareCodeUnits)) {
    const path = join(folder, name)
    const stat = lstatSync(path)
    if (stat.isDirectory() && !skipped.has(name)) walk(path, depth - 1, files)
    if (stat.isFile()) files.push({ path, kind: kindOf(name), changed: stat.mtimeMs, bytes: stat.size })
  }
}

/** OSV's bucket has each record twice: in `all.zip`, and as a file beside it. */
function withoutCopies(files: readonly FoundFile[]): readonly FoundFile[] {
  const archived = new Set(
    files.filter(({ path }) => basename(path) === 'all.zip').map(({ path }) => dirname(path)),
  )
  return files.filter(({ path, kind }) => kind !== 'plain' || !archived.has(dirname(path)))
}

function kindOf(name: string): FileKind {
  if (/\.zip$/i.test(name)) return 'zip'
  if (/\.(?:tar|tgz|tar\.gz)$/i.test(name)) return 'tar'
  return /\.gz$/i.test(name) ? 'gzip' : 'plain'
}
