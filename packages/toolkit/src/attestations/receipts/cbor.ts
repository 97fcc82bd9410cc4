/**
 * CBOR as COSE needs it (RFC 8949): read strictly, written in one way. Not trusted: every input is hostile; size, depth and
 * count are bounded. Refused: indefinite lengths, numbers and lengths longer than they need be, a map key twice, bytes
 * after the value. Keys out of order are read, since signers other than us write them so; we write them in order.
 */
import { err, ok, type Result } from '../../base/index.ts'
import { areEqual, joinBytes, toUtf8 } from '../bytes.ts'

export type CborValue =
  /** From -2^64 to 2^64 - 1. */
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'bytes'; readonly value: Uint8Array }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'array'; readonly items: readonly CborValue[] }
  | { readonly kind: 'map'; readonly entries: readonly CborEntry[] }
  | { readonly kind: 'tag'; readonly number: bigint; readonly value: CborValue }
  /** 20 false, 21 true, 22 null, 23 undefined. */
  | { readonly kind: 'simple'; readonly value: number }
  /** 2, 4 or 8 bytes of IEEE 754, not looked at. */
  | { readonly kind: 'float'; readonly bytes: Uint8Array }

export type CborEntry = readonly [key: CborValue, value: CborValue]

export interface CborError {
  readonly code: 'CBOR_TOO_LARGE' | 'CBOR_MALFORMED'
  readonly message: string
}

/** A receipt with 63 hashes takes about 2.5 KiB. */
export const MAX_CBOR_BYTES = 64 * 1024
const MAX_DEPTH = 16
const MAX_VALUES = 4096

interface Walk {
  readonly bytes: Uint8Array
  at: number
  values: number
}

/** The one value that the bytes are. */
export function readCbor(bytes: Uint8Array): Result<CborValue, CborError> {
  if (bytes.length > MAX_CBOR_BYTES) {
    return err({ code: 'CBOR_TOO_LARGE', message: `expected at most ${MAX_CBOR_BYTES} bytes` })
  }
  const walk: Walk = { bytes, at: 0, values: 0 }
  const value = readValue(walk, 0)
  if (typeof value === 'string') return malformed(`byte ${walk.at}: ${value}`)
  return walk.at === bytes.length ? ok(value) : malformed(`${bytes.length - walk.at} bytes after the value`)
}

/** The value at the cursor, or what is wrong with it. */
function readValue(walk: Walk, depth: number): CborValue | string {
  if (++walk.values > MAX_VALUES) return `more than ${MAX_VALUES} values`
  if (depth > MAX_DEPTH) return `values nested deeper than ${MAX_DEPTH}`
  const head = readHead(walk)
  if (typeof head === 'string') return head
  const { major, argument } = head
  switch (major) {
    case 0:
      return { kind: 'int', value: argument }
    case 1:
      return { kind: 'int', value: -1n - argument }
    case 2:
    case 3:
      return readString(walk, major, argument)
    case 4:
      return readArray(walk, argument, depth)
    case 5:
      return readMap(walk, argument, depth)
    case 6: {
      const value = readValue(walk, depth + 1)
      return typeof value === 'string' ? value : { kind: 'tag', number: argument, value }
    }
    default:
      return readSimple(head)
  }
}

interface Head {
  readonly major: number
  /** How many bytes the argument took: 0, 1, 2, 4 or 8. */
  readonly width: number
  readonly argument: bigint
}

/** RFC 8949, section 3, in the shortest form (section 4.2.1); floats are not shortened. */
function readHead(walk: Walk): Head | string {
  const first = walk.bytes[walk.at]
  if (first === undefined) return 'expected a value, found the end'
  const major = first >> 5
  const info = first & 31
  if (info < 24) {
    walk.at++
    return { major, width: 0, argument: BigInt(info) }
  }
  if (info === 31) return 'an indefinite length'
  const width = 2 ** (info - 24)
  if (width > 8) return `additional information ${info}`
  const digits = walk.bytes.subarray(walk.at + 1, walk.at + 1 + width)
  if (digits.length < width) return 'expected an argument, found the end'
  const argument = digits.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  const least = width === 1 ? 24n : 1n << BigInt(width * 4)
  if (major !== 7 && argument < least) return 'a number in more bytes than it takes'
  walk.at += 1 + width
  return { major, width, argument }
}

