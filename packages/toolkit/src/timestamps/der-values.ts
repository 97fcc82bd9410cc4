/** Primitive values of DER: numbers, object identifiers, times, bits and texts (ITU-T X.690, sections 8 and 11). */
import type { Faults } from './der-cursor.ts'
import { type DerNode, tags } from './der.ts'
import { formatHex } from './bytes.ts'

/** Serial numbers and nonces take 20 bytes; RSA moduli are the longest. */
const MAX_INTEGER_BYTES = 1030

/** A whole number in its shortest form (X.690, section 8.3.2). */
export function readInteger(node: DerNode, what: string, faults: Faults): bigint {
  const { content } = node
  const [first, second] = content
  const isPadded =
    second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))
  if (first === undefined || isPadded || content.length > MAX_INTEGER_BYTES) {
    faults.push(`${what}: expected a whole number in its shortest form`)
    return 0n
  }
  const value = BigInt(`0x${formatHex(content)}`)
  return first < 0x80 ? value : value - (1n << BigInt(8 * content.length))
}

/** A whole number from 0 to `most`. */
export function readSmall(
  node: DerNode,
  { what, most }: { what: string; most: number },
  faults: Faults,
): number {
  const value = readInteger(node, what, faults)
  if (value >= 0n && value <= BigInt(most)) return Number(value)
  faults.push(`${what}: expected a whole number from 0 to ${most}`)
  return 0
}

export function readBoolean(node: DerNode, what: string, faults: Faults): boolean {
  const [value] = node.content
  if (node.content.length !== 1 || (value !== 0 && value !== 0xff)) faults.push(`${what}: expected a boolean`)
  return value === 0xff
}

const MAX_OID_BYTES = 64

/** Dotted decimal. */
export function readOid(node: DerNode, what: string, faults: Faults): string {
  const { content } = node
  const isPadded = content.some((byte, index) => byte === 0x80 && (content[index - 1] ?? 0) < 0x80)
  const isCutOff = (content.at(-1) ?? 0x80) >= 0x80
  if (isPadded || isCutOff || content.length > MAX_OID_BYTES) {
    faults.push(`${what}: expected an object identifier`)
    return ''
  }
  const arcs: bigint[] = []
  let arc = 0n
  for (const byte of content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f)
    if (byte >= 0x80) continue
    arcs.push(arc)
    arc = 0n
  }
  const [first = 0n, ...others] = arcs
  const root = first < 40n ? 0n : first < 80n ? 1n : 2n
  return [root, first - 40n * root, ...others].join('.')
}

/** Bits as bytes, for keys and signatures: a whole number of bytes. */
export function readBytesOfBits(node: DerNode, what: string, faults: Faults): Uint8Array {
  if (node.content[0] !== 0) faults.push(`${what}: expected a whole number of bytes`)
  return node.content.subarray(1)
}

/** Named bits that are set, the first being 0 (X.690, section 11.2: no unused bit set, no trailing zero bit kept). */
export function readNamedBits(node: DerNode, what: string, faults: Faults): ReadonlySet<number> {
  const [unused = 8, ...bytes] = node.content
  const last = bytes.at(-1) ?? 0
  const isShortest =
    bytes.length === 0 ? unused === 0 : unused < 8 && (last & ((1 << (unused + 1)) - 1)) === 1 << unused
  if (!isShortest || bytes.length > 4) faults.push(`${what}: expected named bits in their shortest form`)
  return new Set(
    bytes.flatMap((byte, index) =>
      [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte & (0x80 >> bit)) !== 0).map((bit) => index * 8 + bit),
    ),
  )
}

export interface DerTime {
  /** RFC 3339, UTC, with as many digits of a second as the input has. */
  readonly text: string
  /** Milliseconds since 1970; what is finer is cut off. */
  readonly ms: number
}

const timePattern = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{0,9}[1-9])?Z$/

/**
 * UTCTime or GeneralizedTime, in UTC with seconds (X.690, sections 11.7 and 11.8; for two-digit years RFC 5280, section
 * 4.1.2.5.1). Leap seconds and days that no calendar has are refused.
 */
export function readTime(node: DerNode, what: string, faults: Faults): DerTime {
  const letters = Array.from(node.content, (byte) => String.fromCharCode(byte)).join('')
  const century = node.tag === tags.utcTime ? (letters < '50' ? '20' : '19') : ''
  const isTime = node.tag === tags.utcTime || node.tag === tags.generalizedTime
  const match = isTime ? timePattern.exec(`${century}${letters}`) : null
  if (match !== null && !(century !== '' && match[7] !== undefined)) {
    const [, year, month, day, hour, minute, second, fraction = ''] = match
    const whole = `${year}-${month}-${day}T${hour}:${minute}:${second}`
    const ms = Date.parse(`${whole}Z`)
    if (!Number.isNaN(ms) && new Date(ms).toISOString().startsWith(whole)) {
      return { text: `${whole}${fraction}Z`, ms: ms + Math.floor(Number(`0${fraction}`) * 1000) }
    }
  }
  faults.push(`${what}: expected a time in UTC with seconds`)
  return { text: '', ms: Number.NaN }
}

const decoders = new Map<number, string>([
  [0x0c, 'utf-8'],
  [0x1e, 'utf-16be'],
])
const singleByte = new Set([0x12, 0x13, 0x14, 0x16, 0x1a])
const MAX_TEXT = 200

/** For people: control and direction marks become `?`, long text is cut. Undefined for what is not a text. */
export function readText({ tag, content }: DerNode): string | undefined {
  const name = decoders.get(tag)
  if (name === undefined && !singleByte.has(tag)) return undefined
  const text =
    name === undefined
      ? Array.from(content, (byte) => String.fromCharCode(byte)).join('')
      : new TextDecoder(name).decode(content)
  const plain = text.replace(/[\p{C}\u2028\u2029]/gu, '?')
  return plain.length > MAX_TEXT ? `${plain.slice(0, MAX_TEXT)}…` : plain
}
