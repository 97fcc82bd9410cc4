/** Opens signed checkpoints, and checks proofs against nothing but opened ones (C2SP tlog-checkpoint). Trusted: the given verifiers. */
import { err, ok, type Result } from '../base/index.ts'
import { type Checkpoint, type CheckpointError, parseCheckpoint } from './checkpoint.ts'
import type { HashFunction } from './hashing.ts'
import { type OpenNoteError, openNote, type VerifiedNote, type Verifier } from './open-note.ts'
import {
  type ProofError,
  type VerifiedConsistency,
  type VerifiedInclusion,
  verifyConsistency,
  verifyInclusion,
} from './verify.ts'

declare const brand: unique symbol

/** Only `openCheckpoint` makes one: the log of this origin signed it. `note.verified` lists cosignatures as well. */
export type VerifiedCheckpoint = Checkpoint & {
  readonly note: VerifiedNote
  readonly [brand]: 'VerifiedCheckpoint'
}

export interface OpenCheckpointError {
  readonly code:
    | OpenNoteError['code']
    | CheckpointError['code']
    | 'CHECKPOINT_ORIGIN_MISMATCH'
    | 'CHECKPOINT_LOG_SIGNATURE_MISSING'
  readonly message: string
}

/** Needs a plain signature (no cosignature) by a key whose name is the origin; other verifiers may be those of witnesses. */
export function openCheckpoint(
  input: string | Uint8Array,
  origin: string,
  verifiers: readonly Verifier[],
): Result<VerifiedCheckpoint, OpenCheckpointError> {
  const note = openNote(input, verifiers)
  if (!note.ok) return note
  const checkpoint = parseCheckpoint(note.value.text)
  if (!checkpoint.ok) return checkpoint
  const found = checkpoint.value.origin
  if (found !== origin) {
    return fault('CHECKPOINT_ORIGIN_MISMATCH', `expected the log ${origin}, found ${found}`)
  }
  const isSignedByLog = note.value.verified.some(
    ({ kind, key }) => kind === 'signature' && key.name === origin,
  )
  if (!isSignedByLog) return fault('CHECKPOINT_LOG_SIGNATURE_MISSING', `no known key of ${origin} signed`)
  return ok({ ...checkpoint.value, note: note.value } as VerifiedCheckpoint)
}

/** What is claimed to stand in the tree of a checkpoint. */
export interface CheckpointLeaf {
  readonly index: bigint
  readonly leafHash: Uint8Array
}

/** RFC 9162, section 2.1.3.2, against the size and root that the log signed. */
export function verifyCheckpointInclusion(
  hash: HashFunction,
  claim: CheckpointLeaf & { readonly checkpoint: VerifiedCheckpoint },
  proof: readonly Uint8Array[],
): Result<VerifiedInclusion, ProofError> {
  const { index, leafHash, checkpoint } = claim
  return verifyInclusion(hash, { index, leafHash, size: checkpoint.size, root: checkpoint.root }, proof)
}

export interface CheckpointPair {
  readonly old: VerifiedCheckpoint
  readonly new: VerifiedCheckpoint
}

export interface ConsistencyError {
  readonly code: ProofError['code'] | 'CHECKPOINT_ORIGIN_MISMATCH'
  readonly message: string
}

/**
 * RFC 9162, section 2.1.4.2, between two checkpoints of one log. A failure for two checkpoints that both opened is a
 * split view, unless the proof was made badly: keep both notes, they are the evidence. An old size of zero is refused.
 */
export function verifyCheckpointConsistency(
  hash: HashFunction,
  { old, new: current }: CheckpointPair,
  proof: readonly Uint8Array[],
): Result<VerifiedConsistency, ConsistencyError> {
  if (old.origin !== current.origin) {
    return err({
      code: 'CHECKPOINT_ORIGIN_MISMATCH',
      message: `${old.origin} and ${current.origin} are two logs`,
    })
  }
  const claim = { oldSize: old.size, size: current.size, oldRoot: old.root, root: current.root }
  return verifyConsistency(hash, claim, proof)
}

function fault(code: OpenCheckpointError['code'], message: string): Result<never, OpenCheckpointError> {
  return err({ code, message })
}
