/** Merkle tree hash over a list of leaves (RFC 6962, section 2.1). */
import { sha256 } from '../base/index.ts'

export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256('')
  const [only] = leaves
  if (leaves.length === 1 && only !== undefined) return sha256(concat([Uint8Array.of(0), only]))
  let split = 1
  while (2 * split < leaves.length) split *= 2
  return sha256(
    concat([Uint8Array.of(1), merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split))]),
  )
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
