/** The tree that layers add up to, while they are laid one over the other. */
import { limits } from '../../base/index.ts'
import type { Content } from './model.ts'

export interface FileNode {
  readonly kind: 'file'
  readonly size: number
  readonly content: Content
  /** Number of the layer that holds its bytes. */
  readonly layer: number
}

export interface FolderNode {
  readonly kind: 'folder'
  readonly children: Map<string, Node>
}

export interface LinkNode {
  readonly kind: 'link'
  /** As written; `/` is the root of the archive. */
  readonly target: string
}

/** `gone`: a hard link to something that is not there. */
export interface OddNode {
  readonly kind: 'special' | 'gone'
}

export type Node = FileNode | FolderNode | LinkNode | OddNode

export function newFolder(): FolderNode {
  return { kind: 'folder', children: new Map() }
}

export interface RootNode extends FolderNode {
  /**
   * The root of a whole system (an image): `/` in links is this root, and nothing lies above it. Otherwise both lead
   * out of the archive.
   */
  readonly isSystem: boolean
}

/** Where a path leads once links are followed. `outside`: out of an archive that is no whole system. */
export type Place =
  | { readonly kind: 'found'; readonly node: Node; readonly path: string }
  | { readonly kind: 'missing' | 'loop' | 'outside' }

/** As many as Linux follows (path_resolution(7)). */
const MOST_LINKS = 40

interface Walk {
  readonly stack: { readonly folder: FolderNode; readonly name: string }[]
  /** Still to go, the next one last. */
  readonly parts: string[]
  links: number
}

/** Follows links in folders, and in the last part too unless told otherwise; never leaves the tree. */
export function findNode(root: RootNode, path: string, options: { keepLast?: boolean } = {}): Place {
  const walk: Walk = { stack: [{ folder: root, name: '' }], parts: partsOf(path), links: 0 }
  for (let part = walk.parts.pop(); part !== undefined; part = walk.parts.pop()) {
    const end = step(root, walk, { part, keepLast: options.keepLast === true })
    if (end !== undefined) return end
  }
  return { kind: 'found', node: walk.stack.at(-1)?.folder ?? root, path: pathOf(walk, undefined) }
}

/** Undefined: on the way. */
function step(
  root: RootNode,
  walk: Walk,
  { part, keepLast }: { readonly part: string; readonly keepLast: boolean },
): Place | undefined {
  if (part === '..') return goUp(root, walk)
  const node = walk.stack.at(-1)?.folder.children.get(part)
  if (node === undefined) return { kind: 'missing' }
  const isLast = walk.parts.length === 0
  if (node.kind === 'link' && !(isLast && keepLast)) return followLink(root, walk, node)
  if (node.kind === 'folder') {
    walk.stack.push({ folder: node, name: part })
    return undefined
  }
  return isLast ? { kind: 'found', node, path: pathOf(walk, part) } : { kind: 'missing' }
}

function goUp(root: RootNode, { stack }: Walk): Place | undefined {
  if (stack.length > 1) stack.pop()
  else if (!root.isSystem) return { kind: 'outside' }
  return undefined
}

function followLink(root: RootNode, walk: Walk, { target }: LinkNode): Place | undefined {
  if (++walk.links > MOST_LINKS || walk.parts.length > 10 * limits.nesting) return { kind: 'loop' }
  if (target.startsWith('/')) {
    if (!root.isSystem) return { kind: 'outside' }
    walk.stack.length = 1
  }
  walk.parts.push(...partsOf(target))
  return undefined
}

export function newRoot(isSystem: boolean): RootNode {
  return { ...newFolder(), isSystem }
}

function partsOf(path: string): string[] {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .reverse()
}

function pathOf({ stack }: Walk, last: string | undefined): string {
  const names = stack.slice(1).map(({ name }) => name)
  return (last === undefined ? names : [...names, last]).join('/')
}
