/** What a cosigner signs: a time and a checkpoint (C2SP tlog-cosignature, sections "Ed25519 signed message" and "ML-DSA-44 signed message"). */
import { joinBytes, toUtf8 } from './bytes.ts'
import type { Checkpoint } from './checkpoint.ts'
import { NUMBER_END } from './decimal.ts'

export const ED25519_SIGNATURE_BYTES = 64
/** FIPS 204, table 2. */
export const ML_DSA_SIGNATURE_BYTES = 2420
const TIMESTAMP_BYTES = 8
/** The length of a name stands in one byte. */
const MAX_NAME_BYTES = 255

/** `timestamp`: seconds since 1970. The header keeps the message apart from anything else that an Ed25519 key signs. */
export function cosignatureMessage(text: Uint8Array, timestamp: bigint): Uint8Array {
  return joinBytes([toUtf8(`cosignature/v1\ntime ${timestamp}\n`), text])
}

export interface CosignedTree {
  /** The name of the cosigner's key. */
  readonly cosigner: string
  /** Its extension lines are not part of the message. */
  readonly checkpoint: Pick<Checkpoint, 'origin' | 'size' | 'root'>
  /** Seconds since 1970. */
  readonly timestamp: bigint
}

/** `cosigned_message` for ML-DSA-44: the subtree from leaf 0 to the size. Undefined for names above 255 bytes of UTF-8. */
export function subtreeMessage({ cosigner, checkpoint, timestamp }: CosignedTree): Uint8Array | undefined {
  const names = [toUtf8(cosigner), toUtf8(checkpoint.origin)] as const
  if (names.some(({ length }) => length < 1 || length > MAX_NAME_BYTES)) return undefined
  const [name, origin] = names
  return joinBytes([
    toUtf8('subtree/v1\n\0'),
    Uint8Array.of(name.length),
    name,
    toUint64(timestamp),
    Uint8Array.of(origin.length),
    origin,
    toUint64(0n),
    toUint64(checkpoint.size),
    checkpoint.root,
  ])
}

/** `timestamped_signature`: eight bytes, big end first, then the signature. */
export function joinCosignature(timestamp: bigint, signature: Uint8Array): Uint8Array {
  return joinBytes([toUint64(timestamp), signature])
}

export interface CosignatureParts {
  readonly timestamp: bigint
  readonly signature: Uint8Array
}

/** Undefined for another length, or a time from 2^63 on. */
export function splitCosignature(bytes: Uint8Array, signatureBytes: number): CosignatureParts | undefined {
  if (bytes.length !== TIMESTAMP_BYTES + signatureBytes) return undefined
  const timestamp = new DataView(bytes.buffer, bytes.byteOffset, TIMESTAMP_BYTES).getBigUint64(0)
  return timestamp < NUMBER_END ? { timestamp, signature: bytes.subarray(TIMESTAMP_BYTES) } : undefined
}

function toUint64(number: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, number)
  return bytes
}
