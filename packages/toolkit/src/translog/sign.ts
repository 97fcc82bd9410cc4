/** Signs notes, checkpoints and cosignatures; opening them shares no code with this but the message formats. */
import { err, ok, type Result } from '../base/index.ts'
import { toUtf8 } from './bytes.ts'
import { type Checkpoint, type CheckpointError, formatCheckpoint } from './checkpoint.ts'
import { cosignatureMessage, joinCosignature, subtreeMessage } from './cosignature.ts'
import { NUMBER_END } from './decimal.ts'
import { isCosigner, type VerifierKey } from './keys.ts'
import { formatNote, type NoteError, type NoteSignature } from './note.ts'
import type { VerifiedCheckpoint } from './open-checkpoint.ts'

/**
 * Trusted and secret: `sign` holds the private key. It gives the 64 bytes of Ed25519 over the message as it is (RFC 8032),
 * or for a key of type ml-dsa-44 the 2,420 bytes of ML-DSA-44 with an empty context (FIPS 204).
 */
export interface Signer {
  readonly key: VerifierKey
  readonly sign: (message: Uint8Array) => Uint8Array
}

export interface SignError {
  readonly code:
    | NoteError['code']
    | CheckpointError['code']
    | 'SIGNER_TYPE_WRONG'
    | 'SIGNER_NAME_WRONG'
    | 'TIMESTAMP_INVALID'
    | 'COSIGNATURE_NAME_TOO_LONG'
  readonly message: string
}

/** The whole note; `text` ends in a line feed. */
export function signNote(text: string, signers: readonly Signer[]): Result<string, SignError> {
  const wrong = signers.find(({ key }) => key.type !== 'ed25519')
  if (wrong !== undefined) return typeFault(wrong, 'ed25519')
  const message = toUtf8(text)
  return formatNote({ text, signatures: signers.map((signer) => toLine(signer, signer.sign(message))) })
}

/** Never call this for a tree that is not stored: the log can not take a checkpoint back. The key's name is the origin. */
export function signCheckpoint(
  checkpoint: Checkpoint,
  signers: readonly Signer[],
): Result<string, SignError> {
  const stranger = signers.find(({ key }) => key.name !== checkpoint.origin)
  if (stranger !== undefined) {
    return err({
      code: 'SIGNER_NAME_WRONG',
      message: `expected a key called ${checkpoint.origin}, found ${stranger.key.name}`,
    })
  }
  const text = formatCheckpoint(checkpoint)
  return text.ok ? signNote(text.value, signers) : text
}

/**
 * The line of a witness, to be added to the checkpoint's note. `timestamp`: seconds since 1970, above zero. It states that
 * this is the largest tree that the witness saw, so the consistency with the last one must have been verified and stored.
 */
export function cosignCheckpoint(
  checkpoint: VerifiedCheckpoint,
  signer: Signer,
  timestamp: bigint,
): Result<NoteSignature, SignError> {
  if (!isCosigner(signer.key)) return typeFault(signer, 'cosignature or ml-dsa-44')
  if (timestamp <= 0n || timestamp >= NUMBER_END) {
    return err({ code: 'TIMESTAMP_INVALID', message: 'expected seconds above zero and below 2^63' })
  }
  const message =
    signer.key.type === 'ml-dsa-44'
      ? subtreeMessage({ cosigner: signer.key.name, checkpoint, timestamp })
      : cosignatureMessage(toUtf8(checkpoint.note.text), timestamp)
  return message === undefined
    ? err({
        code: 'COSIGNATURE_NAME_TOO_LONG',
        message: 'expected an origin and a key name of at most 255 bytes',
      })
    : ok(toLine(signer, joinCosignature(timestamp, signer.sign(message))))
}

function toLine({ key }: Signer, signature: Uint8Array): NoteSignature {
  return { name: key.name, keyId: key.id, signature }
}

/** One key, one purpose: the types keep a log's signature from passing as a cosignature. */
function typeFault({ key }: Signer, expected: string): Result<never, SignError> {
  return err({ code: 'SIGNER_TYPE_WRONG', message: `expected a key of type ${expected}, found ${key.type}` })
}
