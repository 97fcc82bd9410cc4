/**
 * The write-ahead journal: entries that have their place in the log but are not in its tiles yet (ledger reference,
 * section 1.6, step 2). A header, then one record for each batch. Trusted as far as the log's folder is: its content is
 * checked for damage, not for forgery; the signed checkpoint decides about everything that was published.
 */
import { decodeUtf8, err, formatCanonicalJson, ok, parseJson, type Result, sha256 } from '../base/index.ts'
import { formatBase64, HASH_BYTES, parseBase64 } from '../translog/index.ts'

/** One entry on its way into the log. */
export interface JournalEntry {
  /** First 16 bytes of the SHA-256 of the event's id: what makes a repeated append harmless. */
  readonly idHash: Uint8Array
  readonly entry: Uint8Array
}

export interface JournalHeader {
  /** 16 random bytes, new for each journal: no entry can contain a record that passes for one of this journal. */
  readonly nonce: Uint8Array
  /** The published tree that the first record follows. */
  readonly size: bigint
  readonly root: Uint8Array
}

export interface Journal extends JournalHeader {
  readonly entries: readonly JournalEntry[]
  /** `torn`: the last write did not get through, so it was never acknowledged. */
  readonly tail: 'whole' | 'torn'
}

export interface JournalError {
  readonly code: 'JOURNAL_MALFORMED' | 'JOURNAL_DAMAGED'
  readonly message: string
}

export const ID_HASH_BYTES = 16
const NONCE_BYTES = 16
const MAGIC = Uint8Array.from([0x4f, 0x4c, 0x4a, 0x31])
const FIRST_LINE = 'occtet-ledger/journal/v1\n'
const RECORD_HEAD_BYTES = 4 + 4 + HASH_BYTES
const MAX_HEADER_BYTES = 512

export function formatJournalHeader({ nonce, size, root }: JournalHeader): Uint8Array {
  const line = formatCanonicalJson({
    nonce: formatBase64(nonce),
    root: formatBase64(root),
    size: String(size),
  })
  return new TextEncoder().encode(`${FIRST_LINE}${line}\n`)
}

/** Magic, length of the body, digest, body. `start`: the index of the first entry. At most 65,535 entries of as many bytes. */
export function formatJournalRecord(
  nonce: Uint8Array,
  start: bigint,
  entries: readonly JournalEntry[],
): Uint8Array {
  const length = entries.reduce((sum, { entry }) => sum + ID_HASH_BYTES + 2 + entry.length, 8 + 2)
  const bytes = new Uint8Array(RECORD_HEAD_BYTES + length)
  const view = new DataView(bytes.buffer)
  bytes.set(MAGIC)
  view.setUint32(4, length)
  view.setBigUint64(RECORD_HEAD_BYTES, start)
  view.setUint16(RECORD_HEAD_BYTES + 8, entries.length)
  let at = RECORD_HEAD_BYTES + 10
  for (const { idHash, entry } of entries) {
    bytes.set(idHash, at)
    view.setUint16(at + ID_HASH_BYTES, entry.length)
    bytes.set(entry, at + ID_HASH_BYTES + 2)
    at += ID_HASH_BYTES + 2 + entry.length
  }
  bytes.set(digestOf(nonce, bytes.subarray(RECORD_HEAD_BYTES)), 8)
  return bytes
}

/**
 * A record that is cut off or garbled at the very end is a torn write. One that is followed by a whole record is damage:
 * what was acknowledged would be lost, so the journal is refused.
 */
export function parseJournal(bytes: Uint8Array): Result<Journal, JournalError> {
  const header = parseHeader(bytes)
  if (!header.ok) return header
  const { nonce, size, root, length } = header.value
  const entries: JournalEntry[] = []
  let at = length
  while (at < bytes.length) {
    const record = readRecord(bytes, at, nonce)
    if (record === undefined) break
    if (record.start !== size + BigInt(entries.length)) {
      return damaged(`the record at byte ${at} begins with entry ${record.start}`)
    }
    if (record.entries === undefined) return damaged(`the record at byte ${at} is not filled by its entries`)
    for (const entry of record.entries) entries.push(entry)
    at = record.end
  }
  if (at < bytes.length && hasRecordAfter(bytes, at, nonce)) {
    return damaged(`the record at byte ${at} is garbled, and others follow`)
  }
  return ok({ nonce, size, root, entries, tail: at < bytes.length ? 'torn' : 'whole' })
}

