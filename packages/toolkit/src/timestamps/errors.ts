/** Why a time stamp is not accepted. */
import { err, type Result } from '../base/index.ts'

export interface TimestampError {
  readonly code: /** Not DER, not a response, or larger than 64 KiB. */
    | 'TIMESTAMP_MALFORMED'
    /** The authority did not grant the request. */
    | 'TIMESTAMP_REFUSED'
    /** It stamps something else. */
    | 'TIMESTAMP_IMPRINT_MISMATCH'
    /** It answers another request. */
    | 'TIMESTAMP_NONCE_MISMATCH'
    | 'TIMESTAMP_POLICY_MISMATCH'
    /** A digest below SHA-256. */
    | 'TIMESTAMP_DIGEST_WEAK'
    /** A signature algorithm, or an extension that must be understood, that is not known here. */
    | 'TIMESTAMP_UNSUPPORTED'
    | 'TIMESTAMP_SIGNER_MISSING'
    /** The signer's certificate is not for time stamps. */
    | 'TIMESTAMP_SIGNER_UNFIT'
    /** The signer's certificate was not valid at the stamped time. */
    | 'TIMESTAMP_SIGNER_NOT_VALID'
    /** What is signed does not belong to this token or this signer. */
    | 'TIMESTAMP_ATTRIBUTES_WRONG'
    | 'TIMESTAMP_SIGNATURE_INVALID'
    /** No way from the signer to a pinned anchor. */
    | 'TIMESTAMP_UNTRUSTED'
    /** The caller's own anchors or certificates cannot be read. */
    | 'TIMESTAMP_ANCHOR_MALFORMED'
  /** A plain sentence. May quote the token: hostile text without control characters. */
  readonly message: string
}

export function refuse(code: TimestampError['code'], message: string): Result<never, TimestampError> {
  return err({ code, message })
}
