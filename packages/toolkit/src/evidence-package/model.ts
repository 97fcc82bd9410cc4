/** What goes into an evidence package, and what a check of one says. Data only; the result is plain JSON. */
import type { Disclosure, Envelope } from '../ledger/index.ts'

/** Path in the package → bytes. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>

/** One record of the log, as it is handed over. */
export type RecordPart =
  /** `disclosures`: those that the receiver may see; the others stay digests. */
  | {
      readonly kind: 'event'
      readonly index: bigint
      readonly envelope: Envelope
      readonly salt: Uint8Array
      readonly disclosures: readonly Disclosure[]
      readonly proof: string
    }
  /** Erased, or not for the receiver: the leaf alone. */
  | { readonly kind: 'closed'; readonly index: bigint; readonly entry: Uint8Array; readonly proof: string }
  /** Keys and the life of the log: the entry itself is readable. */
  | { readonly kind: 'public'; readonly index: bigint; readonly entry: Uint8Array; readonly proof: string }

/** An older signed state of the log with the proof (RFC 9162, section 2.1.4) that the newest state continues it. */
export interface CheckpointPart {
  readonly size: bigint
  readonly note: string
  readonly consistency: readonly Uint8Array[]
}

export interface EvidenceParts {
  /** RFC 3339, UTC. */
  readonly createdAt: string
  /** One line for people: product, occasion. Nothing proves it. */
  readonly title: string
  /** C2SP tlog-policy. */
  readonly policy: string
  /** The newest signed state; every proof leads to its tree. */
  readonly checkpoint: string
  readonly olderCheckpoints: readonly CheckpointPart[]
  /** All entries of the log up to `checkpoint`, so that no public record can be left out unnoticed; none of a large log. */
  readonly leaves?: readonly Uint8Array[]
  readonly records: readonly RecordPart[]
  /** `lines`: DSSE envelopes as JSON, one a line. `name`: of the attested thing, letters of a file name. */
  readonly attestations: readonly { readonly name: string; readonly lines: string }[]
  /** RFC 3161 responses over the checkpoint of `size`; `name` tells two authorities apart. */
  readonly timestamps: readonly { readonly size: bigint; readonly name: string; readonly tsr: Uint8Array }[]
  readonly artefacts: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  /** The verifier page without data; with it the package opens by a double click. */
  readonly page?: string
}

export interface BuildError {
  readonly code: 'PART_TWICE' | 'PART_NAME_INVALID' | 'PART_TOO_LARGE' | 'PAGE_INVALID'
  readonly message: string
}

/** `open`: nobody could decide it here, with the reason. Never counts as passed. */
export type Outcome = 'passed' | 'failed' | 'open'

export type CheckId =
  | 'files'
  | 'log-key'
  | 'log-signature'
  | 'witnesses'
  | 'history'
  | 'leaves'
  | 'age'
  | 'inclusion'
  | 'signature'
  | 'disclosures'
  | 'logged'
  | 'digest'
  | 'attestation'
  | 'time-stamp'

/** One step, with the technical values that it was made of; `code` and `message` where it did not pass. */
export interface Check {
  readonly id: CheckId
  readonly outcome: Outcome
  readonly code?: string
  readonly message?: string
  readonly values: Readonly<Record<string, string>>
}

/** A time that somebody else vouches for. */
export interface TimeBound {
  /** RFC 3339. */
  readonly time: string
  readonly source: 'witness' | 'time-stamp'
  readonly by: string
  /** Whoever vouches is known from outside of the package. */
  readonly isCompared: boolean
}

export type RecordState = 'proven' | 'broken' | 'not-checked'

export interface RecordContent {
  readonly id: string
  readonly type: string
  /** As the organisation says. */
  readonly time: string
  readonly actorKind: string
  readonly product?: string
  readonly subjects: readonly { readonly name: string; readonly sha256: string }[]
  readonly evidence: readonly { readonly name: string; readonly sha256: string }[]
  readonly data: Readonly<Record<string, unknown>>
  readonly legal: readonly string[]
  readonly prev: readonly string[]
  /** The event as one plain sentence, by language. */
  readonly sentence: { readonly en: string; readonly de: string }
  readonly disclosed: readonly { readonly name: string; readonly value: unknown }[]
  /** Personal fields whose content is not in the package: erased, or kept back. */
  readonly withheld: number
}

export interface RecordResult {
  /** Decimal: place in the log. */
  readonly index: string
  readonly kind: RecordPart['kind']
  readonly state: RecordState
  readonly checks: readonly Check[]
  /** Of a broken record it is what the package claims, not what the log holds. */
  readonly content?: RecordContent
  /** It was in the log at this time at the latest. */
  readonly notAfter?: TimeBound
  /** At this time it was not yet in the log. */
  readonly notBefore?: TimeBound
  /** Seconds from the time that it claims to `notBefore`, where more than ten minutes: it was written down later than it says. */
  readonly writtenLate?: number
  /** Index of the record that says that its content, or a part of it, was erased. */
  readonly erasedBy?: string
}

