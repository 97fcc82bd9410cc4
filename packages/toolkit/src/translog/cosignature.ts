/** What a cosigner signs: a time and a checkpoint text (C2SP tlog-cosignature, section "Ed25519 signed message"). */
import { joinBytes, toUtf8 } from './bytes.ts'
import { NUMBER_END } from './decimal.ts'

export const ED25519_SIGNATURE_BYTES = 64
const TIMESTAMP_BYTES = 8

/** `timestamp`: seconds since 1970. The header keeps the message apart from anything else that an Ed25519 key signs. */
export function cosignatureMessage(text: Uint8Array, timestamp: bigint): Uint8Array {
  return joinBytes([toUtf8(`cosignature/v1\ntime ${timestamp}\n`), text])
}

/** `timestamped_signature`: eight bytes, big end first, then the signature. */
export function joinCosignature(timestamp: bigint, signature: Uint8Array): Uint8Array {
  const time = new Uint8Array(TIMESTAMP_BYTES)
  new DataView(time.buffer).setBigUint64(0, timestamp)
  return joinBytes([time, signature])
}

export interface CosignatureParts {
  readonly timestamp: bigint
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

/** Undefined for another length, or a time from 2^63 on. */
export function splitCosignature(text: Uint8Array, bytes: Uint8Array): CosignatureParts | undefined {
  if (bytes.length !== TIMESTAMP_BYTES + ED25519_SIGNATURE_BYTES) return undefined
  const timestamp = new DataView(bytes.buffer, bytes.byteOffset, TIMESTAMP_BYTES).getBigUint64(0)
  if (timestamp >= NUMBER_END) return undefined
  return {
    timestamp,
    message: cosignatureMessage(text, timestamp),
    signature: bytes.subarray(TIMESTAMP_BYTES),
  }
}
