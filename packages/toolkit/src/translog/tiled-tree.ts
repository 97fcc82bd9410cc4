/**
 * Roots and proofs from tiles (C2SP tlog-tiles, RFC 6962 section 2.1). Trusts nothing: wrong tiles give a wrong root or a
 * proof that does not verify, so verify what you get here against a checkpoint. Reads a few tiles even for huge trees.
 */
import { err, ok, type Result } from '../base/index.ts'
import { NUMBER_END } from './decimal.ts'
import type { HashFunction } from './hashing.ts'
import {
  consistencyRanges,
  foldRoots,
  inclusionRanges,
  type Range,
  type Subtree,
  toSubtrees,
} from './ranges.ts'
import { readTile, type TileReader } from './tile.ts'
import { formatTilePath, type TileAddress, type TileError } from './tile-path.ts'
import { widthIn } from './tile-set.ts'
import { rootOf } from './tree.ts'

export interface TiledTree {
  /** The size for which tiles are kept; partial tiles of smaller trees need not exist. */
  readonly size: bigint
  readonly read: TileReader
}

/** A leaf, and the size of the tree to prove it in: that of a checkpoint, at most that of the tiles. */
export interface InclusionQuestion {
  readonly index: bigint
  readonly size: bigint
}

/** Two sizes, each that of a checkpoint; the larger at most that of the tiles. */
export interface ConsistencyQuestion {
  readonly oldSize: bigint
  readonly size: bigint
}

/** The root of the tree, or of the smaller one that it was. */
export function readRoot(
  hash: HashFunction,
  tree: TiledTree,
  size: bigint = tree.size,
): Result<Uint8Array, TileError> {
  const fault = findSizeFault(size, tree.size)
  if (fault !== undefined) return err(fault)
  const roots = readRanges(hash, tree, [{ from: 0n, to: size }])
  // One range gives one root, which folds to itself.
  return roots.ok ? ok(foldRoots(hash, roots.value)) : roots
}

/** The siblings from the leaf up to the root. */
export function readInclusionProof(
  hash: HashFunction,
  tree: TiledTree,
  question: InclusionQuestion,
): Result<readonly Uint8Array[], TileError> {
  const ranges = planInclusion(question, tree.size)
  return ranges.ok ? readRanges(hash, tree, ranges.value) : ranges
}

/** Empty when both sizes are one. The old size is one at least. */
export function readConsistencyProof(
  hash: HashFunction,
  tree: TiledTree,
  question: ConsistencyQuestion,
): Result<readonly Uint8Array[], TileError> {
  const ranges = planConsistency(question, tree.size)
  return ranges.ok ? readRanges(hash, tree, ranges.value) : ranges
}

/** The tiles that `readRoot` asks for, so that they can be fetched before. */
export function listRootTiles(
  size: bigint,
  treeSize: bigint = size,
): Result<readonly TileAddress[], TileError> {
  const fault = findSizeFault(size, treeSize)
  return fault === undefined ? ok(tilesOf([{ from: 0n, to: size }], treeSize)) : err(fault)
}

/** The tiles that `readInclusionProof` asks for. */
export function listInclusionTiles(
  question: InclusionQuestion,
  treeSize: bigint = question.size,
): Result<readonly TileAddress[], TileError> {
  const ranges = planInclusion(question, treeSize)
  return ranges.ok ? ok(tilesOf(ranges.value, treeSize)) : ranges
}

/** The tiles that `readConsistencyProof` asks for. */
export function listConsistencyTiles(
  question: ConsistencyQuestion,
  treeSize: bigint = question.size,
): Result<readonly TileAddress[], TileError> {
  const ranges = planConsistency(question, treeSize)
  return ranges.ok ? ok(tilesOf(ranges.value, treeSize)) : ranges
}

function planInclusion(
  { index, size }: InclusionQuestion,
  treeSize: bigint,
): Result<readonly Range[], TileError> {
  const fault = findSizeFault(size, treeSize)
  if (fault !== undefined) return err(fault)
  return index >= 0n && index < size
    ? ok(inclusionRanges(index, size))
    : err({ code: 'LEAF_OUT_OF_RANGE', message: `expected a leaf index below ${size}, found ${index}` })
}

function planConsistency(
  { oldSize, size }: ConsistencyQuestion,
  treeSize: bigint,
): Result<readonly Range[], TileError> {
  const fault = findSizeFault(size, treeSize)
  if (fault !== undefined) return err(fault)
  return oldSize >= 1n && oldSize <= size
    ? ok(consistencyRanges(oldSize, size))
    : err({ code: 'SIZE_OUT_OF_RANGE', message: `expected an old size from 1 to ${size}, found ${oldSize}` })
}

function findSizeFault(size: bigint, treeSize: bigint): TileError | undefined {
  return size >= 0n && size <= treeSize && treeSize < NUMBER_END
    ? undefined
    : {
        code: 'SIZE_OUT_OF_RANGE',
        message: `expected a size up to that of the tiles, ${treeSize}, found ${size}`,
      }
}

/** One root for each range. */
function readRanges(
  hash: HashFunction,
  tree: TiledTree,
  ranges: readonly Range[],
): Result<readonly Uint8Array[], TileError> {
  const tiles = new Map<string, readonly Uint8Array[]>()
  for (const address of tilesOf(ranges, tree.size)) {
    const hashes = readTile(tree.read, address)
    if (!hashes.ok) return hashes
    tiles.set(formatTilePath(address), hashes.value)
  }
  const subtreeRoot = (subtree: Subtree): Uint8Array => {
    const { tile, from, to } = locate(subtree, tree.size)
    return rootOf(hash, (tiles.get(formatTilePath(tile)) ?? []).slice(from, to))
  }
  return ok(ranges.map((range) => foldRoots(hash, toSubtrees(range).map(subtreeRoot))))
}

function tilesOf(ranges: readonly Range[], treeSize: bigint): readonly TileAddress[] {
  const tiles = ranges.flatMap(toSubtrees).map((subtree) => locate(subtree, treeSize).tile)
  return [...new Map(tiles.map((tile) => [formatTilePath(tile), tile])).values()]
}

interface Place {
  readonly tile: TileAddress
  /** The hashes of the tile that lie below the subtree's root. */
  readonly from: number
  readonly to: number
}

/** A tile holds every eighth height of the tree; a subtree lies in the nearest tile below its root. */
function locate({ height, index }: Subtree, treeSize: bigint): Place {
  const depth = height % 8
  const level = (height - depth) / 8
  const first = index << BigInt(depth)
  const place = { level, index: first >> 8n }
  const from = Number(first & 255n)
  return { tile: { ...place, width: widthIn(treeSize, place) }, from, to: from + 2 ** depth }
}
