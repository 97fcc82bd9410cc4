/** The root of a list of leaf hashes, and proofs about it (RFC 6962, section 2.1). Linear in the number of leaves. */
import { err, ok, type Result } from '../base/index.ts'
import { type HashFunction, hashNode } from './hashing.ts'
import { consistencyRanges, foldRoots, inclusionRanges, type Range } from './ranges.ts'

export interface TreeError {
  readonly code: 'LEAF_OUT_OF_RANGE' | 'SIZE_OUT_OF_RANGE'
  readonly message: string
}

/** MTH of section 2.1; the hash of nothing for an empty list. */
export function rootOf(hash: HashFunction, leafHashes: readonly Uint8Array[]): Uint8Array {
  const stack: Uint8Array[] = []
  for (const [index, leafHash] of leafHashes.entries()) {
    let node = leafHash
    // Two complete subtrees of one size become one.
    for (let rest = index; rest % 2 === 1; rest = (rest - 1) / 2) node = hashNode(hash, pop(stack), node)
    stack.push(node)
  }
  return foldRoots(hash, stack)
}

/** PATH of section 2.1.1: the siblings from the leaf up to the root. */
export function createInclusionProof(
  hash: HashFunction,
  leafHashes: readonly Uint8Array[],
  index: number,
): Result<readonly Uint8Array[], TreeError> {
  const size = leafHashes.length
  if (!Number.isInteger(index) || index < 0 || index >= size) {
    return err({ code: 'LEAF_OUT_OF_RANGE', message: `expected a leaf index below ${size}, found ${index}` })
  }
  return ok(rangeRoots(hash, leafHashes, inclusionRanges(BigInt(index), BigInt(size))))
}

/** PROOF of section 2.1.2, that the first `oldSize` leaves are a prefix of the tree; empty when that is the whole tree. */
export function createConsistencyProof(
  hash: HashFunction,
  leafHashes: readonly Uint8Array[],
  oldSize: number,
): Result<readonly Uint8Array[], TreeError> {
  const size = leafHashes.length
  if (!Number.isInteger(oldSize) || oldSize < 1 || oldSize > size) {
    return err({
      code: 'SIZE_OUT_OF_RANGE',
      message: `expected an old size from 1 to ${size}, found ${oldSize}`,
    })
  }
  return ok(rangeRoots(hash, leafHashes, consistencyRanges(BigInt(oldSize), BigInt(size))))
}

function rangeRoots(
  hash: HashFunction,
  leafHashes: readonly Uint8Array[],
  ranges: readonly Range[],
): readonly Uint8Array[] {
  return ranges.map(({ from, to }) => rootOf(hash, leafHashes.slice(Number(from), Number(to))))
}

function pop(stack: Uint8Array[]): Uint8Array {
  const node = stack.pop()
  if (node === undefined) throw new Error('a Merkle subtree is missing')
  return node
}
