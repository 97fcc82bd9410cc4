/** COSE receipts (RFC 9942): our proofs in the form of the SCITT world, and theirs read. No input or output; runs in a browser. */
export {
  createConsistencyReceipt,
  createInclusionReceipt,
  type ReceiptWriter,
  thumbprintOf,
} from './create-receipt.ts'
export { parseReceipt, type Receipt, type ReceiptError, type ReceiptProof } from './receipt.ts'
export {
  type KnownTree,
  type ReceiptTrust,
  type VerifiedConsistencyReceipt,
  type VerifiedInclusionReceipt,
  verifyConsistencyReceipt,
  verifyInclusionReceipt,
} from './verify-receipt.ts'
