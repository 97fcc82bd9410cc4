/** Leaf and node hashes of a Merkle tree (RFC 6962, section 2.1). */

/** SHA-256; passed in, so that this module runs wherever one exists. */
export type HashFunction = (bytes: Uint8Array) => Uint8Array

/** Bytes of every hash. */
export const HASH_BYTES = 32

const LEAF = 0
const NODE = 1

/** The prefix keeps leaves and nodes apart, without which a node could pass for a leaf (second preimage). */
export function hashLeaf(hash: HashFunction, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + data.length)
  bytes[0] = LEAF
  bytes.set(data, 1)
  return hash(bytes)
}

export function hashNode(hash: HashFunction, left: Uint8Array, right: Uint8Array): Uint8Array {
  // By hand and not by `joinBytes`: this runs once for each entry of a log.
  const bytes = new Uint8Array(1 + left.length + right.length)
  bytes[0] = NODE
  bytes.set(left, 1)
  bytes.set(right, 1 + left.length)
  return hash(bytes)
}
