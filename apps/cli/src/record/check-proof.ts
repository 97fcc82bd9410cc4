/** Whether a `.tlog-proof` and the event beside it lead to a log's signed state: what one pair of files can show. */
import { nodePlatform } from '@occtet/toolkit/adapters'
import { err, ok, type Result, sha256 } from '@occtet/toolkit/base'
import { parseRecordFile } from '@occtet/toolkit/evidence-package'
import {
  createCommitment,
  formatLedgerEntry,
  formatOpening,
  type LedgerEntry,
  type LedgerEvent,
  parseEvent,
  parseLedgerEntry,
} from '@occtet/toolkit/ledger'
import {
  hashLeaf,
  openWitnessedCheckpoint,
  parseBase64,
  parsePolicy,
  type Policy,
  type VerifiedSignature,
  verifyTlogProof,
} from '@occtet/toolkit/translog'

export interface ProofFiles {
  readonly proof: Uint8Array
  /** `INDEX.event.json`, or the bytes of a public leaf. */
  readonly event: Uint8Array
  /** Text of a tlog-policy that the reader got another way. */
  readonly policy: string
}

export interface ProvenEvent {
  readonly origin: string
  readonly index: number
  readonly size: number
  /** Names of the witnesses whose cosignatures hold, with their times. */
  readonly witnesses: readonly { readonly name: string; readonly time: string }[]
  /** Undefined: the file holds the leaf alone. Its signer is not checked here: the keys of the organisation are not at hand. */
  readonly event: LedgerEvent | undefined
}

export interface ProofFault {
  readonly code: string
  readonly message: string
}

/** Nothing of the sender's is believed: leaf and tree are computed anew. */
export function checkProof({ proof, event, policy }: ProofFiles): Result<ProvenEvent, ProofFault> {
  const trusted = parsePolicy(sha256, policy)
  if (!trusted.ok) return trusted
  const leaf = readLeaf(event)
  if (!leaf.ok) return leaf
  const leafHash = hashLeaf(sha256, leaf.value.entry)
  const verified = verifyTlogProof(sha256, { proof, leafHash }, (note) =>
    openWitnessedCheckpoint(note, trusted.value, nodePlatform.toVerifier),
  )
  if (!verified.ok) return verified
  const { checkpoint, inclusion } = verified.value
  return ok({
    origin: checkpoint.origin,
    index: Number(inclusion.index),
    size: Number(checkpoint.size),
    witnesses: witnessesOf(trusted.value, checkpoint.note.verified),
    event: leaf.value.event,
  })
}

interface Leaf {
  readonly entry: Uint8Array
  readonly event: LedgerEvent | undefined
}

/** From what opens it, computed anew; else the leaf as it is. */
function readLeaf(bytes: Uint8Array): Result<Leaf, ProofFault> {
  const leaf = parseLedgerEntry(bytes)
  if (leaf.ok) return ok({ entry: bytes, event: eventOf(leaf.value) })
  const file = parseRecordFile(bytes)
  if (!file.ok) return file
  if (file.value.kind === 'closed') return ok({ entry: file.value.entry, event: undefined })
  const { envelope, salt } = file.value
  const payload = parseBase64(envelope.payload)
  if (payload === undefined)
    return err({ code: 'RECORD_FILE_MALFORMED', message: 'its payload is no base64' })
  const opening = formatOpening({ ...envelope, payload })
  const commitment = createCommitment(salt, opening)
  if (!commitment.ok) return commitment
  const entry = formatLedgerEntry({ kind: 'event', commitment: commitment.value })
  if (!entry.ok) return entry
  const event = parseEvent(payload)
  return event.ok ? ok({ entry: entry.value, event: event.value }) : event
}

function eventOf(entry: LedgerEntry): LedgerEvent | undefined {
  if (entry.kind !== 'public') return undefined
  const event = parseEvent(parseBase64(entry.envelope.payload) ?? new Uint8Array())
  return event.ok ? event.value : undefined
}

function witnessesOf(
  { witnesses }: Policy,
  signatures: readonly VerifiedSignature[],
): ProvenEvent['witnesses'] {
  return witnesses.flatMap(({ name, key }) => {
    const found = signatures.find(
      (one) => one.kind === 'cosignature' && one.key.id === key.id && one.key.name === key.name,
    )
    return found?.kind === 'cosignature'
      ? [{ name, time: new Date(Number(found.timestamp) * 1000).toISOString() }]
      : []
  })
}
