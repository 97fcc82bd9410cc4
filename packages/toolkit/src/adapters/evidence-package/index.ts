/** Evidence packages on disk and with Node's cryptography. */
export { nodePlatform } from './platform.ts'
export {
  EvidenceFileError,
  type EvidenceFileOptions,
  readEvidenceFile,
  verifyEvidenceFile,
} from './verify-file.ts'
export { packEvidence } from './write-zip.ts'
