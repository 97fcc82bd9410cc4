/** The right edge of a tree: what one has to keep to go on hashing where one stopped (RFC 6962, section 2.1). */
import { err, ok, type Result } from '../../base/index.ts'
import { HASH_BYTES, type HashFunction, hashNode } from '../hashing.ts'
import { foldRoots } from '../ranges.ts'

/** Of the first `size` leaves. */
export interface CompactRange {
  readonly size: bigint
  /** Roots of the complete subtrees, largest and leftmost first: one for each bit of the size that is set. */
  readonly hashes: readonly Uint8Array[]
}

export interface CompactRangeError {
  readonly code: 'RANGE_MALFORMED'
  readonly message: string
}

export const emptyRange: CompactRange = { size: 0n, hashes: [] }

/** Of values from a file. */
export function toCompactRange(
  size: bigint,
  hashes: readonly Uint8Array[],
): Result<CompactRange, CompactRangeError> {
  const count = size.toString(2).replaceAll('0', '').length
  return size >= 0n && hashes.length === count && hashes.every(({ length }) => length === HASH_BYTES)
    ? ok({ size, hashes })
    : err({
        code: 'RANGE_MALFORMED',
        message: `expected ${count} hashes for size ${size}, found ${hashes.length}`,
      })
}

export function growCompactRange(
  hash: HashFunction,
  range: CompactRange,
  leafHashes: readonly Uint8Array[],
): CompactRange {
  const hashes = [...range.hashes]
  let { size } = range
  for (const leafHash of leafHashes) {
    let node = leafHash
    // Two complete subtrees of one size become one.
    for (let rest = size; (rest & 1n) === 1n; rest >>= 1n) {
      const left = hashes.pop()
      if (left === undefined) throw new Error(`a subtree is missing at size ${size}`)
      node = hashNode(hash, left, node)
    }
    hashes.push(node)
    size += 1n
  }
  return { size, hashes }
}

/** The hash of nothing for none. */
export function rootOfCompactRange(hash: HashFunction, { hashes }: CompactRange): Uint8Array {
  return foldRoots(hash, hashes)
}
