/** Opens checkpoints that a policy accepts: signed by one of its logs, cosigned by its quorum (C2SP tlog-policy). */
import { err, ok, type Result } from '../base/index.ts'
import { parseCheckpoint } from './checkpoint.ts'
import type { VerifierKey } from './keys.ts'
import { parseNote } from './note.ts'
import { type OpenCheckpointError, openCheckpoint, type VerifiedCheckpoint } from './open-checkpoint.ts'
import type { Verifier } from './open-note.ts'
import { isQuorumMet, type Policy } from './policy.ts'

declare const brand: unique symbol

/** Only `openWitnessedCheckpoint` makes one: it meets the policy, whose quorum may be none. */
export type WitnessedCheckpoint = VerifiedCheckpoint & { readonly [brand]: 'WitnessedCheckpoint' }

export interface WitnessError {
  readonly code: OpenCheckpointError['code'] | 'CHECKPOINT_LOG_UNKNOWN' | 'CHECKPOINT_QUORUM_MISSED'
  readonly message: string
}

/** `toVerifier` adds the signature check to a key of the policy. A policy without logs accepts nothing. */
export function openWitnessedCheckpoint(
  input: string | Uint8Array,
  policy: Policy,
  toVerifier: (key: VerifierKey) => Verifier,
): Result<WitnessedCheckpoint, WitnessError> {
  const note = parseNote(input)
  if (!note.ok) return note
  const claimed = parseCheckpoint(note.value.text)
  if (!claimed.ok) return claimed
  const { origin } = claimed.value
  if (!policy.logs.some(({ key }) => key.name === origin)) {
    return err({ code: 'CHECKPOINT_LOG_UNKNOWN', message: `the policy lists no log ${origin}` })
  }
  const verifiers = [...policy.logs, ...policy.witnesses].map(({ key }) => toVerifier(key))
  const checkpoint = openCheckpoint(input, origin, verifiers)
  if (!checkpoint.ok) return checkpoint
  const cosigners = checkpoint.value.note.verified.filter(({ kind }) => kind === 'cosignature')
  return isQuorumMet(
    policy,
    cosigners.map(({ key }) => key),
  )
    ? ok(checkpoint.value as WitnessedCheckpoint)
    : err({ code: 'CHECKPOINT_QUORUM_MISSED', message: 'too few witnesses of the policy cosigned' })
}
