/** What a leaf says: a salted commitment to an event that is kept elsewhere, or a public statement (ledger reference, section 1.3). */
import {
  decodeUtf8,
  err,
  formatCanonicalJson,
  ok,
  parseJson,
  type Result,
  sha256,
  sha256Hex,
} from '../base/index.ts'
import { formatBase64, parseBase64 } from '../translog/index.ts'

/** A DSSE envelope as it is stored: `payload` and `sig` in base64 (DSSE v1). Nothing of it is verified here. */
export interface Envelope {
  readonly payload: string
  readonly payloadType: string
  readonly signatures: readonly EnvelopeSignature[]
}

export interface EnvelopeSignature {
  readonly keyid: string
  readonly sig: string
}

export type LedgerEntry =
  /** `commitment`: 32 bytes that say nothing without salt and opening. */
  | { readonly kind: 'event'; readonly commitment: Uint8Array }
  /** Readable by everybody, for ever: never a person's data. */
  | { readonly kind: 'public'; readonly envelope: Envelope }

export interface EntryError {
  readonly code: 'ENTRY_TOO_LONG' | 'ENTRY_MALFORMED' | 'SALT_LENGTH_WRONG' | 'COMMITMENT_MISMATCH'
  readonly message: string
}

/** tlog-tiles allows 65,535; we stop earlier. */
export const MAX_LEDGER_ENTRY_BYTES = 16 * 1024
export const SALT_BYTES = 32

const utf8 = new TextEncoder()
const COMMITMENT_HEAD = toBytes('occtet-ledger/commit/v1\n')
const VERSION = 1

/** The bytes that a commitment is made of: canonical, the signatures in the order of their key ids. */
export function formatOpening({ payload, payloadType, signatures }: OpeningParts): Uint8Array {
  const sorted = [...signatures].sort((a, b) => compare(a.keyid, b.keyid) || compare(a.sig, b.sig))
  const opening = {
    payloadSha256: sha256Hex(payload),
    payloadType,
    signatures: sorted.map(({ keyid, sig }) => ({ keyid, sig })),
  }
  return toBytes(formatCanonicalJson(opening))
}

export interface OpeningParts {
  /** The canonical bytes of the event, as they were signed. */
  readonly payload: Uint8Array
  readonly payloadType: string
  readonly signatures: readonly EnvelopeSignature[]
}

/** `salt`: 32 random bytes, used once; without it a commitment to a guessable event could be guessed. */
export function createCommitment(salt: Uint8Array, opening: Uint8Array): Result<Uint8Array, EntryError> {
  if (salt.length !== SALT_BYTES) {
    return err({
      code: 'SALT_LENGTH_WRONG',
      message: `expected ${SALT_BYTES} bytes of salt, found ${salt.length}`,
    })
  }
  const bytes = new Uint8Array(COMMITMENT_HEAD.length + salt.length + opening.length)
  bytes.set(COMMITMENT_HEAD)
  bytes.set(salt, COMMITMENT_HEAD.length)
  bytes.set(opening, COMMITMENT_HEAD.length + salt.length)
  return ok(Uint8Array.from(sha256(bytes)))
}

declare const brand: unique symbol

/** Only `verifyOpening` makes one: the leaf was made from this opening and salt. */
export type VerifiedOpening = { readonly opening: Uint8Array } & { readonly [brand]: 'VerifiedOpening' }

/** Byte by byte: an opening in another order, though it means the same, is refused. */
export function verifyOpening(
  commitment: Uint8Array,
  { salt, opening }: { readonly salt: Uint8Array; readonly opening: Uint8Array },
): Result<VerifiedOpening, EntryError> {
  const made = createCommitment(salt, opening)
  if (!made.ok) return made
  return formatBase64(made.value) === formatBase64(commitment)
    ? ok({ opening } as VerifiedOpening)
    : err({
        code: 'COMMITMENT_MISMATCH',
        message: 'salt and opening do not lead to the commitment in the log',
      })
}

/** The bytes to log; 70 for an event. Refuses what `parseLedgerEntry` would not give back. */
export function formatLedgerEntry(entry: LedgerEntry): Result<Uint8Array, EntryError> {
  const bytes = toBytes(formatCanonicalJson(toJson(entry)))
  const checked = checkLedgerEntry(bytes)
  return checked.ok ? ok(bytes) : checked
}

