/** Transparency log arithmetic: Merkle trees and proofs, without input or output. */
export { HASH_BYTES, type HashFunction, hashLeaf, hashNode } from './hashing.ts'
export { createConsistencyProof, createInclusionProof, rootOf, type TreeError } from './tree.ts'
export {
  type Consistency,
  type Inclusion,
  type ProofError,
  type VerifiedConsistency,
  type VerifiedInclusion,
  verifyConsistency,
  verifyInclusion,
} from './verify.ts'
