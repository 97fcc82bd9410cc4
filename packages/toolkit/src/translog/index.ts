/** Transparency log arithmetic: trees, proofs, tiles, signed notes and checkpoints, without input or output. */
export { formatBase64, parseBase64 } from './bytes.ts'
export { type Checkpoint, type CheckpointError, formatCheckpoint, parseCheckpoint } from './checkpoint.ts'
export { type Growth, growEntryBundles, growTree, type TileFile, type TreeHead } from './grow.ts'
export { HASH_BYTES, type HashFunction, hashLeaf, hashNode } from './hashing.ts'
export {
  createVerifierKey,
  formatSigningKey,
  formatVerifierKey,
  isCosigner,
  type KeyError,
  type KeyOptions,
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
export {
  isQuorumMet,
  type Policy,
  type PolicyError,
  type PolicyLog,
  type PolicyMember,
  parsePolicy,
} from './policy.ts'
export { cosignCheckpoint, type SignError, type Signer, signCheckpoint, signNote } from './sign.ts'
export {
  formatEntryBundle,
  formatTile,
  MAX_ENTRY_BYTES,
  parseEntryBundle,
  parseTile,
  readEntryBundle,
  readTile,
  type TileReader,
} from './tile.ts'
export { findEntryFaults, findTileFaults } from './tile-faults.ts'
export { formatTilePath, parseTilePath, TILE_WIDTH, type TileAddress, type TileError } from './tile-path.ts'
export { listChangedBundles, listChangedTiles, listTiles } from './tile-set.ts'
export {
  type ConsistencyQuestion,
  type InclusionQuestion,
  listConsistencyTiles,
  listInclusionTiles,
  listRootTiles,
  readConsistencyProof,
  readInclusionProof,
  readRoot,
  type TiledTree,
} from './tiled-tree.ts'
export {
  formatTlogProof,
  parseTlogProof,
  type TlogProof,
  type TlogProofClaim,
  type TlogProofError,
  type VerifiedTlogProof,
  verifyTlogProof,
} from './tlog-proof.ts'
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
export {
  type CompactRange,
  type CompactRangeError,
  emptyRange,
  growCompactRange,
  rootOfCompactRange,
  toCompactRange,
} from './witness/compact-range.ts'
export { readWitnessReply, type RawReply, type WitnessReply } from './witness/reply.ts'
export {
  type AddCheckpoint,
  type AddCheckpointError,
  formatAddCheckpoint,
  parseAddCheckpoint,
} from './witness/request.ts'
export {
  type ComparedPair,
  type Comparison,
  compareCheckpoints,
  compareWithRoot,
  type SplitView,
  type SplitViewError,
  type VerifiedSplitView,
  verifySplitView,
} from './witness/split-view.ts'
export {
  formatSplitView,
  parseSplitView,
  type SplitViewFile,
  type SplitViewFileError,
} from './witness/split-view-file.ts'
export {
  formatWitnessState,
  parseWitnessState,
  type WitnessKeys,
  type WitnessStateError,
} from './witness/stored-state.ts'
export {
  type CosignedCheckpoint,
  decideWitnessRequest,
  type OpenedRequest,
  openWitnessRequest,
  type Witness,
  type WitnessAnswer,
  type WitnessCode,
  type WitnessDecision,
  type WitnessState,
} from './witness/witness.ts'
export { openWitnessedCheckpoint, type WitnessedCheckpoint, type WitnessError } from './witnessed.ts'
