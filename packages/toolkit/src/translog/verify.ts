/** Checks inclusion and consistency proofs; never depends on the code that makes them (RFC 9162, section 2.1). Trusted: the given roots. */
import { err, ok, type Result } from '../base/index.ts'
import { areEqual } from './bytes.ts'
import { HASH_BYTES, type HashFunction, hashNode } from './hashing.ts'

export interface Inclusion {
  /** Sizes and indices are below 2^64. */
  readonly index: bigint
  readonly size: bigint
  readonly leafHash: Uint8Array
  readonly root: Uint8Array
}

export interface Consistency {
  readonly oldSize: bigint
  readonly size: bigint
  readonly oldRoot: Uint8Array
  readonly root: Uint8Array
}

declare const brand: unique symbol

/** Only `verifyInclusion` makes one. */
export type VerifiedInclusion = Inclusion & { readonly [brand]: 'VerifiedInclusion' }
/** Only `verifyConsistency` makes one. */
export type VerifiedConsistency = Consistency & { readonly [brand]: 'VerifiedConsistency' }

export interface ProofError {
  readonly code:
    | 'PROOF_OUT_OF_RANGE'
    | 'PROOF_HASH_LENGTH_WRONG'
    | 'PROOF_LENGTH_WRONG'
    | 'PROOF_ROOT_MISMATCH'
  readonly message: string
}

const SIZE_END = 1n << 64n

/** RFC 9162, section 2.1.3.2. */
export function verifyInclusion(
  hash: HashFunction,
  claim: Inclusion,
  proof: readonly Uint8Array[],
): Result<VerifiedInclusion, ProofError> {
  const { index, size, leafHash, root } = claim
  if (index < 0n || index >= size || size >= SIZE_END) {
    return fault('PROOF_OUT_OF_RANGE', `expected an index below size ${size}, found ${index}`)
  }
  if (!areHashes([leafHash, root, ...proof])) return hashLengthFault()
  const sides = siblingSides(index, size - 1n)
  if (proof.length !== sides.length) return lengthFault(proof)
  const found = proof.reduce(
    (node, sibling, level) =>
      sides[level] === 'left' ? hashNode(hash, sibling, node) : hashNode(hash, node, sibling),
    leafHash,
  )
  return areEqual(found, root)
    ? ok(claim as VerifiedInclusion)
    : fault('PROOF_ROOT_MISMATCH', 'the proof leads to another root')
}

/** RFC 9162, section 2.1.4.2. An old size of zero proves nothing and is refused. */
export function verifyConsistency(
  hash: HashFunction,
  claim: Consistency,
  proof: readonly Uint8Array[],
): Result<VerifiedConsistency, ProofError> {
  const { oldSize, size, oldRoot, root } = claim
  if (oldSize < 1n || oldSize > size || size >= SIZE_END) {
    return fault('PROOF_OUT_OF_RANGE', `expected an old size from 1 to ${size}, found ${oldSize}`)
  }
  if (!areHashes([oldRoot, root, ...proof])) return hashLengthFault()
  const roots = oldSize === size ? sameSizeRoots(claim, proof) : rebuildRoots(hash, claim, proof)
  if (roots === undefined) return lengthFault(proof)
  return areEqual(roots.old, oldRoot) && areEqual(roots.new, root)
    ? ok(claim as VerifiedConsistency)
    : fault('PROOF_ROOT_MISMATCH', 'the proof leads to other roots')
}

interface Roots {
  readonly old: Uint8Array
  readonly new: Uint8Array
}

function sameSizeRoots({ root }: Consistency, proof: readonly Uint8Array[]): Roots | undefined {
  return proof.length === 0 ? { old: root, new: root } : undefined
}

/** Both roots that a proof between two different sizes leads to; undefined for a wrong number of hashes. Compares nothing. */
export function rebuildRoots(
  hash: HashFunction,
  claim: Consistency,
  proof: readonly Uint8Array[],
): Roots | undefined {
  const { oldSize, size, oldRoot } = claim
  const isComplete = (oldSize & (oldSize - 1n)) === 0n
  const [start, ...path] = isComplete ? [oldRoot, ...proof] : proof
  if (start === undefined) return undefined
  // Subtrees that both trees share completely need no proof.
  let shared = 0n
  while (isOdd((oldSize - 1n) >> shared)) shared++
  const sides = siblingSides((oldSize - 1n) >> shared, (size - 1n) >> shared)
  if (path.length !== sides.length) return undefined
  return path.reduce<Roots>(
    (roots, sibling, level) =>
      sides[level] === 'left'
        ? { old: hashNode(hash, sibling, roots.old), new: hashNode(hash, sibling, roots.new) }
        : { old: roots.old, new: hashNode(hash, roots.new, sibling) },
    { old: start, new: start },
  )
}

/** On which side each sibling stands, from a node up to the root; numbers count the nodes of one level from zero. */
function siblingSides(node: bigint, last: bigint): readonly ('left' | 'right')[] {
  const sides: ('left' | 'right')[] = []
  for (let own = node, end = last; end > 0n; own >>= 1n, end >>= 1n) {
    // A last node without a left neighbour has no sibling on this level and rises as it is.
    if (isOdd(own)) sides.push('left')
    else if (own !== end) sides.push('right')
  }
  return sides
}

function isOdd(number: bigint): boolean {
  return (number & 1n) === 1n
}

function areHashes(values: readonly Uint8Array[]): boolean {
  return values.every((value) => value.length === HASH_BYTES)
}

function hashLengthFault(): Result<never, ProofError> {
  return fault('PROOF_HASH_LENGTH_WRONG', `expected hashes of ${HASH_BYTES} bytes`)
}

function lengthFault(proof: readonly Uint8Array[]): Result<never, ProofError> {
  return fault('PROOF_LENGTH_WRONG', `a proof of ${proof.length} hashes does not fit the sizes`)
}

function fault(code: ProofError['code'], message: string): Result<never, ProofError> {
  return err({ code, message })
}
