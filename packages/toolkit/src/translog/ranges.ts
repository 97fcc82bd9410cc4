/** Which parts of a tree a proof consists of (RFC 6962, section 2.1): arithmetic on leaf indices, without hashes. */
import { type HashFunction, hashNode } from './hashing.ts'

/** The leaves from `from` to before `to`. */
export interface Range {
  readonly from: bigint
  readonly to: bigint
}

/** The complete subtree over the leaves from `index * 2^height` to before `(index + 1) * 2^height`. */
export interface Subtree {
  readonly height: number
  readonly index: bigint
}

/** PATH of section 2.1.1: the siblings from the leaf up to the root. The index is below the size. */
export function inclusionRanges(index: bigint, size: bigint): readonly Range[] {
  const siblings: Range[] = []
  let range: Range = { from: 0n, to: size }
  while (range.to - range.from > 1n) {
    const [left, right] = split(range)
    const [own, sibling] = index < right.from ? [left, right] : [right, left]
    siblings.unshift(sibling)
    range = own
  }
  return siblings
}

/** PROOF of section 2.1.2; none when the two sizes are one. The old size is from one to the size. */
export function consistencyRanges(oldSize: bigint, size: bigint): readonly Range[] {
  const siblings: Range[] = []
  let range: Range = { from: 0n, to: size }
  while (range.to !== oldSize) {
    const [left, right] = split(range)
    const [own, sibling] = oldSize <= right.from ? [left, right] : [right, left]
    siblings.unshift(sibling)
    range = own
  }
  // The verifier knows the old root, so the part that equals the old tree is left out.
  return range.from === 0n ? siblings : [range, ...siblings]
}

/** The complete subtrees of a range that a proof names, largest and leftmost first. */
export function toSubtrees({ from, to }: Range): readonly Subtree[] {
  const bits = (to - from).toString(2)
  const subtrees: Subtree[] = []
  let at = from
  for (let height = bits.length - 1; height >= 0; height--) {
    if (bits.charAt(bits.length - 1 - height) === '0') continue
    subtrees.push({ height, index: at >> BigInt(height) })
    at += 1n << BigInt(height)
  }
  return subtrees
}

/** The root above complete subtrees, given largest and leftmost first; the hash of nothing for none. */
export function foldRoots(hash: HashFunction, roots: readonly Uint8Array[]): Uint8Array {
  const [last, ...others] = roots.toReversed()
  if (last === undefined) return hash(new Uint8Array())
  return others.reduce((right, left) => hashNode(hash, left, right), last)
}

/** At the largest power of two below the length. */
function split({ from, to }: Range): readonly [Range, Range] {
  const middle = from + (1n << BigInt((to - from - 1n).toString(2).length - 1))
  return [
    { from, to: middle },
    { from: middle, to },
  ]
}
