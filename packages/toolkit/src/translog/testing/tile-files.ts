/** A tiled log in memory, for tests: files by path, grown by the writer's functions. */
import { sha256 } from '../../base/index.ts'
import { formatTilePath, growEntryBundles, growTree, hashLeaf, rootOf, type TreeHead } from '../index.ts'
import { entries } from './naive-tree.ts'

export type Files = Map<string, Uint8Array>

export function emptyHead(files: Files): TreeHead {
  return { size: 0n, root: rootOf(sha256, []), read: (tile) => files.get(formatTilePath(tile)) }
}

/** Adds entries, their bundles and tiles; the head of the larger tree. */
export function append(files: Files, head: TreeHead, some: readonly Uint8Array[]): TreeHead {
  const growth = growTree(
    sha256,
    head,
    some.map((entry) => hashLeaf(sha256, entry)),
  )
  const bundles = growEntryBundles(head.read, head.size, some)
  if (!growth.ok || !bundles.ok) throw new Error('the log does not grow')
  for (const { tile, bytes } of [...growth.value.tiles, ...bundles.value])
    files.set(formatTilePath(tile), bytes)
  return { ...head, size: growth.value.size, root: growth.value.root }
}

/** A log of the first entries of the naive tree. */
export function createLog(size: number): { readonly files: Files; readonly head: TreeHead } {
  const files: Files = new Map()
  return { files, head: append(files, emptyHead(files), entries.slice(0, size)) }
}
