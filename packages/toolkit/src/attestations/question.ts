/** The question whether a statement may be relied on, and its answers, as plain types. */
import type { Result } from '../base/index.ts'
import type { KeyRecord } from '../ledger/index.ts'
import type { Check, InvalidReason, StaleReason } from './checks.ts'
import type { DsseEnvelope } from './dsse.ts'
import type { LogEvidence, LogEvidenceError } from './log-evidence.ts'
import type { SignatureCheck } from './public-key.ts'
import type { Statement } from './statement.ts'
import type { TrustedTime } from './trusted-time.ts'

export interface AttestationQuestion {
  /** Untrusted: one envelope as JSON, or already read from a bundle. */
  readonly envelope: string | Uint8Array | DsseEnvelope
  /** Lower-case hex of the SHA-256 of the artefact in hand, computed by whoever asks. */
  readonly artefactSha256: string
  readonly expectedPredicateType: string
  /** RFC 3339: for when the answer shall hold; usually now. */
  readonly at: string
  /** Trusted: the keys of one issuer, pinned or derived from its ledger. Whoever can add one signs as the issuer. */
  readonly keys: readonly KeyRecord[]
  /** Of distinct keys; 1 where absent. */
  readonly threshold?: number
  /** As `openLogEvidence` answered; absent: nothing was delivered. */
  readonly log?: Result<LogEvidence, LogEvidenceError>
  /** Origin of the log that told `keys`: in that log, the order of entries counts beside the times. */
  readonly keyLogOrigin?: string
  /** Asks for `log`: without it the attestation is invalid. */
  readonly requiresLog?: boolean
  /** Over the envelope itself. */
  readonly timestamps?: readonly TrustedTime[]
  /** Attestations that their issuer took back. */
  readonly revocations?: readonly AttestationRevocation[]
  /** Statements of the same issuer that are at hand too, each verified under the same keys. */
  readonly others?: readonly VerifiedAttestation[]
  /** RFC 3339: up to when keys, revocations and successors are known; absent: offline, unknown. */
  readonly knownAsOf?: string
  /** How old that knowledge may be; 30 where absent. */
  readonly maxKnowledgeAgeDays?: number
  readonly check: SignatureCheck
}

export interface AttestationRevocation {
  readonly envelopeSha256: string
  /** RFC 3339. */
  readonly time: string
  readonly reason: string
}

declare const brand: unique symbol

/** Only `verifyAttestation` makes one. */
export interface VerifiedAttestation {
  readonly statement: Statement
  readonly envelopeSha256: string
  /** Key ids of the signers that count. */
  readonly signers: readonly string[]
  /** By when it existed at the latest, as somebody other than its issuer says. */
  readonly trustedTime: TrustedTime | undefined
  readonly [brand]: 'VerifiedAttestation'
}

/** `checks` hold one line for each of `checkIds`, in that order. */
export type AttestationVerdict =
  | { readonly state: 'valid'; readonly attestation: VerifiedAttestation; readonly checks: readonly Check[] }
  | {
      readonly state: 'valid-but-stale'
      readonly reasons: readonly [StaleReason, ...StaleReason[]]
      readonly attestation: VerifiedAttestation
      readonly checks: readonly Check[]
    }
  | {
      readonly state: 'invalid'
      readonly reason: InvalidReason
      /** What was expected and what was found, in English. */
      readonly message: string
      readonly checks: readonly Check[]
    }
