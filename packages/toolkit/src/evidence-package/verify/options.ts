/** What a check of a package needs from outside: keys that the reader trusts, a time, and the signature functions of the platform. */
import type { SignatureCheck } from '../../attestations/index.ts'
import type { VerifySignature } from '../../ledger/index.ts'
import type { Verifier, VerifierKey } from '../../translog/index.ts'

export interface Platform {
  /** Adds the signature check to a key of a log or a witness. */
  readonly toVerifier: (key: VerifierKey) => Verifier
  /** Of events. */
  readonly verifyEvent: VerifySignature
  /** Of attestations. */
  readonly signatures: SignatureCheck
}

export interface VerifyOptions {
  readonly platform: Platform
  /** RFC 3339: the moment for which the answer holds. */
  readonly at: string
  /**
   * Text of a tlog-policy that the reader got another way. Trusted: it decides whose word counts. Without it the keys are
   * those that the package names, and the answer is at best `unknown`.
   */
  readonly policy?: string
  /** Fingerprint (SHA-256 of `name+id+base64`, hex) or that text itself, got another way. Weaker: it says nothing of witnesses. */
  readonly logKey?: string
  /** Documents that the reader has: the answer is about them too. One that no record names makes it invalid. */
  readonly artefacts?: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  /** DER certificates of time-stamping authorities that the reader trusts. Without them no time stamp counts. */
  readonly timestampAnchors?: readonly Uint8Array[]
  /** From how many days on the newest signed state is old. Default 90. */
  readonly staleAfterDays?: number
  /** RFC 3339: when the reader said that `logKey` was compared by eye. Said in the answer; nothing rests on it. */
  readonly saidByEyeAt?: string
  /** RFC 3339: when the reader said that `policy` came another way than with the package. Said in the answer. */
  readonly saidListAt?: string
  /** The files come from the page of a package, which carries no documents: nothing is known of the files beside it. */
  readonly withoutArtefacts?: boolean
}

export const STALE_AFTER_DAYS = 90
