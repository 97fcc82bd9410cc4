/** What a log's writer asks of witnesses between "signed" and "published" (ledger reference, sections 1.6 step 6 and 1.8). */
import type { TiledTree } from '../../../translog/index.ts'

/** A checkpoint that is signed and stored, and not yet published. */
export interface SignedCheckpoint {
  /** The log's note; may hold cosignatures of an earlier round already, which are kept if they verify. */
  readonly note: string
  readonly size: bigint
  readonly root: Uint8Array
}

export interface WitnessAnswer {
  /** As the policy calls the witness. */
  readonly name: string
  readonly state: 'cosigned' | 'failed'
  /** Why there is no cosignature; for people. */
  readonly reason?: string
  /** What the witness says of our log without showing it: tell a person, but go on, or any witness could stop the log. */
  readonly claim?: CosignAlarm['code']
}

/** Something that this log must not have done, proven by its own signature. */
export interface CosignAlarm {
  /** `ROLLED_BACK`: a larger tree of ours was signed. `FORKED`: another tree of ours than this one was. */
  readonly code: 'ROLLED_BACK' | 'FORKED'
  /** The checkpoint that the witness showed; our own key signed it. */
  readonly note: string
  readonly witness: string
  readonly message: string
}

export interface Cosigned {
  /** The same text; the log's lines, and one line for each cosignature that verified. */
  readonly note: string
  /**
   * `met`: publish. `missed`: keep the note as `checkpoint.pending`, entries stay acknowledged, ask again later with that
   * note. `none`: the policy wants no witness; publish, and say "not independently witnessed".
   */
  readonly quorum: 'met' | 'missed' | 'none'
  /** One for each witness of the policy, in its order. */
  readonly witnesses: readonly WitnessAnswer[]
  /** Absent or empty is good. Else the writer must neither publish nor sign on until somebody has looked at it. */
  readonly alarms?: readonly CosignAlarm[]
}

/**
 * Asks all witnesses at once, each for a second at most, and never rejects because of one: a witness is not trusted, and may
 * be down. `tiles` are those of this tree or a larger one. May be asked again for the same checkpoint; time is all it costs.
 * Rejects with LedgerError where the memory of the cosigner cannot be written.
 */
export type Cosign = (signed: SignedCheckpoint, tiles: TiledTree) => Promise<Cosigned>
