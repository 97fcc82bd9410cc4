/** Each record of a package: its place in the log, its signature, its personal fields, its time. */
import { sha256 } from '../../base/index.ts'
import {
  createCommitment,
  type Envelope,
  type EventTrust,
  formatLedgerEntry,
  formatOpening,
  type KeyRecord,
  type LedgerEntry,
  type LedgerEvent,
  parseLedgerEntry,
  readPublicEvent,
  type VerifiedEvent,
  verifyEvent,
} from '../../ledger/index.ts'
import { hashLeaf, parseBase64, parseTlogProof, verifyCheckpointInclusion } from '../../translog/index.ts'
import type { Check, PackageFiles, RecordPart, RecordResult } from '../model.ts'
import { parseRecordFile } from '../record-file.ts'
import { type Fault, failed, open, passed, stateOf } from './checks.ts'
import { findNotAfter, findNotBefore, type LogState } from './history.ts'
import type { OpenedLog } from './log.ts'
import { toContent } from './content.ts'

/** What a file says that opens one leaf. */
export type FoundRecord =
  | {
      readonly kind: 'event'
      readonly index: bigint
      readonly entry: Uint8Array
      readonly envelope: Envelope
      readonly salt: Uint8Array
      readonly opening: Uint8Array
      readonly disclosures: readonly string[]
    }
  | {
      readonly kind: 'public'
      readonly index: bigint
      readonly entry: Uint8Array
      readonly envelope: Envelope
    }
  | { readonly kind: 'closed'; readonly index: bigint; readonly entry: Uint8Array }
  | {
      readonly kind: 'unreadable'
      readonly index: bigint
      readonly as: RecordPart['kind']
      readonly fault: Fault
    }

/** One place in the package: record and proof, of which either may be missing. */
export interface RecordPlace {
  readonly folder: 'events' | 'keys'
  readonly index: bigint
}

export function findRecord(files: PackageFiles, { folder, index }: RecordPlace): FoundRecord {
  const bytes = files.get(`${folder}/${index}.json`)
  const as = folder === 'keys' ? 'public' : 'event'
  if (bytes === undefined) {
    return unreadable(index, as, { code: 'RECORD_MISSING', message: 'a proof without its record' })
  }
  if (folder === 'keys') return readPublic(bytes, index)
  const file = parseRecordFile(bytes)
  if (!file.ok) return unreadable(index, as, file.error)
  if (file.value.kind === 'closed') return readClosed(file.value.entry, index)
  const { envelope, salt, disclosures } = file.value
  const payload = parseBase64(envelope.payload)
  if (payload === undefined)
    return unreadable(index, as, { code: 'ENVELOPE_MALFORMED', message: 'payload: expected base64' })
  const opening = formatOpening({
    payload,
    payloadType: envelope.payloadType,
    signatures: envelope.signatures,
  })
  const commitment = createCommitment(salt, opening)
  const entry = commitment.ok
    ? formatLedgerEntry({ kind: 'event', commitment: commitment.value })
    : commitment
  return entry.ok
    ? { kind: 'event', index, entry: entry.value, envelope, salt, opening, disclosures }
    : unreadable(index, as, entry.error)
}

function readPublic(bytes: Uint8Array, index: bigint): FoundRecord {
  const parsed = parseLedgerEntry(bytes)
  if (!parsed.ok) return unreadable(index, 'public', parsed.error)
  const entry: LedgerEntry = parsed.value
  return entry.kind === 'public'
    ? { kind: 'public', index, entry: bytes, envelope: entry.envelope }
    : unreadable(index, 'public', {
        code: 'ENTRY_MALFORMED',
        message: 'expected an entry that shows its event',
      })
}

/** A leaf that shows its event is never closed: a key that was withdrawn could be hidden so, and the records still be complete. */
function readClosed(bytes: Uint8Array, index: bigint): FoundRecord {
  const parsed = parseLedgerEntry(bytes)
  if (!parsed.ok) return unreadable(index, 'closed', parsed.error)
  if (parsed.value.kind === 'event') return { kind: 'closed', index, entry: bytes }
  const message = 'expected an entry that holds a commitment, found one that shows its event'
  return unreadable(index, 'closed', { code: 'ENTRY_MALFORMED', message })
}

function unreadable(index: bigint, as: RecordPart['kind'], fault: Fault): FoundRecord {
  return { kind: 'unreadable', index, as, fault }
}

export interface LogContext {
  readonly files: PackageFiles
  readonly log: OpenedLog
  readonly states: readonly LogState[]
}

export interface RecordContext extends LogContext {
  readonly keys: readonly KeyRecord[]
  /** The record at which the history of keys breaks. */
  readonly keyFault: ({ readonly index: bigint } & Fault) | undefined
  readonly verifySignature: EventTrust['verify']
}

export interface CheckedRecord {
  readonly result: RecordResult
  /** Only of a record all of whose checks passed. */
  readonly event?: LedgerEvent
}

