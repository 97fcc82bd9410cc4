/** Verifies COSE receipts (RFC 9942, section 4) with a pinned key of the log. Trusted: that key and the check of its signatures. */
import { ok, type Result } from '../../base/index.ts'
import {
  type HashFunction,
  hashLeaf,
  type VerifiedConsistency,
  type VerifiedInclusion,
  verifyConsistency,
  verifyInclusion,
} from '../../translog/index.ts'
import type { PublicKey, SignatureCheck } from '../public-key.ts'
import { encodeSigned, parseReceipt, type Receipt, type ReceiptError, refuse } from './receipt.ts'
import { rootOfConsistency, rootOfInclusion } from './roots.ts'

export interface ReceiptTrust {
  readonly hash: HashFunction
  /** Key of the log. The receipt's own hint at a key is not looked at. */
  readonly key: PublicKey
  readonly check: SignatureCheck
}

interface Signed {
  readonly issuer: string | undefined
  readonly subject: string | undefined
}

declare const brand: unique symbol

/** The log signed a tree that holds this entry. Only `verifyInclusionReceipt` makes one. */
export type VerifiedInclusionReceipt = Signed & { readonly inclusion: VerifiedInclusion } & {
  readonly [brand]: 'VerifiedInclusionReceipt'
}

/** The log signed a tree that goes on from the older one. Only `verifyConsistencyReceipt` makes one. */
export type VerifiedConsistencyReceipt = Signed & { readonly consistency: VerifiedConsistency } & {
  readonly [brand]: 'VerifiedConsistencyReceipt'
}

/** `entry`: the logged bytes. */
export function verifyInclusionReceipt(
  bytes: Uint8Array,
  entry: Uint8Array,
  trust: ReceiptTrust,
): Result<VerifiedInclusionReceipt, ReceiptError> {
  const receipt = parseReceipt(bytes)
  if (!receipt.ok) return receipt
  const { proof, issuer, subject } = receipt.value
  if (proof.kind !== 'inclusion') return refuse('RECEIPT_PROOF_INVALID', 'expected a proof of inclusion')
  const { index, size, hashes } = proof
  const leafHash = hashLeaf(trust.hash, entry)
  const root = rootOfInclusion(trust.hash, { index, size, leafHash, hashes })
  if (root === undefined) return refuse('RECEIPT_PROOF_INVALID', 'the proof does not fit its index and size')
  const signed = checkSignature(receipt.value, root, trust)
  if (!signed.ok) return signed
  // A second reading of the same proof, which alone makes the type.
  const inclusion = verifyInclusion(trust.hash, { index, size, leafHash, root }, hashes)
  if (!inclusion.ok) return refuse('RECEIPT_PROOF_INVALID', inclusion.error.message)
  return ok({ issuer, subject, inclusion: inclusion.value } as VerifiedInclusionReceipt)
}

/** An older tree that the caller knows, as its size and root. */
export interface KnownTree {
  readonly size: bigint
  readonly root: Uint8Array
}

/** From the older tree to the one that is signed; the proof must begin at just that size. */
export function verifyConsistencyReceipt(
  bytes: Uint8Array,
  old: KnownTree,
  trust: ReceiptTrust,
): Result<VerifiedConsistencyReceipt, ReceiptError> {
  const receipt = parseReceipt(bytes)
  if (!receipt.ok) return receipt
  const { proof, issuer, subject } = receipt.value
  if (proof.kind !== 'consistency') return refuse('RECEIPT_PROOF_INVALID', 'expected a proof of consistency')
  const { oldSize, size, hashes } = proof
  if (oldSize !== old.size) {
    return refuse(
      'RECEIPT_PROOF_INVALID',
      `expected a proof from size ${old.size}, found one from ${oldSize}`,
    )
  }
  const root = rootOfConsistency(trust.hash, { oldSize, size, oldRoot: old.root, hashes })
  if (root === undefined)
    return refuse('RECEIPT_PROOF_INVALID', 'the proof does not go on from the older tree')
  const signed = checkSignature(receipt.value, root, trust)
  if (!signed.ok) return signed
  const consistency = verifyConsistency(trust.hash, { oldSize, size, oldRoot: old.root, root }, hashes)
  if (!consistency.ok) return refuse('RECEIPT_PROOF_INVALID', consistency.error.message)
  return ok({ issuer, subject, consistency: consistency.value } as VerifiedConsistencyReceipt)
}

function checkSignature(
  { algorithm, protectedHeader, signature }: Receipt,
  root: Uint8Array,
  { key, check }: ReceiptTrust,
): Result<undefined, ReceiptError> {
  if (key.algorithm !== algorithm) {
    return refuse(
      'RECEIPT_KEY_MISMATCH',
      `the receipt is signed with ${algorithm}, the key is of ${key.algorithm}`,
    )
  }
  const verify = algorithm === 'ed25519' ? check.ed25519 : check.ecdsaP256
  return verify(key.bytes, encodeSigned(protectedHeader, root), signature)
    ? ok(undefined)
    : refuse('RECEIPT_SIGNATURE_INVALID', 'this key did not sign the root that the proof leads to')
}
