/** What is stamped of a checkpoint: SHA-256 of the complete text of its note, without the signatures (ledger reference, section 1.10). */
import { err, ok, type Result } from '../base/index.ts'
import {
  type Checkpoint,
  type CheckpointError,
  type NoteError,
  parseCheckpoint,
  parseNote,
} from '../translog/index.ts'
import { digestOf } from './public-key.ts'
import type { Imprint } from './verify.ts'

export interface StampedCheckpoint {
  /** As the note says, unsigned: whether the log signed it is for `openCheckpoint` to say. */
  readonly checkpoint: Checkpoint
  readonly imprint: Imprint
}

export async function imprintOfCheckpoint(
  note: string | Uint8Array,
): Promise<Result<StampedCheckpoint, NoteError | CheckpointError>> {
  const parsed = parseNote(note)
  if (!parsed.ok) return parsed
  const checkpoint = parseCheckpoint(parsed.value.text)
  if (!checkpoint.ok) return err(checkpoint.error)
  const digest = await digestOf('SHA-256', new TextEncoder().encode(parsed.value.text))
  return ok({ checkpoint: checkpoint.value, imprint: { algorithm: 'SHA-256', digest } })
}
