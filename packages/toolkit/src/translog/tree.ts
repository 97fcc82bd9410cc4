/** The root of a list of leaf hashes, and proofs about it (RFC 6962, section 2.1). Linear in the number of leaves. */
import { err, ok, type Result } from '../base/index.ts'
import { type HashFunction, hashNode } from './hashing.ts'

export interface TreeError {
  readonly code: 'LEAF_OUT_OF_RANGE' | 'SIZE_OUT_OF_RANGE'
  readonly message: string
}

/** MTH of section 2.1; the hash of nothing for an empty list. */
export function rootOf(hash: HashFunction, leafHashes: readonly Uint8Array[]): Uint8Array {
  return rangeRoot(hash, leafHashes, { from: 0, to: leafHashes.length })
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
  const proof: Uint8Array[] = []
  let range: Range = { from: 0, to: size }
  while (range.to - range.from > 1) {
    const [left, right] = split(range)
    const [own, sibling] = index < right.from ? [left, right] : [right, left]
    proof.unshift(rangeRoot(hash, leafHashes, sibling))
    range = own
  }
  return ok(proof)
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
  const proof: Uint8Array[] = []
  let range: Range = { from: 0, to: size }
  while (range.to !== oldSize) {
    const [left, right] = split(range)
    const [own, sibling] = oldSize <= right.from ? [left, right] : [right, left]
    proof.unshift(rangeRoot(hash, leafHashes, sibling))
    range = own
  }
  // The verifier knows the old root, so the part that equals the old tree is left out.
  return ok(range.from === 0 ? proof : [rangeRoot(hash, leafHashes, range), ...proof])
}

interface Range {
  readonly from: number
  readonly to: number
}

/** A stack of complete subtrees, folded whenever two of one size meet, and from the right at the end. */
function rangeRoot(hash: HashFunction, leafHashes: readonly Uint8Array[], range: Range): Uint8Array {
  const stack: Uint8Array[] = []
  for (let index = range.from; index < range.to; index++) {
    let node = leafHashes[index] ?? new Uint8Array()
    for (let rest = index - range.from; rest % 2 === 1; rest = (rest - 1) / 2)
      node = hashNode(hash, pop(stack), node)
    stack.push(node)
  }
  if (stack.length === 0) return hash(new Uint8Array())
  let root = pop(stack)
  while (stack.length > 0) root = hashNode(hash, pop(stack), root)
  return root
}

function pop(stack: Uint8Array[]): Uint8Array {
  const node = stack.pop()
  if (node === undefined) throw new Error('a Merkle subtree is missing')
  return node
}

/** At the largest power of two below the length. */
function split({ from, to }: Range): readonly [Range, Range] {
  let half = 1
  while (half * 2 < to - from) half *= 2
  return [
    { from, to: from + half },
    { from: from + half, to },
  ]
}
