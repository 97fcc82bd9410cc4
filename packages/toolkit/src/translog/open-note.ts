/** Opens signed notes: which known keys signed this text (C2SP signed-note, section "Signatures"). Trusted: the given verifiers. */
import { err, ok, type Result } from '../base/index.ts'
import { areEqual, toUtf8 } from './bytes.ts'
import { parseCheckpoint } from './checkpoint.ts'
import {
  type CosignatureParts,
  cosignatureMessage,
  ED25519_SIGNATURE_BYTES,
  ML_DSA_SIGNATURE_BYTES,
  splitCosignature,
  subtreeMessage,
} from './cosignature.ts'
import type { VerifierKey } from './keys.ts'
import { type Note, type NoteError, type NoteSignature, parseNote } from './note.ts'

/**
 * Whether the signature of the message is by this public key; never throws. Ed25519 gets 32 and 64 bytes, ML-DSA-44
 * 1,312 and 2,420 (empty context), ECDSA the DER forms of both (SHA-256). Trusted: whoever can change this function can forge every note.
 */
export type VerifyFunction = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean

/** A key that is trusted, with the check of its signature algorithm. */
export interface Verifier {
  readonly key: VerifierKey
  readonly verify: VerifyFunction
}

export type VerifiedSignature =
  | { readonly kind: 'signature'; readonly key: VerifierKey }
  /**
   * `timestamp`: seconds since 1970, as the cosigner claims; zero makes no claim. An ML-DSA-44 key covers origin, size and
   * root alone: extension lines of the checkpoint are then as the log signed them, or as anybody wrote them.
   */
  | { readonly kind: 'cosignature'; readonly key: VerifierKey; readonly timestamp: bigint }

declare const brand: unique symbol

/** Only `openNote` makes one. `signatures` still holds the lines of unknown keys, `verified` one entry for each known key. */
export type VerifiedNote = OpenedNote & { readonly [brand]: 'VerifiedNote' }

interface OpenedNote extends Note {
  readonly verified: readonly [VerifiedSignature, ...VerifiedSignature[]]
}

export interface OpenNoteError {
  readonly code: NoteError['code'] | 'NOTE_SIGNATURE_INVALID' | 'NOTE_SIGNER_UNKNOWN' | 'NOTE_KEY_AMBIGUOUS'
  readonly message: string
}

/** Lines of unknown keys are ignored; one wrong line of a known key spoils the note; a key counts once, by its first line. */
export function openNote(
  input: string | Uint8Array,
  verifiers: readonly Verifier[],
): Result<VerifiedNote, OpenNoteError> {
  const note = parseNote(input)
  if (!note.ok) return note
  const known = indexVerifiers(verifiers)
  if (!known.ok) return known
  const signed = { text: note.value.text, bytes: toUtf8(note.value.text) }
  const verified = new Map<string, VerifiedSignature>()
  for (const line of note.value.signatures) {
    const label = `${line.name}+${line.keyId}`
    const verifier = known.value.get(label)
    if (verifier === undefined) continue
    const signature = verifyLine(verifier, signed, line)
    if (signature === undefined) return fault('NOTE_SIGNATURE_INVALID', `the signature of ${label} is wrong`)
    if (!verified.has(label)) verified.set(label, signature)
  }
  const [first, ...others] = verified.values()
  if (first === undefined) return fault('NOTE_SIGNER_UNKNOWN', 'no known key signed this note')
  const opened: OpenedNote = { ...note.value, verified: [first, ...others] }
  return ok(opened as VerifiedNote)
}

function indexVerifiers(
  verifiers: readonly Verifier[],
): Result<ReadonlyMap<string, Verifier>, OpenNoteError> {
  const known = new Map<string, Verifier>()
  for (const verifier of verifiers) {
    const label = `${verifier.key.name}+${verifier.key.id}`
    const other = known.get(label)
    if (other !== undefined && !areEqual(other.key.publicKey, verifier.key.publicKey)) {
      return fault('NOTE_KEY_AMBIGUOUS', `two different keys are called ${label}`)
    }
    known.set(label, verifier)
  }
  return ok(known)
}

/** One text in both forms. */
interface SignedText {
  readonly text: string
  readonly bytes: Uint8Array
}

function verifyLine(
  { key, verify }: Verifier,
  note: SignedText,
  { signature }: NoteSignature,
): VerifiedSignature | undefined {
  switch (key.type) {
    case 'ecdsa':
      return verify(key.publicKey, note.bytes, signature) ? { kind: 'signature', key } : undefined
    case 'ed25519':
      return signature.length === ED25519_SIGNATURE_BYTES && verify(key.publicKey, note.bytes, signature)
        ? { kind: 'signature', key }
        : undefined
    case 'cosignature':
    case 'ml-dsa-44': {
      const cosigned = splitCosigned(key, note, signature)
      return cosigned !== undefined && verify(key.publicKey, cosigned.message, cosigned.signature)
        ? { kind: 'cosignature', key, timestamp: cosigned.timestamp }
        : undefined
    }
    default:
      return key.type satisfies never
  }
}

interface Cosigned extends CosignatureParts {
  readonly message: Uint8Array
}

/** Undefined where nothing that a cosigner signs could look like this. */
function splitCosigned(
  { name, type }: VerifierKey,
  { text, bytes }: SignedText,
  line: Uint8Array,
): Cosigned | undefined {
  const isMlDsa = type === 'ml-dsa-44'
  const parts = splitCosignature(line, isMlDsa ? ML_DSA_SIGNATURE_BYTES : ED25519_SIGNATURE_BYTES)
  if (parts === undefined) return undefined
  const { timestamp } = parts
  if (!isMlDsa) return { ...parts, message: cosignatureMessage(bytes, timestamp) }
  const checkpoint = parseCheckpoint(text)
  const message = checkpoint.ok
    ? subtreeMessage({ cosigner: name, checkpoint: checkpoint.value, timestamp })
    : undefined
  return message === undefined ? undefined : { ...parts, message }
}

function fault(code: OpenNoteError['code'], message: string): Result<never, OpenNoteError> {
  return err({ code, message })
}
