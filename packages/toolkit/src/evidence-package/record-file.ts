/** `events/<index>.json`: everything that opens one leaf, or the leaf alone where its content is erased or kept back. */
import { decodeUtf8, err, formatCanonicalJson, ok, parseJson, type Result } from '../base/index.ts'
import type { Disclosure, Envelope } from '../ledger/index.ts'
import { formatBase64, parseBase64 } from '../translog/index.ts'

export type RecordFile =
  /** `disclosures`: their canonical text, not yet parsed. */
  | {
      readonly kind: 'event'
      readonly envelope: Envelope
      readonly salt: Uint8Array
      readonly disclosures: readonly string[]
    }
  | { readonly kind: 'closed'; readonly entry: Uint8Array }

export interface RecordFileError {
  readonly code: 'RECORD_FILE_MALFORMED'
  readonly message: string
}

const MAX_BYTES = 1024 * 1024
const MAX_DISCLOSURES = 64

export function formatEventFile(part: {
  readonly envelope: Envelope
  readonly salt: Uint8Array
  readonly disclosures: readonly Disclosure[]
}): string {
  const { payload, payloadType, signatures } = part.envelope
  return `${formatCanonicalJson({
    disclosures: part.disclosures.map(({ text }) => text).sort(),
    envelope: { payload, payloadType, signatures: signatures.map(({ keyid, sig }) => ({ keyid, sig })) },
    salt: formatBase64(part.salt),
  })}\n`
}

export function formatClosedFile(entry: Uint8Array): string {
  return `${formatCanonicalJson({ entry: formatBase64(entry) })}\n`
}

/** Untrusted. Nothing in it is verified. */
export function parseRecordFile(bytes: Uint8Array): Result<RecordFile, RecordFileError> {
  const text = bytes.length > MAX_BYTES ? undefined : decodeUtf8(bytes)
  const document = text?.ok === true ? parseJson(text.value) : undefined
  if (document?.ok !== true || document.value.duplicates.length > 0) {
    return malformed(`JSON of at most ${MAX_BYTES} bytes, no member twice`)
  }
  const members = membersOf(document.value.value)
  const closed = readBytes(members['entry'])
  if (closed !== undefined && Object.keys(members).length === 1) return ok({ kind: 'closed', entry: closed })
  const event = Object.keys(members).length === 3 ? readEvent(members) : undefined
  return event === undefined ? malformed('envelope, salt and disclosures, or an entry alone') : ok(event)
}

function readEvent(members: Readonly<Record<string, unknown>>): RecordFile | undefined {
  const { disclosures } = members
  const salt = readBytes(members['salt'])
  const envelope = readEnvelope(members['envelope'])
  return salt !== undefined && envelope !== undefined && isTexts(disclosures)
    ? { kind: 'event', envelope, salt, disclosures }
    : undefined
}

function readEnvelope(value: unknown): Envelope | undefined {
  const { payload, payloadType, signatures } = membersOf(value)
  if (typeof payload !== 'string' || typeof payloadType !== 'string' || !Array.isArray(signatures)) {
    return undefined
  }
  const lines = signatures.map(membersOf).map(({ keyid, sig }) => ({ keyid, sig }))
  return lines.every(isSignature) && lines.length > 0 && lines.length <= 16
    ? { payload, payloadType, signatures: lines }
    : undefined
}

function isSignature(line: {
  readonly keyid: unknown
  readonly sig: unknown
}): line is { readonly keyid: string; readonly sig: string } {
  return typeof line.keyid === 'string' && typeof line.sig === 'string'
}

function isTexts(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) && value.length <= MAX_DISCLOSURES && value.every((text) => typeof text === 'string')
  )
}

function readBytes(value: unknown): Uint8Array | undefined {
  return typeof value === 'string' ? parseBase64(value) : undefined
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function malformed(expected: string): Result<never, RecordFileError> {
  return err({ code: 'RECORD_FILE_MALFORMED', message: `expected ${expected}` })
}
