/** Leaf and node hashes of a Merkle tree (RFC 6962, section 2.1). */
import { joinBytes } from './bytes.ts'

/** SHA-256; passed in, so that this module runs wherever one exists. */
export type HashFunction = (bytes: Uint8Array) => Uint8Array

/** Bytes of every hash. */
export const HASH_BYTES = 32

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

/** The prefix keeps leaves and nodes apart, without which a node could pass for a leaf (second preimage). */
export function hashLeaf(hash: HashFunction, data: Uint8Array): Uint8Array {
  return hash(joinBytes([LEAF, data]))
}

export function hashNode(hash: HashFunction, left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash(joinBytes([NODE, left, right]))
}
