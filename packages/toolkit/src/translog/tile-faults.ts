/** The whole check of a stored log: every tile against its neighbours and the signed root, every entry against its leaf hash. */
import type { Result } from '../base/index.ts'
import { areEqual } from './bytes.ts'
import { type HashFunction, hashLeaf } from './hashing.ts'
import type { TreeHead } from './grow.ts'
import { readEntryBundle, readTile } from './tile.ts'
import { formatTilePath, TILE_WIDTH, type TileAddress, type TileError } from './tile-path.ts'
import { listChangedBundles, listTiles, widthIn } from './tile-set.ts'
import { readRoot, type TiledTree } from './tiled-tree.ts'
import { rootOf } from './tree.ts'

/** Nothing, when all tiles exist and each belongs to the tree with this root. Constant memory; take as many faults as you like. */
export function* findTileFaults(hash: HashFunction, head: TreeHead): Iterable<TileError> {
  for (const tile of listTiles(head.size)) {
    const hashes = readTile(head.read, tile)
    if (!hashes.ok) yield hashes.error
    else if (tile.width === TILE_WIDTH && !isInParent(head, tile, rootOf(hash, hashes.value))) {
      yield mismatch('TILE_HASH_MISMATCH', `${formatTilePath(tile)} differs from the level above`)
    }
  }
  const root = readRoot(hash, head)
  if (root.ok && !areEqual(root.value, head.root)) {
    yield mismatch('ROOT_MISMATCH', `the tiles of size ${head.size} lead to another root`)
  }
}

/** Nothing, when each entry hashes to its leaf in the level 0 tile; check the tiles as well. */
export function* findEntryFaults(hash: HashFunction, tree: TiledTree): Iterable<TileError> {
  for (const bundle of listChangedBundles(0n, tree.size)) {
    const entries = readEntryBundle(tree.read, bundle)
    const hashes = readTile(tree.read, { ...bundle, level: 0 })
    const unread = [entries, hashes].find((result) => !result.ok)
    if (unread !== undefined && !unread.ok) yield unread.error
    if (!entries.ok || !hashes.ok) continue
    for (const [at, entry] of entries.value.entries()) {
      if (areEqual(hashLeaf(hash, entry), hashes.value[at] ?? new Uint8Array())) continue
      yield mismatch(
        'ENTRY_HASH_MISMATCH',
        `${formatTilePath(bundle)}: entry ${bundle.index * 256n + BigInt(at)} is not what was logged`,
      )
    }
  }
}

/** A parent that cannot be read is a fault of its own. */
function isInParent({ size, read }: TiledTree, { level, index }: TileAddress, root: Uint8Array): boolean {
  const place = { level: Number(level) + 1, index: index >> 8n }
  const parent: Result<readonly Uint8Array[], TileError> = readTile(read, {
    ...place,
    width: widthIn(size, place),
  })
  return !parent.ok || areEqual(parent.value[Number(index & 255n)] ?? new Uint8Array(), root)
}

function mismatch(code: TileError['code'], message: string): TileError {
  return { code, message }
}