/** Accepts canonical bytes alone, so that one entry has one leaf hash. Untrusted: anybody's log may be read. */
export function parseLedgerEntry(bytes: Uint8Array): Result<LedgerEntry, EntryError> {
  if (bytes.length > MAX_LEDGER_ENTRY_BYTES) {
    return err({
      code: 'ENTRY_TOO_LONG',
      message: `expected at most ${MAX_LEDGER_ENTRY_BYTES} bytes, found ${bytes.length}`,
    })
  }
  const text = decodeUtf8(bytes)
  const document = text.ok ? parseJson(text.value) : undefined
  if (!text.ok || document?.ok !== true) return malformed('JSON in UTF-8')
  const entry = readEntry(document.value.value)
  if (entry === undefined) return malformed('an entry of kind event or public, version 1')
  // One comparison finds other orders, white space, byte-order marks, doubled and unknown members.
  const canonical = toBytes(formatCanonicalJson(toJson(entry)))
  return canonical.length === bytes.length && canonical.every((byte, at) => byte === bytes[at])
    ? ok(entry)
    : malformed('canonical JSON without other members')
}

const EVENT_HEAD = toBytes('{"c":"')
const EVENT_TAIL = toBytes('=","k":"event","v":1}')
const COMMITMENT_LETTERS = 43
const EVENT_BYTES = EVENT_HEAD.length + COMMITMENT_LETTERS + EVENT_TAIL.length
const isLetter = tableOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
/** The last letter of 32 bytes in base64 has two bits that are zero. */
const isLastLetter = tableOf('AEIMQUYcgkosw048')

function tableOf(letters: string): Uint8Array {
  const table = new Uint8Array(256)
  for (const byte of toBytes(letters)) table[byte] = 1
  return table
}

/** The canonical bytes of an event's entry, told without parsing them: a writer asks for each entry. */
function isEventEntry(bytes: Uint8Array): boolean {
  if (bytes.length !== EVENT_BYTES) return false
  const tail = EVENT_HEAD.length + COMMITMENT_LETTERS
  for (let at = 0; at < EVENT_HEAD.length; at++) if (bytes[at] !== EVENT_HEAD[at]) return false
  for (let at = 0; at < EVENT_TAIL.length; at++) if (bytes[tail + at] !== EVENT_TAIL[at]) return false
  for (let at = EVENT_HEAD.length; at < tail - 1; at++) if (isLetter[bytes[at] ?? 0] !== 1) return false
  return isLastLetter[bytes[tail - 1] ?? 0] === 1
}

/** Accepts what `parseLedgerEntry` accepts; an event's entry, which nearly all are, is told without parsing it. */
export function checkLedgerEntry(bytes: Uint8Array): Result<undefined, EntryError> {
  if (isEventEntry(bytes)) return ok(undefined)
  const parsed = parseLedgerEntry(bytes)
  return parsed.ok ? ok(undefined) : parsed
}

function toJson(entry: LedgerEntry) {
  switch (entry.kind) {
    case 'event':
      return { c: formatBase64(entry.commitment), k: entry.kind, v: VERSION }
    case 'public': {
      const { payload, payloadType, signatures } = entry.envelope
      const lines = signatures.map(({ keyid, sig }) => ({ keyid, sig }))
      return { envelope: { payload, payloadType, signatures: lines }, k: entry.kind, v: VERSION }
    }
    default:
      return entry satisfies never
  }
}

function readEntry(value: unknown): LedgerEntry | undefined {
  const { v, k, c, envelope } = membersOf(value)
  if (v !== VERSION) return undefined
  if (k === 'event' && typeof c === 'string') {
    const commitment = parseBase64(c)
    return commitment?.length === 32 ? { kind: 'event', commitment } : undefined
  }
  const read = k === 'public' ? readEnvelope(envelope) : undefined
  return read === undefined ? undefined : { kind: 'public', envelope: read }
}

function readEnvelope(value: unknown): Envelope | undefined {
  const { payload, payloadType, signatures } = membersOf(value)
  if (typeof payload !== 'string' || typeof payloadType !== 'string' || !Array.isArray(signatures)) {
    return undefined
  }
  const lines = signatures.map(readSignature)
  const known = lines.filter((line) => line !== undefined)
  const isWhole = known.length === lines.length && known.length > 0 && parseBase64(payload) !== undefined
  return isWhole ? { payload, payloadType, signatures: known } : undefined
}

function readSignature(value: unknown): EnvelopeSignature | undefined {
  const { keyid, sig } = membersOf(value)
  if (typeof keyid !== 'string' || typeof sig !== 'string' || parseBase64(sig) === undefined) return undefined
  return { keyid, sig }
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function malformed(expected: string): Result<never, EntryError> {
  return err({ code: 'ENTRY_MALFORMED', message: `expected ${expected}` })
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function toBytes(text: string): Uint8Array {
  return utf8.encode(text)
}
