/**
 * Lays the layers of an image one over the other, oldest first (OCI Image Layer Filesystem Changeset): whiteouts take
 * away what lower layers put there, a later entry wins, and a name below a link to a folder goes where the link leads.
 */
import type { Issue } from '../../base/index.ts'
import { shownName } from './entry-path.ts'
import type { ArchiveEntry, ArchiveLayer } from './model.ts'
import { type FolderNode, findNode, newFolder, newRoot, type Node, type RootNode } from './nodes.ts'

export interface MergedTree {
  readonly root: RootNode
  readonly issues: readonly Issue[]
}

interface Merge {
  readonly root: RootNode
  readonly issues: Issue[]
}

const WHITEOUT = '.wh.'
const OPAQUE = '.wh..wh..opq'

export function mergeLayers(layers: readonly ArchiveLayer[]): MergedTree {
  const merge: Merge = { root: newRoot(true), issues: [] }
  for (const layer of layers) {
    if (layer.number > 1) for (const entry of layer.entries) applyWhiteout(merge, entry)
    for (const entry of layer.entries) if (!isMark(entry.path)) addEntry(merge, layer.number, entry)
  }
  return merge
}

/** A single archive without layers: names that begin like whiteouts are names like others. */
export function mergePlain(entries: readonly ArchiveEntry[], isSystem: boolean): MergedTree {
  const merge: Merge = { root: newRoot(isSystem), issues: [] }
  for (const entry of entries) addEntry(merge, 1, entry)
  return merge
}

/** Whiteouts and what AUFS kept for itself: never files of the image. */
function isMark(path: string): boolean {
  return nameOf(path).startsWith(WHITEOUT)
}

/** Only what lower layers hold is taken away: none of this layer has been added yet. */
function applyWhiteout({ root }: Merge, { path }: ArchiveEntry): void {
  const name = nameOf(path)
  if (!name.startsWith(WHITEOUT)) return
  const place = findNode(root, parentOf(path))
  if (place.kind !== 'found' || place.node.kind !== 'folder') return
  if (name === OPAQUE) place.node.children.clear()
  else if (!name.startsWith('.wh..wh.')) place.node.children.delete(name.slice(WHITEOUT.length))
}

function addEntry(merge: Merge, layer: number, entry: ArchiveEntry): void {
  if (entry.path === '') return
  const parent = makeFolders(merge, parentOf(entry.path))
  if (parent === undefined) {
    lose(merge, entry, 'it lies below a link that leads nowhere inside the archive')
    return
  }
  const name = nameOf(entry.path)
  const known = parent.children.get(name)
  if (entry.kind === 'folder' && known?.kind === 'folder') return
  parent.children.set(name, toNode(merge, layer, entry))
}

/** Absent ones are made; a file in the way gives way, as it does when unpacking. Undefined behind a link that leads nowhere. */
function makeFolders({ root }: Merge, path: string): FolderNode | undefined {
  let here: FolderNode = root
  const parts = path === '' ? [] : path.split('/')
  for (const [at, part] of parts.entries()) {
    const known = here.children.get(part)
    if (known?.kind === 'folder') here = known
    else if (known?.kind === 'link') {
      const place = findNode(root, parts.slice(0, at + 1).join('/'))
      if (place.kind !== 'found' || place.node.kind !== 'folder') return undefined
      here = place.node
    } else {
      const made = newFolder()
      here.children.set(part, made)
      here = made
    }
  }
  return here
}

function toNode(merge: Merge, layer: number, entry: ArchiveEntry): Node {
  switch (entry.kind) {
    case 'file':
      return { kind: 'file', size: entry.size, content: entry.content, layer }
    case 'folder':
      return newFolder()
    case 'special':
      return { kind: 'special' }
    case 'symlink':
      return { kind: 'link', target: entry.target }
    case 'hardlink':
      return linkedNode(merge, entry)
    default:
      return entry satisfies never
  }
}

/** A hard link is the file itself, as it is now: what comes over the other name later does not change it. */
function linkedNode(merge: Merge, entry: ArchiveEntry & { readonly target: string }): Node {
  const place = findNode(merge.root, entry.target, { keepLast: true })
  if (place.kind === 'found' && place.node.kind !== 'folder') return place.node
  lose(merge, entry, `it is a hard link to ${shownName(entry.target)}, which is no file of the archive`)
  return { kind: 'gone' }
}

function lose({ issues }: Merge, entry: ArchiveEntry, message: string): void {
  issues.push({ code: 'REFERENCE_MISSING', level: 'warning', path: shownName(entry.path), message })
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
