/** Transparency log arithmetic: trees, proofs, tiles, signed notes and checkpoints, without input or output. */
export { type Checkpoint, type CheckpointError, formatCheckpoint, parseCheckpoint } from './checkpoint.ts'
export { HASH_BYTES, type HashFunction, hashLeaf, hashNode } from './hashing.ts'
export {
  createVerifierKey,
  formatSigningKey,
  formatVerifierKey,
  type KeyError,
  type KeyType,
  parseSigningKey,
  parseVerifierKey,
  type SigningKey,
  type SigningKeyFunctions,
  type VerifierKey,
} from './keys.ts'
export { formatNote, type Note, type NoteError, type NoteSignature, parseNote } from './note.ts'
export {
  type CheckpointLeaf,
  type CheckpointPair,
  type ConsistencyError,
  type OpenCheckpointError,
  openCheckpoint,
  type VerifiedCheckpoint,
  verifyCheckpointConsistency,
  verifyCheckpointInclusion,
} from './open-checkpoint.ts'
export {
  type OpenNoteError,
  openNote,
  type VerifiedNote,
  type VerifiedSignature,
  type Verifier,
  type VerifyFunction,
} from './open-note.ts'
export { cosignCheckpoint, type SignError, type Signer, signCheckpoint, signNote } from './sign.ts'
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
