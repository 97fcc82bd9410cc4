/** RFC 3161 time stamps, without input or output: the bytes of a request, the check of an answer, renewal. Runs in browsers. */
export type { DigestAlgorithm } from './algorithms.ts'
export type { TimestampError } from './errors.ts'
export { imprintOfCheckpoint, type StampedCheckpoint } from './note-imprint.ts'
export { formatPemCertificate, type PemError, parsePemCertificates } from './pem.ts'
export {
  ageOfStamp,
  imprintOfResponse,
  type RenewedTimestamp,
  type StampAge,
  verifyRenewals,
} from './renewal.ts'
export { createTimestampRequest, type RequestError, type RequestOptions } from './request.ts'
export type { Accuracy } from './tst-info.ts'
export {
  formatImprint,
  type Imprint,
  type Timestamp,
  type TimestampQuestion,
  type VerifiedTimestamp,
  verifyTimestamp,
} from './verify.ts'