function parseHeader(bytes: Uint8Array): Result<JournalHeader & { readonly length: number }, JournalError> {
  const second = bytes.indexOf(10, FIRST_LINE.length)
  const text = second < 0 || second > MAX_HEADER_BYTES ? undefined : decodeUtf8(bytes.subarray(0, second + 1))
  if (text?.ok !== true || !text.value.startsWith(FIRST_LINE)) return malformed()
  const document = parseJson(text.value.slice(FIRST_LINE.length))
  const header = document.ok ? readHeader(document.value.value) : undefined
  return header === undefined ? malformed() : ok({ ...header, length: second + 1 })
}

function readHeader(value: unknown): JournalHeader | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { nonce: nonceText, root: rootText, size } = value as Readonly<Record<string, unknown>>
  const nonce = readBase64(nonceText, NONCE_BYTES)
  const root = readBase64(rootText, HASH_BYTES)
  const isSize = typeof size === 'string' && /^(?:0|[1-9][0-9]{0,17})$/.test(size)
  return nonce === undefined || root === undefined || !isSize
    ? undefined
    : { nonce, root, size: BigInt(size) }
}

function readBase64(value: unknown, length: number): Uint8Array | undefined {
  const bytes = typeof value === 'string' ? parseBase64(value) : undefined
  return bytes?.length === length ? bytes : undefined
}

interface JournalRecord {
  readonly start: bigint
  /** Undefined when they do not fill the body: the digest is right, so no torn write left this, and nothing of ours wrote it. */
  readonly entries: readonly JournalEntry[] | undefined
  readonly end: number
}

/** Undefined unless a whole record with the right digest begins here. */
function readRecord(bytes: Uint8Array, at: number, nonce: Uint8Array): JournalRecord | undefined {
  if (bytes.length - at < RECORD_HEAD_BYTES || !MAGIC.every((byte, offset) => bytes[at + offset] === byte)) {
    return undefined
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const from = at + RECORD_HEAD_BYTES
  const end = from + view.getUint32(at + 4)
  if (end > bytes.length || end < from + 10) return undefined
  const digest = digestOf(nonce, bytes.subarray(from, end))
  if (!digest.every((byte, offset) => bytes[at + 8 + offset] === byte)) return undefined
  return { start: view.getBigUint64(from), entries: readEntries(bytes.subarray(from, end)), end }
}

function readEntries(body: Uint8Array): readonly JournalEntry[] | undefined {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const entries: JournalEntry[] = []
  let next = 10
  for (let count = view.getUint16(8); count > 0; count--) {
    const start = next + ID_HASH_BYTES + 2
    if (start > body.length) return undefined
    const stop = start + view.getUint16(next + ID_HASH_BYTES)
    if (stop > body.length) return undefined
    entries.push({ idHash: body.slice(next, next + ID_HASH_BYTES), entry: body.slice(start, stop) })
    next = stop
  }
  return next === body.length ? entries : undefined
}

function hasRecordAfter(bytes: Uint8Array, at: number, nonce: Uint8Array): boolean {
  for (
    let next = bytes.indexOf(MAGIC[0] ?? 0, at + 1);
    next >= 0;
    next = bytes.indexOf(MAGIC[0] ?? 0, next + 1)
  ) {
    if (readRecord(bytes, next, nonce) !== undefined) return true
  }
  return false
}

function digestOf(nonce: Uint8Array, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(nonce.length + body.length)
  bytes.set(nonce)
  bytes.set(body, nonce.length)
  return sha256(bytes)
}

function malformed(): Result<never, JournalError> {
  return err({ code: 'JOURNAL_MALFORMED', message: 'expected the header of a journal, version 1' })
}

function damaged(message: string): Result<never, JournalError> {
  return err({ code: 'JOURNAL_DAMAGED', message })
}
