/**
 * One event in a file of the vault: a head in clear that says nothing about people or products, then the encrypted payload,
 * then each encrypted personal field. Parts are overwritten with zeros in place when they are erased.
 */
import { sha256 } from '../../../base/index.ts'

export interface FieldHead {
  readonly isErased: boolean
  /** Ids of the data keys that are needed, all of them; empty once erased. */
  readonly keys: readonly string[]
  readonly bytes: number
}

export interface RecordHead {
  readonly index: bigint
  /** Milliseconds, as the event says. */
  readonly time: number
  readonly isPublic: boolean
  readonly isErased: boolean
  /** Eight bytes each; zeros once erased. */
  readonly typeTag: Uint8Array
  readonly productTag: Uint8Array
  readonly idTag: Uint8Array
  /** SHA-256 of the logged entry. */
  readonly entryHash: Uint8Array
  /** Id of the payload's data key; empty once erased. */
  readonly payloadKey: string
  readonly payloadBytes: number
  readonly fields: readonly FieldHead[]
}

export const TAG_BYTES = 8
export const MAX_FIELD_KEYS = 3
const KEY_BYTES = 16
const MAGIC = Uint8Array.from([0x4f, 0x56, 0x52, 0x31])
const FIXED_BYTES = 102
const FIELD_BYTES = 2 + MAX_FIELD_KEYS * KEY_BYTES + 4
const CHECK_BYTES = 8
/** Of a head with as many fields as an event may have. */
export const MAX_HEAD_BYTES = FIXED_BYTES + 64 * FIELD_BYTES + CHECK_BYTES
export const NO_TAG = new Uint8Array(TAG_BYTES)

export function headLength(fields: number): number {
  return FIXED_BYTES + fields * FIELD_BYTES + CHECK_BYTES
}

/** Head, payload and fields. */
export function recordLength(head: RecordHead): number {
  return head.fields.reduce(
    (sum, { bytes }) => sum + bytes,
    headLength(head.fields.length) + head.payloadBytes,
  )
}

export function formatHead(head: RecordHead): Uint8Array {
  const bytes = new Uint8Array(headLength(head.fields.length))
  const view = new DataView(bytes.buffer)
  bytes.set(MAGIC)
  view.setUint16(4, bytes.length)
  bytes[6] = head.isPublic ? 1 : 0
  bytes[7] = head.isErased ? 1 : 0
  view.setBigUint64(8, head.index)
  view.setBigUint64(16, BigInt(head.time))
  bytes.set(head.typeTag, 24)
  bytes.set(head.productTag, 32)
  bytes.set(head.idTag, 40)
  bytes.set(head.entryHash, 48)
  bytes.set(Buffer.from(head.payloadKey, 'hex'), 80)
  view.setUint32(96, head.payloadBytes)
  view.setUint16(100, head.fields.length)
  for (const [at, field] of head.fields.entries()) {
    const from = FIXED_BYTES + at * FIELD_BYTES
    bytes[from] = field.isErased ? 1 : 0
    bytes[from + 1] = field.keys.length
    bytes.set(Buffer.from(field.keys.join(''), 'hex'), from + 2)
    view.setUint32(from + FIELD_BYTES - 4, field.bytes)
  }
  const end = bytes.length - CHECK_BYTES
  bytes.set(sha256(bytes.subarray(0, end)).subarray(0, CHECK_BYTES), end)
  return bytes
}

/** Undefined unless a whole head begins here. */
export function parseHead(bytes: Uint8Array): RecordHead | undefined {
  if (bytes.length < FIXED_BYTES + CHECK_BYTES || !MAGIC.every((byte, at) => bytes[at] === byte)) {
    return undefined
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = view.getUint16(100)
  const length = view.getUint16(4)
  if (length !== headLength(count) || length > bytes.length) return undefined
  const end = length - CHECK_BYTES
  const check = sha256(bytes.subarray(0, end)).subarray(0, CHECK_BYTES)
  if (!check.every((byte, at) => bytes[end + at] === byte)) return undefined
  const isErased = bytes[7] === 1
  return {
    index: view.getBigUint64(8),
    time: Number(view.getBigUint64(16)),
    isPublic: bytes[6] === 1,
    isErased,
    typeTag: bytes.slice(24, 32),
    productTag: bytes.slice(32, 40),
    idTag: bytes.slice(40, 48),
    entryHash: bytes.slice(48, 80),
    payloadKey: isErased ? '' : toHex(bytes.subarray(80, 96)),
    payloadBytes: view.getUint32(96),
    fields: Array.from({ length: count }, (_, at) => readField(bytes, FIXED_BYTES + at * FIELD_BYTES)),
  }
}

function readField(bytes: Uint8Array, from: number): FieldHead {
  const count = Math.min(bytes[from + 1] ?? 0, MAX_FIELD_KEYS)
  const keys = Array.from({ length: count }, (_, at) =>
    toHex(bytes.subarray(from + 2 + at * KEY_BYTES, from + 2 + (at + 1) * KEY_BYTES)),
  )
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { isErased: bytes[from] === 1, keys, bytes: view.getUint32(from + FIELD_BYTES - 4) }
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
}