export interface WitnessResult {
  readonly name: string
  /** RFC 3339 of its cosignature under the newest checkpoint; absent: it did not cosign. */
  readonly time?: string
  /** Its key is from a policy that the reader brought along. */
  readonly isCompared: boolean
}

export interface LogResult {
  readonly origin: string
  /** `name+id+base64` of the key. */
  readonly key: string
  /** SHA-256 of that text, lower-case hex. */
  readonly fingerprint: string
  readonly size: string
  readonly root: string
  readonly witnesses: readonly WitnessResult[]
  /** How many the policy asks for in words of the policy; 0: none. */
  readonly needed: number
}

export interface AttestationResult {
  readonly name: string
  readonly line: number
  readonly state: 'valid' | 'stale' | 'broken' | 'not-checked'
  readonly predicateType?: string
  readonly subjects: readonly string[]
  readonly checks: readonly Check[]
}

/** A later record: of another file under the same name, or that it was taken back. */
export interface LaterRecord {
  readonly kind: 'replaced' | 'withdrawn'
  readonly record: string
}

export interface DocumentResult {
  readonly name: string
  readonly sha256: string
  /** `absent`: its fingerprint is recorded, the file is not at hand. `stranger`: no record knows it. */
  readonly state: 'recorded' | 'absent' | 'stranger'
  /** Indices of the records that name it. */
  readonly records: readonly string[]
  /** Of a recorded one: what became of it since. */
  readonly later?: LaterRecord
  /** Of an absent one: the list of the package names it, the page does not carry it. */
  readonly isListed?: boolean
}

export type StaleReason = 'CHECKPOINT_OLD' | 'ATTESTATION_STALE'
export type UnknownReason = 'LOG_KEY_NOT_COMPARED' | 'CHECK_NOT_RUN'
export type InvalidReason =
  | 'NOT_A_PACKAGE'
  | 'FILE_MISSING'
  | 'FILE_CHANGED'
  | 'FILE_UNLISTED'
  | 'POLICY_INVALID'
  | 'LOG_UNKNOWN'
  | 'LOG_KEY_DIFFERS'
  | 'LOG_SIGNATURE_INVALID'
  | 'WITNESSES_TOO_FEW'
  | 'HISTORY_REWRITTEN'
  | 'RECORD_BROKEN'
  | 'TIMESTAMP_INVALID'
  | 'ATTESTATION_INVALID'
  | 'DOCUMENT_NOT_RECORDED'
  | 'NOTHING_RECORDED'

export type Verdict =
  | { readonly kind: 'valid' }
  | { readonly kind: 'valid-but-stale'; readonly reason: StaleReason }
  /** Neither yes nor no: something has to be compared first, or a check could not run. */
  | { readonly kind: 'unknown'; readonly reason: UnknownReason }
  | { readonly kind: 'invalid'; readonly reason: InvalidReason; readonly where?: string }

/** What the answer does not say. */
export type LimitCode =
  | 'EMBEDDED_COPY'
  | 'DOCUMENT_IN_PACKAGE'
  | 'LOG_KEY_NOT_COMPARED'
  | 'WITNESSES_NOT_COMPARED'
  | 'NO_WITNESS'
  | 'NO_INDEPENDENT_TIME'
  | 'TIMESTAMP_NOT_COMPARED'
  | 'SELECTION'
  | 'LATER_UNKNOWN'
  | 'WRITTEN_LATE'
  | 'TIME_GAP'
  | 'DOCUMENT_ABSENT'
  | 'FIELDS_WITHHELD'
  | 'CONTENT_TRUE'
  | 'CLOSED_RECORDS'

export interface Limit {
  readonly code: LimitCode
  readonly values: Readonly<Record<string, string | number>>
}

export interface PackageResult {
  readonly verdict: Verdict
  readonly title: string
  readonly createdAt: string
  /** RFC 3339 of the moment for which the answer holds. */
  readonly checkedAt: string
  readonly log?: LogResult
  /** Whose word the keys rest on. */
  readonly anchor: { readonly logKey: Anchor; readonly witnesses: Anchor }
  readonly checks: readonly Check[]
  readonly records: readonly RecordResult[]
  readonly attestations: readonly AttestationResult[]
  readonly documents: readonly DocumentResult[]
  readonly limits: readonly Limit[]
}

/** `package`: told by the package itself, which proves nothing about who it is. */
export type Anchor = 'compared' | 'package'
