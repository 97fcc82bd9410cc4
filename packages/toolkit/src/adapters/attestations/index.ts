/** Attestations on this machine: keys, signatures, bundles, digests of artefacts. */
export { sha256OfFile } from './artefact-digest.ts'
export { addToBundleFile, readBundleFile } from './bundle-file.ts'
export { AttestationFileError, type AttestationFileErrorCode } from './errors.ts'
export { createAttestationKey, type NewKeyFile, readAttestationKey } from './key-file.ts'
export { nodeSignatureCheck } from './signature-check.ts'