function readString(walk: Walk, major: 2 | 3, length: bigint): CborValue | string {
  if (length > BigInt(walk.bytes.length - walk.at)) return `a length of ${length} leads past the end`
  const value = walk.bytes.slice(walk.at, walk.at + Number(length))
  walk.at += value.length
  if (major === 2) return { kind: 'bytes', value }
  const text = decode(value)
  return text === undefined ? 'text that is not UTF-8' : { kind: 'text', value: text }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function readArray(walk: Walk, length: bigint, depth: number): CborValue | string {
  const items: CborValue[] = []
  for (let index = 0n; index < length; index++) {
    const item = readValue(walk, depth + 1)
    if (typeof item === 'string') return item
    items.push(item)
  }
  return { kind: 'array', items }
}

function readMap(walk: Walk, length: bigint, depth: number): CborValue | string {
  const entries: CborEntry[] = []
  const keys: Uint8Array[] = []
  for (let index = 0n; index < length; index++) {
    const start = walk.at
    const key = readValue(walk, depth + 1)
    if (typeof key === 'string') return key
    const text = walk.bytes.subarray(start, walk.at)
    // Numbers have one form, so equal keys have equal bytes.
    if (keys.some((known) => areEqual(known, text))) return 'a map key that stands there twice'
    keys.push(text)
    const value = readValue(walk, depth + 1)
    if (typeof value === 'string') return value
    entries.push([key, value])
  }
  return { kind: 'map', entries }
}

function readSimple({ width, argument }: Head): CborValue | string {
  if (width >= 2) return { kind: 'float', bytes: bigEndian(argument, width) }
  if (width === 1 && argument < 32n) return 'a simple value in more bytes than it takes'
  return { kind: 'simple', value: Number(argument) }
}

/** Deterministic (RFC 8949, section 4.2.1): shortest forms, definite lengths, map keys in the order of their bytes. */
export function formatCbor(value: CborValue): Uint8Array {
  switch (value.kind) {
    case 'int':
      return value.value < 0n ? formatHead(1, -1n - value.value) : formatHead(0, value.value)
    case 'bytes':
      return joinBytes([formatHead(2, BigInt(value.value.length)), value.value])
    case 'text': {
      const bytes = toUtf8(value.value)
      return joinBytes([formatHead(3, BigInt(bytes.length)), bytes])
    }
    case 'array':
      return joinBytes([formatHead(4, BigInt(value.items.length)), ...value.items.map(formatCbor)])
    case 'map':
      return formatMap(value.entries)
    case 'tag':
      return joinBytes([formatHead(6, value.number), formatCbor(value.value)])
    case 'simple':
      return formatHead(7, BigInt(value.value))
    case 'float':
      return joinBytes([Uint8Array.of(0xe0 | (24 + Math.log2(value.bytes.length))), value.bytes])
    default:
      return value satisfies never
  }
}

function formatMap(entries: readonly CborEntry[]): Uint8Array {
  const pairs = entries
    .map(([key, value]) => ({ key: formatCbor(key), value: formatCbor(value) }))
    .sort((a, b) => compareBytes(a.key, b.key))
  return joinBytes([formatHead(5, BigInt(pairs.length)), ...pairs.flatMap(({ key, value }) => [key, value])])
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, index) => byte !== b[index])
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1)
}

function formatHead(major: number, argument: bigint): Uint8Array {
  if (argument < 24n) return Uint8Array.of((major << 5) | Number(argument))
  const width = [1, 2, 4, 8].find((bytes) => argument < 1n << BigInt(8 * bytes)) ?? 8
  return joinBytes([Uint8Array.of((major << 5) | (24 + Math.log2(width))), bigEndian(argument, width)])
}

function bigEndian(number: bigint, width: number): Uint8Array {
  return Uint8Array.from({ length: width }, (_, index) =>
    Number((number >> BigInt(8 * (width - 1 - index))) & 0xffn),
  )
}

function malformed(message: string): Result<never, CborError> {
  return err({ code: 'CBOR_MALFORMED', message })
}

/** Shorthands, so that structures read like the specification's diagrams. */
export const cbor = {
  int: (value: bigint): CborValue => ({ kind: 'int', value }),
  bytes: (value: Uint8Array): CborValue => ({ kind: 'bytes', value }),
  text: (value: string): CborValue => ({ kind: 'text', value }),
  array: (...items: readonly CborValue[]): CborValue => ({ kind: 'array', items }),
  map: (...entries: readonly CborEntry[]): CborValue => ({ kind: 'map', entries }),
  tag: (number: bigint, value: CborValue): CborValue => ({ kind: 'tag', number, value }),
  null: { kind: 'simple', value: 22 } satisfies CborValue as CborValue,
} as const
