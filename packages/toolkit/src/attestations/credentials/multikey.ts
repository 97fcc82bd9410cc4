/** Public keys as Multikey text (W3C Controlled Identifiers 1.0, section "Multikey"), and as `did:key` around it. */
import { joinBytes } from '../bytes.ts'
import { createPublicKey, type PublicKey, type SigningAlgorithm } from '../public-key.ts'
import { formatBase58, parseBase58 } from './base58.ts'

/** Multicodec prefixes, and bytes of the key: P-256 is compressed there. */
const codecs: Readonly<
  Record<SigningAlgorithm, { readonly prefix: readonly [number, number]; readonly length: number }>
> = {
  ed25519: { prefix: [0xed, 0x01], length: 32 },
  'ecdsa-p256': { prefix: [0x80, 0x24], length: 33 },
}

const algorithms = ['ed25519', 'ecdsa-p256'] as const

/** Undefined for other key types, and for points that are not on the curve. */
export function parseMultikey(text: string): PublicKey | undefined {
  const bytes = text.startsWith('z') ? parseBase58(text.slice(1)) : undefined
  if (bytes === undefined) return undefined
  for (const algorithm of algorithms) {
    const { prefix, length } = codecs[algorithm]
    if (bytes[0] !== prefix[0] || bytes[1] !== prefix[1] || bytes.length !== length + 2) continue
    const bare = bytes.subarray(2)
    const point = algorithm === 'ed25519' ? bare : decompress(bare)
    const key = point === undefined ? undefined : createPublicKey(algorithm, point)
    return key?.ok === true ? key.value : undefined
  }
  return undefined
}

export function formatMultikey({ algorithm, bytes }: PublicKey): string {
  const bare = algorithm === 'ed25519' ? bytes : compress(bytes)
  return `z${formatBase58(joinBytes([Uint8Array.from(codecs[algorithm].prefix), bare]))}`
}

/** SEC 1, section 2.3.3. */
function compress(point: Uint8Array): Uint8Array {
  return joinBytes([Uint8Array.of(2 + ((point[64] ?? 0) & 1)), point.subarray(1, 33)])
}

const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn

/** SEC 1, section 2.3.4: y from x and the parity of y; p is 3 modulo 4. */
function decompress(bytes: Uint8Array): Uint8Array | undefined {
  const parity = (bytes[0] ?? 0) - 2
  const x = toNumber(bytes.subarray(1))
  if ((parity !== 0 && parity !== 1) || x >= p) return undefined
  const square = (x * x * x - 3n * x + b) % p
  const wanted = (square + p) % p
  const root = power(wanted, (p + 1n) / 4n)
  if ((root * root) % p !== wanted) return undefined
  const y = Number(root & 1n) === parity ? root : p - root
  return joinBytes([Uint8Array.of(4), bytes.subarray(1), toBytes(y)])
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = base
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % p
    square = (square * square) % p
  }
  return result
}

function toNumber(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

function toBytes(value: bigint): Uint8Array {
  const hex = value.toString(16).padStart(64, '0')
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
