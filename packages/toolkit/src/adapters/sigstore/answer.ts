/** What is asked about a Sigstore bundle, and what is answered. Data only. */

export interface SigstoreQuestion {
  /** Text of the bundle (`.sigstore.json`). */
  readonly bundle: string
  /** Text of `trusted_root.json`. Trusted: whoever can change it decides who is believed. */
  readonly trustedRoot: string
  /** The file that was signed, or that a signed statement speaks of. Undefined: a statement is not compared with any file. */
  readonly artifact?: Uint8Array
  /** Who must have signed. Both are compared letter by letter; neither is a pattern. */
  readonly expected: SigstoreSigner | undefined
}

export interface SigstoreSigner {
  /** Subject alternative name of the certificate: a mail address, or the address of a workflow with its branch. */
  readonly identity: string
  /** Who knew that person or workflow: the address of an OpenID Connect issuer. */
  readonly issuer: string
}

export interface SigstoreFinding {
  readonly signer: SigstoreSigner
  /** RFC 3339. `time-stamp`: by a time-stamping authority; `log`: by the log itself (Rekor v1). At least one. */
  readonly times: readonly { readonly kind: 'time-stamp' | 'log'; readonly time: string }[]
  readonly entries: readonly {
    /** Address of the log, as the trusted root names it. */
    readonly log: string
    /** Undefined where the log only promised to include the entry. */
    readonly index: bigint | undefined
    readonly kind: string
  }[]
  readonly content:
    | { readonly kind: 'file' }
    /** DSSE; the bytes that were signed, to be read by whoever knows the type. */
    | { readonly kind: 'envelope'; readonly payloadType: string; readonly payload: Uint8Array }
}

export type SigstoreFaultCode =
  | 'SIGSTORE_MALFORMED'
  | 'SIGSTORE_ROOT_MALFORMED'
  | 'SIGSTORE_ARTIFACT_NEEDED'
  | 'SIGSTORE_ARTIFACT_MISMATCH'
  | 'SIGSTORE_KEY_UNSUPPORTED'
  | 'SIGSTORE_TIME_INVALID'
  | 'SIGSTORE_CERTIFICATE_INVALID'
  | 'SIGSTORE_LOG_INVALID'
  | 'SIGSTORE_SIGNATURE_INVALID'
  | 'SIGSTORE_SIGNER_MISMATCH'

export interface SigstoreFault {
  readonly code: SigstoreFaultCode
  /** May quote the bundle: hostile text without control characters. */
  readonly reason: string
}

export type SigstoreAnswer =
  /** `artifact`: whether a file was given and is what was signed. */
  | ({ readonly kind: 'valid'; readonly artifact: 'same' | 'not-compared' } & SigstoreFinding)
  /** Everything holds, but nobody said who should have signed: anybody with an account can make such a bundle. */
  | ({ readonly kind: 'signer-not-asked-for'; readonly artifact: 'same' | 'not-compared' } & SigstoreFinding)
  /** `signer`: who signed, where that much held. */
  | ({ readonly kind: 'invalid'; readonly signer?: SigstoreSigner } & SigstoreFault)
