/** Layers that were laid one over the other, as the inventory sees a tree of files. */
import { compareCodeUnits, err, limits, ok, type Result } from '../../base/index.ts'
import type { FileTree, LinkTarget, TreeEntry, TreeError } from '../file-tree.ts'
import { type Ahead, aheadAt } from './ahead.ts'
import { type FileNode, findNode, type RootNode } from './nodes.ts'

export interface LayeredTree extends FileTree {
  /** As `read`, and never more than so many bytes of memory. */
  readonly head: (path: string, bytes: number) => Result<Uint8Array, TreeError>
  /** Where a file lies once links are followed; undefined where there is none. */
  readonly pathOf: (path: string) => string | undefined
  /** What a format of bytes found as the file streamed by; undefined where it has to be read. */
  readonly aheadOf: (path: string, format: string) => Ahead | undefined
  /** The file at a path, links followed; undefined where there is none. */
  readonly fileAt: (path: string) => FileNode | undefined
}

/** Links are followed inside the archive only: `/` is its own root. */
export function layeredTree(root: RootNode): LayeredTree {
  const fileAt = (path: string): FileNode | undefined => {
    const found = openFile(root, path)
    return found.ok ? found.value : undefined
  }
  return {
    list: (folder) => listFolder(root, folder),
    read: (path) => {
      const found = openFile(root, path)
      return found.ok ? readFile(found.value) : found
    },
    head: (path, bytes) => {
      const found = openFile(root, path)
      return found.ok ? found.value.content.head(bytes) : found
    },
    pathOf: (path) => {
      const place = findNode(root, path)
      return place.kind === 'found' && place.node.kind === 'file' ? place.path : undefined
    },
    aheadOf: (path, format) => {
      const ahead = fileAt(path)?.content.ahead
      const found = ahead?.results.get(format)
      return ahead === undefined || found === undefined ? undefined : aheadAt(found, ahead.path, path)
    },
    fileAt,
  }
}

function openFile(root: RootNode, path: string): Result<FileNode, TreeError> {
  const place = findNode(root, path)
  if (place.kind !== 'found') return err({ code: 'MISSING', message: 'it does not exist' })
  if (place.node.kind === 'file') return ok(place.node)
  if (place.node.kind === 'gone')
    return err({ code: 'FAILED', message: 'it is a hard link to a missing file' })
  return err({ code: 'SPECIAL', message: 'it is not a plain file' })
}

function readFile({ size, content }: FileNode): Result<Uint8Array, TreeError> {
  if (size <= limits.fileBytes) return content.read()
  return err({ code: 'TOO_LARGE', message: `it has ${size} bytes; at most ${limits.fileBytes} are read` })
}

function listFolder(root: RootNode, folder: string): Result<readonly TreeEntry[], TreeError> {
  const place = findNode(root, folder)
  if (place.kind !== 'found' || place.node.kind !== 'folder')
    return err({ code: 'MISSING', message: 'no such folder' })
  const entries = [...place.node.children].map(([name, node]): TreeEntry => {
    if (node.kind === 'link') {
      const path = folder === '' ? name : `${folder}/${name}`
      return { name, kind: 'link', target: targetOf(root, path) }
    }
    return { name, kind: node.kind === 'gone' ? 'file' : node.kind }
  })
  return ok(entries.sort((a, b) => compareCodeUnits(a.name, b.name)))
}

function targetOf(root: RootNode, path: string): LinkTarget {
  const place = findNode(root, path)
  switch (place.kind) {
    case 'missing':
      return 'broken'
    case 'loop':
    case 'outside':
      return place.kind
    case 'found':
      if (place.node.kind !== 'folder') return 'file'
      return place.path === '' || path.startsWith(`${place.path}/`) ? 'loop' : 'folder'
    default:
      return place satisfies never
  }
}
