/** The root that a proof leads to, worked out as RFC 9162 writes it down. Receipts leave the root out, so it must be found, not compared. */
import { type HashFunction, hashNode } from '../../translog/index.ts'
import { areEqual } from '../bytes.ts'

export interface InclusionPath {
  readonly index: bigint
  readonly size: bigint
  readonly leafHash: Uint8Array
  readonly hashes: readonly Uint8Array[]
}

/** RFC 9162, section 2.1.3.2, steps 1 to 4. Undefined where the path does not fit the numbers. */
export function rootOfInclusion(hash: HashFunction, path: InclusionPath): Uint8Array | undefined {
  const { index, size, leafHash, hashes } = path
  if (index >= size) return undefined
  const sides = sidesOf({ node: index, last: size - 1n }, hashes.length)
  return sides && climb(hash, { start: leafHash, hashes, sides })
}

export interface ConsistencyPath {
  readonly oldSize: bigint
  readonly size: bigint
  readonly oldRoot: Uint8Array
  readonly hashes: readonly Uint8Array[]
}

/** RFC 9162, section 2.1.4.2: the newer root; undefined where the path does not lead from the older one. */
export function rootOfConsistency(hash: HashFunction, path: ConsistencyPath): Uint8Array | undefined {
  const { oldSize, size, oldRoot, hashes } = path
  if (oldSize < 1n || oldSize > size) return undefined
  if (oldSize === size) return hashes.length === 0 ? oldRoot : undefined
  const isComplete = (oldSize & (oldSize - 1n)) === 0n
  const [start, ...rest] = isComplete ? [oldRoot, ...hashes] : hashes
  let place = { node: oldSize - 1n, last: size - 1n }
  while (isOdd(place.node)) place = up(place)
  const sides = sidesOf(place, rest.length)
  if (start === undefined || sides === undefined) return undefined
  // Only what stands to the left belongs to the older tree.
  const older = rest.filter((_, level) => sides[level] === 'left')
  const oldest = climb(hash, { start, hashes: older, sides: older.map(() => 'left') })
  return areEqual(oldest, oldRoot) ? climb(hash, { start, hashes: rest, sides }) : undefined
}

type Side = 'left' | 'right'

/** A node and the last node of its level, counted from zero (`fn` and `sn` of the RFC). */
interface Place {
  readonly node: bigint
  readonly last: bigint
}

/** Where each hash of a path stands; undefined where the path is too long or too short. */
function sidesOf(start: Place, count: number): readonly Side[] | undefined {
  const sides: Side[] = []
  let place = start
  while (sides.length < count) {
    if (place.last === 0n) return undefined
    const isLeft = isOdd(place.node) || place.node === place.last
    sides.push(isLeft ? 'left' : 'right')
    // A last node without a neighbour rises unhashed to the level where it has one.
    while (isLeft && !isOdd(place.node) && place.node !== 0n) place = up(place)
    place = up(place)
  }
  return place.last === 0n ? sides : undefined
}

interface Climb {
  readonly start: Uint8Array
  readonly hashes: readonly Uint8Array[]
  readonly sides: readonly Side[]
}

function climb(hash: HashFunction, { start, hashes, sides }: Climb): Uint8Array {
  return hashes.reduce(
    (node, sibling, level) =>
      sides[level] === 'left' ? hashNode(hash, sibling, node) : hashNode(hash, node, sibling),
    start,
  )
}

function up({ node, last }: Place): Place {
  return { node: node >> 1n, last: last >> 1n }
}

function isOdd(number: bigint): boolean {
  return (number & 1n) === 1n
}