export async function checkRecord(
  context: RecordContext,
  place: RecordPlace,
  found: FoundRecord,
): Promise<CheckedRecord> {
  const kind = found.kind === 'unreadable' ? found.as : found.kind
  const base = { index: String(place.index), kind }
  if (found.kind === 'unreadable') {
    return { result: { ...base, state: 'broken', checks: [failed('inclusion', found.fault)] } }
  }
  const inclusion = checkInclusion(context, place, found.entry)
  const verified: ContentAnswer =
    found.kind === 'closed' ? { checks: [] } : await verifyContent(context, found)
  const checks = [inclusion, ...verified.checks]
  const state = stateOf(checks)
  const times = state === 'proven' ? bounds(context, place) : {}
  if (verified.event === undefined) return { result: { ...base, state, checks, ...times } }
  const content = toContent(verified.event)
  const late = lateness(content.time, times.notBefore?.time)
  const result = {
    ...base,
    state,
    checks,
    content,
    ...times,
    ...(late === undefined ? {} : { writtenLate: late }),
  }
  return state === 'proven' ? { result, event: verified.event.event } : { result }
}

/** RFC 9162, section 2.1.3.2, from the bytes in hand to the tree that the package is about, or to one that is a part of it. */
export function checkInclusion(
  { files, log, states }: LogContext,
  { folder, index }: RecordPlace,
  entry: Uint8Array,
): Check {
  const bytes = files.get(`${folder}/${index}.tlog-proof`)
  if (bytes === undefined)
    return failed('inclusion', { code: 'PROOF_MISSING', message: `${folder}/${index}.tlog-proof is missing` })
  const proof = parseTlogProof(bytes)
  if (!proof.ok) return failed('inclusion', proof.error)
  const checkpoint = log.openNote(proof.value.checkpoint)
  if (checkpoint === undefined)
    return failed('inclusion', {
      code: 'PROOF_NOT_SIGNED',
      message: 'the log did not sign the state in the proof',
    })
  const values = { index: String(index), size: String(checkpoint.size) }
  if (proof.value.index !== index) {
    return failed(
      'inclusion',
      { code: 'PROOF_OTHER_PLACE', message: `a proof for ${proof.value.index}` },
      values,
    )
  }
  const known = states.find((state) => state.checkpoint.size === checkpoint.size)
  if (known === undefined) {
    const message = `a proof in a state of ${checkpoint.size} records that the package does not connect`
    return failed('inclusion', { code: 'TREE_UNRELATED', message }, values)
  }
  if (!isSame(checkpoint.root, known.checkpoint.root)) {
    const message = `the log signed two different states of ${checkpoint.size} records`
    return failed('inclusion', { code: 'TREE_DIFFERS', message }, values)
  }
  const leafHash = hashLeaf(sha256, entry)
  const included = verifyCheckpointInclusion(sha256, { checkpoint, index, leafHash }, proof.value.hashes)
  return included.ok ? passed('inclusion', values) : failed('inclusion', included.error, values)
}

type OpenedRecord = Extract<FoundRecord, { readonly kind: 'event' | 'public' }>

interface ContentAnswer {
  readonly checks: readonly Check[]
  readonly event?: VerifiedEvent
}

async function verifyContent(context: RecordContext, found: OpenedRecord): Promise<ContentAnswer> {
  const { keys, log, states, verifySignature: verify } = context
  const loggedAt = findNotAfter(states, found.index)
  const place = {
    index: found.index,
    ...(loggedAt?.isCompared === true ? { loggedAt: loggedAt.time } : {}),
  }
  if (context.keyFault?.index === found.index && found.kind === 'public') {
    return { checks: [failed('signature', context.keyFault)] }
  }
  const trust: EventTrust = { origin: log.result.origin, keys, verify, place }
  try {
    const verified =
      found.kind === 'event' ? await verifyEvent(found, trust) : await readPublicEvent(found.entry, trust)
    if (!verified.ok) {
      const isName = verified.error.code.startsWith('DISCLOSURE')
      return { checks: [failed(isName ? 'disclosures' : 'signature', verified.error)] }
    }
    if (verified.value === undefined) throw new Error('an entry that shows no event')
    const { keyid, disclosures } = verified.value
    const names = disclosures.map(({ name }) => name).join(', ')
    const shown = disclosures.length === 0 ? [] : [passed('disclosures', { names })]
    return { checks: [passed('signature', { keyid }), ...shown], event: verified.value }
  } catch (cause) {
    // A check that stops is no answer: neither yes nor no.
    return { checks: [open('signature', { code: 'CHECK_THREW', message: String(cause) })] }
  }
}

function bounds(
  { states }: RecordContext,
  { index }: RecordPlace,
): Pick<RecordResult, 'notAfter' | 'notBefore'> {
  const notAfter = findNotAfter(states, index)
  const notBefore = findNotBefore(states, index)
  return {
    ...(notAfter === undefined ? {} : { notAfter }),
    ...(notBefore === undefined ? {} : { notBefore }),
  }
}

const LATE_SECONDS = 600

/** Seconds, where a record names a time at which others saw the log without it. */
function lateness(claimed: string, notBefore: string | undefined): number | undefined {
  if (notBefore === undefined) return undefined
  const seconds = Math.round((Date.parse(notBefore) - Date.parse(claimed)) / 1000)
  return seconds > LATE_SECONDS ? seconds : undefined
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
