/**
 * Reads DER and nothing else (ITU-T X.690, section 10): definite and shortest lengths, one value, no byte after it.
 * Not trusted: every input is hostile. Nothing here throws; size, depth and count are bounded before anything is built.
 */
import { err, ok, type Result } from '../base/index.ts'

/** 64 KiB: a token with a long chain takes about 8 KiB. */
export const MAX_DER_BYTES = 64 * 1024
/** A token with its certificates needs 13 levels. */
const MAX_DEPTH = 24
const MAX_NODES = 8192
/** Four bytes of length are more than the size limit allows. */
const MAX_LENGTH_BYTES = 3

/** One value as it stands in the input. */
export interface DerNode {
  /** Identifier octet: class, form and number; numbers above 30 are refused. -1 for a value that is not there. */
  readonly tag: number
  /** Identifier, length and content. */
  readonly whole: Uint8Array
  readonly content: Uint8Array
  /** Of a constructed value, in order; else empty. */
  readonly children: readonly DerNode[]
}

export interface DerError {
  readonly code: 'DER_TOO_LARGE' | 'DER_MALFORMED'
  readonly message: string
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

const CONSTRUCTED = 0x20

/** Identifier octet of `[number]`: with values in it, or (implicit, of a primitive type) with bytes. */
export function contextTag(number: number, form: 'constructed' | 'primitive' = 'constructed'): number {
  return 0x80 | (form === 'constructed' ? CONSTRUCTED : 0) | number
}

interface Walk {
  readonly bytes: Uint8Array
  nodes: number
}

/** The one value that the bytes are. */
export function readDer(bytes: Uint8Array): Result<DerNode, DerError> {
  if (bytes.length > MAX_DER_BYTES) {
    return err({
      code: 'DER_TOO_LARGE',
      message: `expected at most ${MAX_DER_BYTES} bytes, found ${bytes.length}`,
    })
  }
  const read = readValue({ bytes, nodes: 0 }, { from: 0, to: bytes.length, depth: 0 })
  if (typeof read === 'string') return fault(read)
  const rest = bytes.length - read.whole.length
  return rest === 0 ? ok(read) : fault(`${rest} bytes after the value`)
}

interface Place {
  readonly from: number
  readonly to: number
  readonly depth: number
}

/** The value that begins at `from`, or what is wrong with it. */
function readValue(walk: Walk, { from, to, depth }: Place): DerNode | string {
  const { bytes } = walk
  if (++walk.nodes > MAX_NODES) return `more than ${MAX_NODES} values`
  if (depth > MAX_DEPTH) return `values nested deeper than ${MAX_DEPTH}`
  const tag = bytes[from]
  if (tag === undefined || from >= to) return `byte ${from}: expected a value, found the end`
  if ((tag & 0x1f) === 0x1f || tag === 0) return `byte ${from}: identifier ${tag} is not used here`
  const header = readLength(bytes, { from: from + 1, to })
  if (typeof header === 'string') return header
  const end = header.content + header.length
  const isConstructed = (tag & CONSTRUCTED) !== 0
  const children = isConstructed ? readValues(walk, { from: header.content, to: end, depth: depth + 1 }) : []
  if (typeof children === 'string') return children
  return { tag, whole: bytes.subarray(from, end), content: bytes.subarray(header.content, end), children }
}

function readValues(walk: Walk, { from, to, depth }: Place): readonly DerNode[] | string {
  const values: DerNode[] = []
  for (let at = from; at < to; ) {
    const value = readValue(walk, { from: at, to, depth })
    if (typeof value === 'string') return value
    values.push(value)
    at += value.whole.length
  }
  return values
}

/** X.690, section 10.1: the definite form, in as few bytes as it takes. */
function readLength(
  bytes: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
): { readonly content: number; readonly length: number } | string {
  const first = bytes[from]
  if (first === undefined || from >= to) return `byte ${from}: expected a length, found the end`
  const count = first < 0x80 ? 0 : first & 0x7f
  if (first === 0x80) return `byte ${from}: indefinite lengths are not DER`
  if (count > MAX_LENGTH_BYTES) return `byte ${from}: a length in ${count} bytes`
  const content = from + 1 + count
  if (content > to) return `byte ${from}: expected a length, found the end`
  const length =
    count === 0 ? first : bytes.subarray(from + 1, content).reduce((sum, byte) => sum * 256 + byte, 0)
  const isShortest = count === 0 || (length >= 0x80 && length >= 256 ** (count - 1))
  if (!isShortest) return `byte ${from}: a length in more bytes than it takes`
  return content + length > to
    ? `byte ${from}: a length of ${length} leads past the end`
    : { content, length }
}

function fault(message: string): Result<never, DerError> {
  return err({ code: 'DER_MALFORMED', message })
}
