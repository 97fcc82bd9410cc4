/** Which tiles and entry bundles a tree has, and which ones growth changes (C2SP tlog-tiles, section "Partial Tiles"). */
import { TILE_WIDTH, type TileAddress } from './tile-path.ts'

const WIDTH = BigInt(TILE_WIDTH)
/** Each level counts the full tiles of the one below: a 256th. */
const LEVEL_BITS = 8n

/** All tiles of a tree, level 0 first, left to right. Lazy, since a tree may be larger than memory. */
export function listTiles(size: bigint): Iterable<TileAddress> {
  return listChangedTiles(0n, size)
}

/** The tiles that a tree of this size has and one of the old size had not, or not so wide; lowest level first, as to be written. */
export function* listChangedTiles(oldSize: bigint, size: bigint): Iterable<TileAddress> {
  for (let level = 0, old = oldSize, count = size; count > old; level++) {
    yield* listWider(level, old, count)
    old >>= LEVEL_BITS
    count >>= LEVEL_BITS
  }
}

/** The same for entry bundles. */
export function listChangedBundles(oldSize: bigint, size: bigint): Iterable<TileAddress> {
  return listWider('entries', oldSize, size)
}

/** Width of a tile in a tree of this size; zero or less where there is none. */
export function widthIn(size: bigint, { level, index }: Omit<TileAddress, 'width'>): number {
  const count = level === 'entries' ? size : size >> (LEVEL_BITS * BigInt(level))
  return widthOf(count, index)
}

function widthOf(count: bigint, index: bigint): number {
  const rest = count - index * WIDTH
  return rest < WIDTH ? Number(rest) : TILE_WIDTH
}

function* listWider(level: TileAddress['level'], old: bigint, count: bigint): Iterable<TileAddress> {
  if (count <= old) return
  for (let index = old / WIDTH; index * WIDTH < count; index++) {
    yield { level, index, width: widthOf(count, index) }
  }
}
