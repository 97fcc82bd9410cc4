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
  if (path.index >= path.size) return undefined
  let node = path.index
  let last = path.size - 1n
  let root = path.leafHash
  for (const sibling of path.hashes) {
    if (last === 0n) return undefined
    if (isOdd(node) || node === last) {
      root = hashNode(hash, sibling, root)
      while (!isOdd(node) && node !== 0n) {
        node >>= 1n
        last >>= 1n
      }
    } else root = hashNode(hash, root, sibling)
    node >>= 1n
    last >>= 1n
  }
  return last === 0n ? root : undefined
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
  if (start === undefined) return undefined
  let node = oldSize - 1n
  let last = size - 1n
  while (isOdd(node)) {
    node >>= 1n
    last >>= 1n
  }
  let older = start
  let newer = start
  for (const sibling of rest) {
    if (last === 0n) return undefined
    if (isOdd(node) || node === last) {
      older = hashNode(hash, sibling, older)
      newer = hashNode(hash, sibling, newer)
      while (!isOdd(node) && node !== 0n) {
        node >>= 1n
        last >>= 1n
      }
    } else newer = hashNode(hash, newer, sibling)
    node >>= 1n
    last >>= 1n
  }
  return last === 0n && areEqual(older, oldRoot) ? newer : undefined
}

function isOdd(number: bigint): boolean {
  return (number & 1n) === 1n
}
