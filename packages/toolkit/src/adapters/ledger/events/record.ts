/** An event's record: encrypting a sealed event under its data keys, and back. */
import { hkdfSync } from 'node:crypto'
import { decodeUtf8, parseJson, sha256 } from '../../../base/index.ts'
import {
  type Disclosure,
  type EnvelopeSignature,
  EVENT_PAYLOAD_TYPE,
  formatOpening,
  parseDisclosure,
  parseEvent,
  type SealedEvent,
} from '../../../ledger/index.ts'
import { formatBase64, parseBase64 } from '../../../translog/index.ts'
import type { DataKey, DataKeys } from './data-keys.ts'
import { type FieldHead, formatHead, NO_TAG, type RecordHead } from './record-head.ts'
import { decrypt, encryptParts, type Part, type TenantKey } from './tenant-key.ts'

const IV_BYTES = 12
const SALT_BYTES = 32

export interface RecordKeys {
  readonly payload: DataKey
  /** For each disclosure, in their order, the keys that are all needed to read it. */
  readonly fields: readonly (readonly DataKey[])[]
}

export interface RecordTools {
  readonly tenant: TenantKey
  readonly random: (bytes: number) => Uint8Array
}

/** All bytes of the record; nothing of the event stands in clear in them but its time and place. */
export function formatRecord(
  {
    sealed,
    index,
    isPublic,
  }: { readonly sealed: SealedEvent; readonly index: bigint; readonly isPublic: boolean },
  keys: RecordKeys,
  { tenant, random }: RecordTools,
): { readonly head: RecordHead; readonly bytes: Uint8Array } {
  const { event, entry } = sealed
  const entryHash = new Uint8Array(sha256(entry))
  const bound = boundOf(index, entryHash)
  const payload = encryptParts(keys.payload.key, payloadParts(sealed), { iv: random(IV_BYTES), bound })
  const fields = sealed.disclosures.map(({ text }, at) =>
    encryptParts(fieldKey(keys.fields[at] ?? []), [{ text, encoding: 'utf8' }], {
      iv: random(IV_BYTES),
      bound,
    }),
  )
  const head: RecordHead = {
    index,
    time: Date.parse(event.time),
    isPublic,
    isErased: false,
    typeTag: tenant.tag('type', event.type),
    productTag: event.product === undefined ? NO_TAG : tenant.tag('product', event.product),
    idTag: idTagOf(event.id),
    entryHash,
    payloadKey: keys.payload.id,
    payloadBytes: lengthOf(payload),
    fields: fields.map((parts, at): FieldHead => {
      return { isErased: false, keys: (keys.fields[at] ?? []).map(({ id }) => id), bytes: lengthOf(parts) }
    }),
  }
  return { head, bytes: Buffer.concat([formatHead(head), ...payload, ...fields.flat()]) }
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0)
}

/** By hash: the log keeps a hash of each id as well. */
export function idTagOf(id: string): Uint8Array {
  return new Uint8Array(sha256(`occtet-vault/id/v1:${id}`).subarray(0, 8))
}

export type RecordContent =
  | { readonly kind: 'readable'; readonly sealed: SealedEvent; readonly missing: number }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** `parts`: payload and fields as they follow the head. Not called for an erased payload. */
export function openRecord(
  head: RecordHead,
  parts: Uint8Array,
  {
    keys,
    entry,
  }: { readonly keys: DataKeys; readonly entry: (sealed: Omit<SealedEvent, 'entry'>) => Uint8Array },
): RecordContent {
  const bound = boundOf(head.index, head.entryHash)
  const key = keys.get(head.payloadKey)
  if (key === undefined) return unreadable('its data key is not there')
  const payload = decrypt(key.key, parts.subarray(0, head.payloadBytes), bound)
  const content = payload === undefined ? undefined : parsePayload(payload)
  if (content === undefined) return unreadable('its bytes are damaged')
  const disclosures = openFields(head, parts, keys).filter((field) => field !== undefined)
  const { payload: bytes, salt, signatures } = content
  const event = parseEvent(bytes)
  if (!event.ok) return unreadable(event.error.message)
  const opened = {
    event: event.value,
    envelope: { payload: formatBase64(bytes), payloadType: EVENT_PAYLOAD_TYPE, signatures },
    salt,
    opening: formatOpening({ payload: bytes, payloadType: EVENT_PAYLOAD_TYPE, signatures }),
    disclosures,
  }
  const sealed = { ...opened, entry: entry(opened) }
  return { kind: 'readable', sealed, missing: head.fields.length - disclosures.length }
}

