/** Leaf and node hashes of a Merkle tree (RFC 6962, section 2.1). */

/** SHA-256; passed in, so that this module runs wherever one exists. */
export type HashFunction = (bytes: Uint8Array) => Uint8Array

/** Bytes of every hash. */
export const HASH_BYTES = 32

/** The prefix keeps leaves and nodes apart, without which a node could pass for a leaf (second preimage). */
export function hashLeaf(hash: HashFunction, data: Uint8Array): Uint8Array {
  return hash(join(0, [data]))
}

export function hashNode(hash: HashFunction, left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash(join(1, [left, right]))
}

function join(prefix: number, parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 1))
  bytes[0] = prefix
  let at = 1
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
