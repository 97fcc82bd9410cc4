/** Decoded files with a small cache, and the neighbours that a parser may ask for: never outside the tree. */
import { decodeUtf8, err, type Issue, ok, type Result } from '../base/index.ts'
import type { Near } from './ecosystem.ts'
import type { FileTree, TreeError } from './file-tree.ts'
import { compileGlob, matchesGlob } from './glob.ts'

/** Characters of text kept for the next question about the same file. */
const cacheLength = 8 * 1024 * 1024

export interface Texts {
  /** The text of a file, or the issue that says why there is none. */
  read(path: string): Result<string, Issue>
  /** The file as it is, or undefined; nothing of it is kept. */
  bytes(path: string): Uint8Array | undefined
  readonly mavenRepository?: NonNullable<Near['mavenRepository']>
}

/** `mavenRepository`: a folder outside the tree that the user chose to have looked into. */
export function createTexts(tree: FileTree, mavenRepository?: FileTree): Texts {
  const texts = cachedTexts(tree)
  if (mavenRepository === undefined) return texts
  const outside = (path: string): string | undefined => {
    const resolved = resolvePath('', path)
    const text = resolved === undefined ? undefined : readText(mavenRepository, resolved)
    return text?.ok === true ? text.value : undefined
  }
  return { ...texts, mavenRepository: outside }
}

function cachedTexts(tree: FileTree): Texts {
  const cache = new Map<string, Result<string, Issue>>()
  let kept = 0
  return {
    read(path) {
      const known = cache.get(path)
      if (known !== undefined) return known
      const result = readText(tree, path)
      kept += result.ok ? result.value.length : 0
      if (kept > cacheLength) {
        cache.clear()
        kept = result.ok ? result.value.length : 0
      }
      cache.set(path, result)
      return result
    },
    bytes(path) {
      const bytes = tree.read(path)
      return bytes.ok ? bytes.value : undefined
    },
  }
}

/** `files`: sorted paths of all recognised files. */
export function createNear(texts: Texts, folder: string, files: readonly string[]): Near {
  const near = (relativePath: string): ReturnType<Near> => {
    const path = resolvePath(folder, relativePath)
    if (path === undefined) return undefined
    const text = texts.read(path)
    return text.ok ? { path, text: text.value } : undefined
  }
  const base = folder === '' ? '' : `${folder}/`
  const matching = (pattern: string): readonly string[] => {
    const glob = compileGlob(pattern)
    const found: string[] = []
    for (const path of files) {
      if (path.startsWith(base) && matchesGlob(glob, path.slice(base.length)))
        found.push(path.slice(base.length))
    }
    return found
  }
  const bytes = (relativePath: string): Uint8Array | undefined => {
    const path = resolvePath(folder, relativePath)
    return path === undefined ? undefined : texts.bytes(path)
  }
  const { mavenRepository } = texts
  return Object.assign(near, { matching, bytes }, mavenRepository === undefined ? {} : { mavenRepository })
}

/** Folder of a path, '' for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** Joins and normalises; undefined when the result lies outside the tree. */
export function resolvePath(folder: string, relativePath: string): string | undefined {
  if (relativePath.startsWith('/') || relativePath.includes('\0') || relativePath.includes('\\'))
    return undefined
  const parts = folder === '' ? [] : folder.split('/')
  for (const part of relativePath.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined
    } else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.length === 0 ? undefined : parts.join('/')
}

function readText(tree: FileTree, path: string): Result<string, Issue> {
  const bytes = tree.read(path)
  if (!bytes.ok) return err(treeIssue(path, bytes.error))
  const text = decodeUtf8(bytes.value)
  if (text.ok) return ok(text.value)
  return err({
    code: 'FILE_NOT_UTF8',
    level: 'error',
    path,
    message: `expected UTF-8, found another byte at offset ${text.error.offset}`,
    hint: 'save the file as UTF-8',
  })
}

/** The issue for a file that the tree does not hand out. */
export function treeIssue(path: string, error: TreeError): Issue {
  if (error.code === 'TOO_LARGE') {
    const hint = 'split the project, or scan its parts one by one'
    return { code: 'FILE_TOO_LARGE', level: 'error', path, message: error.message, hint }
  }
  const hint =
    error.code === 'FORBIDDEN' ? 'grant read permission' : 'check that it is a plain, readable file'
  return { code: 'FILE_UNREADABLE', level: 'error', path, message: error.message, hint }
}
