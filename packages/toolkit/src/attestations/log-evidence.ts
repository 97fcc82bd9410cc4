/** That an attestation was logged: from the event that names it, over its leaf, to a cosigned checkpoint (ledger reference, sections 1.3 and 4). */
import { err, ok, type Result, sha256, sha256Hex } from '../base/index.ts'
import {
  createCommitment,
  type Envelope,
  formatLedgerEntry,
  formatOpening,
  type LedgerEntry,
} from '../ledger/index.ts'
import {
  hashLeaf,
  isQuorumMet,
  openWitnessedCheckpoint,
  type Policy,
  type Verifier,
  type VerifierKey,
  verifyTlogProof,
  type WitnessedCheckpoint,
} from '../translog/index.ts'
import { fromBase64 } from './bytes.ts'
import { type DsseEnvelope, digestOfEnvelope, readEnvelope } from './dsse.ts'
import { isObject } from './shapes.ts'
import { parseStrictJson } from './strict-json.ts'
import { createTrustedTime, type TrustedTime, type VerifiedTimestamp } from './trusted-time.ts'

/** What was delivered with an attestation to show that it was logged. */
export interface LogClaim {
  readonly attestation: DsseEnvelope
  /** The logged event, as it is kept; or the attestation's own envelope, as a public leaf. */
  readonly logged:
    | { readonly kind: 'event'; readonly envelope: Envelope; readonly salt: Uint8Array }
    | { readonly kind: 'public'; readonly envelope: Envelope }
  /** A `.tlog-proof` file. */
  readonly proof: string | Uint8Array
  /** Verified time stamps over the text of the proof's checkpoint. */
  readonly timestamps?: readonly VerifiedTimestamp[]
}

/** Trusted, and pinned by the reader: which log, which witnesses. */
export interface LogTrust {
  readonly policy: Policy
  readonly toVerifier: (key: VerifierKey) => Verifier
}

declare const brand: unique symbol

/** Only `openLogEvidence` makes one. */
export interface LogEvidence {
  readonly origin: string
  readonly index: bigint
  /** Of the checkpoint's tree. */
  readonly size: bigint
  readonly envelopeSha256: string
  /** Empty: the log has the attestation, and nobody but its owner says when. */
  readonly times: readonly TrustedTime[]
  readonly [brand]: 'LogEvidence'
}

export interface LogEvidenceError {
  readonly code: 'LOGGED_OTHER' | 'LOGGED_MALFORMED' | 'PROOF_INVALID'
  readonly message: string
}

/** Recomputes opening, commitment and leaf from what is in hand; nothing of the sender's hashes is believed. */
export function openLogEvidence(
  { attestation, logged, proof, timestamps = [] }: LogClaim,
  { policy, toVerifier }: LogTrust,
): Result<LogEvidence, LogEvidenceError> {
  const envelopeSha256 = digestOfEnvelope(attestation)
  if (!isAbout(logged, envelopeSha256)) {
    return fault('LOGGED_OTHER', 'the logged event does not name this attestation')
  }
  const entry = entryOf(logged)
  const bytes = entry === undefined ? undefined : formatLedgerEntry(entry)
  if (bytes?.ok !== true) return fault('LOGGED_MALFORMED', 'the logged event or its salt is malformed')
  const opened = verifyTlogProof(sha256, { proof, leafHash: hashLeaf(sha256, bytes.value) }, (note) =>
    openWitnessedCheckpoint(note, policy, toVerifier),
  )
  if (!opened.ok) return fault('PROOF_INVALID', `${opened.error.code}: ${opened.error.message}`)
  const { inclusion, checkpoint } = opened.value
  const noteSha256 = sha256Hex(checkpoint.note.text)
  const times = [
    cosignedTime(checkpoint, policy, envelopeSha256),
    ...timestamps
      .filter(({ imprintSha256 }) => imprintSha256 === noteSha256)
      .map((stamp) => createTrustedTime('timestamp', stamp, envelopeSha256)),
  ].filter((time) => time !== undefined)
  const { origin, size } = checkpoint
  return ok({ origin, index: inclusion.index, size, envelopeSha256, times } as unknown as LogEvidence)
}

/**
 * The first moment at which witnesses enough for the quorum had cosigned: a minority that dates back changes nothing. Where the
 * policy asks for none, the last of those that did.
 */
function cosignedTime(
  { note }: WitnessedCheckpoint,
  policy: Policy,
  envelopeSha256: string,
): TrustedTime | undefined {
  const known = note.verified
    .filter((line) => line.kind === 'cosignature')
    .filter(({ timestamp }) => timestamp > 0n && timestamp <= MAX_SECONDS)
    .sort((a, b) => Number(a.timestamp - b.timestamp))
  const keys = known.map(({ key }) => key)
  const enough = known.findIndex((_, index) => isQuorumMet(policy, keys.slice(0, index + 1)))
  const last = policy.quorum === undefined ? known.length - 1 : enough
  const seconds = known[last]?.timestamp
  if (seconds === undefined) return undefined
  const at = new Date(Number(seconds) * 1000).toISOString()
  const by = keys.slice(0, last + 1).map(({ name }) => name)
  return createTrustedTime('cosignature', { at, by: by.join(', ') }, envelopeSha256)
}

/** 31 December 9999: later seconds have no RFC 3339 form. */
const MAX_SECONDS = 253_402_300_799n

function entryOf(logged: LogClaim['logged']): LedgerEntry | undefined {
  if (logged.kind === 'public') return { kind: 'public', envelope: logged.envelope }
  const payload = fromBase64(logged.envelope.payload)
  if (payload === undefined) return undefined
  const { payloadType, signatures } = logged.envelope
  const commitment = createCommitment(logged.salt, formatOpening({ payload, payloadType, signatures }))
  return commitment.ok ? { kind: 'event', commitment: commitment.value } : undefined
}

const MAX_EVENT_BYTES = 1024 * 1024

/** A public leaf is the attestation itself. An event names its digest, wherever in it: nobody finds another text for it. */
function isAbout({ kind, envelope }: LogClaim['logged'], envelopeSha256: string): boolean {
  if (kind === 'public') {
    const read = readEnvelope(envelope)
    return read.ok && digestOfEnvelope(read.value) === envelopeSha256
  }
  const payload = fromBase64(envelope.payload)
  const event = payload === undefined ? undefined : parseStrictJson(payload, MAX_EVENT_BYTES)
  return event?.ok === true && holdsText(event.value, envelopeSha256)
}

function holdsText(value: unknown, wanted: string): boolean {
  if (typeof value === 'string') return value === wanted
  if (Array.isArray(value)) return value.some((entry) => holdsText(entry, wanted))
  return isObject(value) && Object.values(value).some((member) => holdsText(member, wanted))
}

function fault(code: LogEvidenceError['code'], message: string): Result<never, LogEvidenceError> {
  return err({ code, message })
}
