/** Attestations on this machine: keys, signing, digests of artefacts. */
export { nodeSignatureCheck } from './signature-check.ts'
