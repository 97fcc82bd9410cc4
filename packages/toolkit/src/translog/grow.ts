/** What a writer writes when its log grows (C2SP tlog-tiles): pure; the caller stores it all before it signs the new root. */
import { err, ok, type Result } from '../base/index.ts'
import { areEqual } from './bytes.ts'
import { NUMBER_END } from './decimal.ts'
import type { HashFunction } from './hashing.ts'
import { formatEntryBundle, formatTile, readEntryBundle, readTile, type TileReader } from './tile.ts'
import { formatTilePath, TILE_WIDTH, type TileAddress, type TileError } from './tile-path.ts'
import { readRoot, type TiledTree } from './tiled-tree.ts'
import { rootOf } from './tree.ts'

/** A stored tree with the root that was signed for it. */
export interface TreeHead extends TiledTree {
  readonly root: Uint8Array
}

export interface TileFile {
  readonly tile: TileAddress
  readonly bytes: Uint8Array
}

export interface Growth {
  readonly size: bigint
  readonly root: Uint8Array
  /** Lowest level first, left to right, as they are to be written. */
  readonly tiles: readonly TileFile[]
}

/** The tiles that change, and the new root. Refuses tiles that do not lead to the old root: such a tree would be a fork. */
export function growTree(
  hash: HashFunction,
  head: TreeHead,
  leafHashes: readonly Uint8Array[],
): Result<Growth, TileError> {
  const oldRoot = readRoot(hash, head)
  if (!oldRoot.ok) return oldRoot
  if (!areEqual(oldRoot.value, head.root)) {
    return err({ code: 'ROOT_MISMATCH', message: `the tiles of size ${head.size} lead to another root` })
  }
  const size = head.size + BigInt(leafHashes.length)
  if (size >= NUMBER_END) return err({ code: 'SIZE_OUT_OF_RANGE', message: 'expected a size below 2^63' })
  const tiles = growLevels(hash, head, leafHashes)
  if (!tiles.ok) return tiles
  const root = readRoot(hash, { size, read: overlay(head.read, tiles.value) })
  return root.ok ? ok({ size, root: root.value, tiles: tiles.value }) : root
}

/** The entry bundles that change; `size`: the entries before. */
export function growEntryBundles(
  read: TileReader,
  size: bigint,
  entries: readonly Uint8Array[],
): Result<readonly TileFile[], TileError> {
  const before = readLast(size, (place) => readEntryBundle(read, { level: 'entries', ...place }))
  return before.ok
    ? fill({ level: 'entries', size, before: before.value }, entries, formatEntryBundle)
    : before
}

function growLevels(
  hash: HashFunction,
  head: TreeHead,
  leafHashes: readonly Uint8Array[],
): Result<readonly TileFile[], TileError> {
  const tiles: TileFile[] = []
  let added = leafHashes
  for (let level = 0, size = head.size; added.length > 0; level++, size >>= 8n) {
    const before = readLast(size, (place) => readTile(head.read, { level, ...place }))
    if (!before.ok) return before
    const files = fill({ level, size, before: before.value }, added, formatTile)
    if (!files.ok) return files
    for (const file of files.value) tiles.push(file)
    added = chunk([...before.value, ...added])
      .filter((hashes) => hashes.length === TILE_WIDTH)
      .map((hashes) => rootOf(hash, hashes))
  }
  return ok(tiles)
}

interface Level {
  readonly level: TileAddress['level']
  /** Parts of the level before. */
  readonly size: bigint
  /** Parts of its last tile, if that was partial. */
  readonly before: readonly Uint8Array[]
}

function fill(
  { level, size, before }: Level,
  added: readonly Uint8Array[],
  format: typeof formatTile,
): Result<readonly TileFile[], TileError> {
  const files: TileFile[] = []
  if (added.length === 0) return ok(files)
  for (const [at, parts] of chunk([...before, ...added]).entries()) {
    const bytes = format(parts)
    if (!bytes.ok) return bytes
    files.push({ tile: { level, index: (size >> 8n) + BigInt(at), width: parts.length }, bytes: bytes.value })
  }
  return ok(files)
}

function readLast(
  size: bigint,
  read: (place: Omit<TileAddress, 'level'>) => Result<readonly Uint8Array[], TileError>,
): Result<readonly Uint8Array[], TileError> {
  const width = Number(size & 255n)
  return width === 0 ? ok([]) : read({ index: size >> 8n, width })
}

function chunk(parts: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  return Array.from({ length: Math.ceil(parts.length / TILE_WIDTH) }, (_, at) =>
    parts.slice(at * TILE_WIDTH, (at + 1) * TILE_WIDTH),
  )
}

function overlay(read: TileReader, tiles: readonly TileFile[]): TileReader {
  const added = new Map(tiles.map(({ tile, bytes }) => [formatTilePath(tile), bytes]))
  return (tile) => added.get(formatTilePath(tile)) ?? read(tile)
}