/** In the order of the fields; undefined for those that are gone. */
export function openFields(
  head: RecordHead,
  parts: Uint8Array,
  keys: DataKeys,
): readonly (Disclosure | undefined)[] {
  const bound = boundOf(head.index, head.entryHash)
  let at = head.payloadBytes
  return head.fields.map((field) => {
    const bytes = parts.subarray(at, at + field.bytes)
    at += field.bytes
    const needed = field.keys.map((id) => keys.get(id))
    const known = needed.filter((key) => key !== undefined)
    if (field.isErased || known.length === 0 || known.length < needed.length) return undefined
    const text = decrypt(fieldKey(known), bytes, bound)
    const disclosure = text === undefined ? undefined : parseDisclosure(Buffer.from(text).toString())
    return disclosure?.ok === true ? disclosure.value : undefined
  })
}

/** Salt, length of the signatures as JSON, signatures, payload. */
function payloadParts({ envelope, salt }: SealedEvent): readonly Part[] {
  const signatures = JSON.stringify(envelope.signatures.map(({ keyid, sig }) => [keyid, sig]))
  const head = new Uint8Array(SALT_BYTES + 2)
  head.set(salt)
  new DataView(head.buffer).setUint16(SALT_BYTES, Buffer.byteLength(signatures))
  return [head, { text: signatures, encoding: 'utf8' }, { text: envelope.payload, encoding: 'base64' }]
}

function parsePayload(bytes: Uint8Array):
  | {
      readonly salt: Uint8Array
      readonly signatures: readonly EnvelopeSignature[]
      readonly payload: Uint8Array
    }
  | undefined {
  if (bytes.length < SALT_BYTES + 2) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const from = SALT_BYTES + 2
  const end = from + view.getUint16(SALT_BYTES)
  const text = decodeUtf8(bytes.subarray(from, end))
  const document = text.ok ? parseJson(text.value) : undefined
  const lines = document?.ok === true ? document.value.value : undefined
  if (!Array.isArray(lines)) return undefined
  const signatures = (lines as readonly unknown[]).map(readSignature)
  const known = signatures.filter((line) => line !== undefined)
  if (known.length !== signatures.length) return undefined
  return { salt: bytes.slice(0, SALT_BYTES), signatures: known, payload: bytes.slice(end) }
}

function readSignature(line: unknown): EnvelopeSignature | undefined {
  const [keyid, sig] = Array.isArray(line) ? (line as readonly unknown[]) : []
  return typeof keyid === 'string' && typeof sig === 'string' && parseBase64(sig) !== undefined
    ? { keyid, sig }
    : undefined
}

const derived = new WeakMap<DataKey, Map<string, Uint8Array>>()

/** All keys together: without one of them nothing can be read. */
function fieldKey(keys: readonly DataKey[]): Uint8Array {
  const [first, ...rest] = keys
  if (first === undefined) throw new Error('a personal field without a key')
  const known = derived.get(first) ?? new Map<string, Uint8Array>()
  derived.set(first, known)
  const name = rest.map(({ id }) => id).join()
  const found = known.get(name)
  if (found !== undefined) return found
  const secret = Buffer.concat(keys.map(({ key }) => key))
  const made = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), 'occtet-vault/field/v1', 32))
  if (known.size > 1024) known.clear()
  known.set(name, made)
  return made
}

/** A record cannot be put in another's place. */
function boundOf(index: bigint, entryHash: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + entryHash.length)
  new DataView(bytes.buffer).setBigUint64(0, index)
  bytes.set(entryHash, 8)
  return bytes
}

function unreadable(reason: string): RecordContent {
  return { kind: 'unreadable', reason }
}
