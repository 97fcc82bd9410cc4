/** What the assistant proposes and a person accepts, edits or rejects: plain data. */
import type { VexJustification, VexStatus } from '../../model/index.ts'
import type { Tongue } from '../passage.ts'
import type { Reference } from '../reference.ts'

/** One thing that was found out, in words. Untrusted: it is read and quoted, never obeyed. */
export interface EvidenceText {
  /** Unique in its request. */
  readonly id: string
  /** Where it comes from, for the person: a file, a report, a tool. */
  readonly source: string
  /**
   * `own`: a tool or person of this house wrote it. `foreign`: a supplier, an advisory or an SBOM did. Whoever makes the
   * request decides; foreign texts never carry a VEX justification or an answer.
   */
  readonly origin: 'own' | 'foreign'
  readonly text: string
}

export const answerOptions = ['yes', 'partial', 'no', 'unknown'] as const
export type AnswerOption = (typeof answerOptions)[number]

interface Common {
  /** Of the text that is drafted. */
  readonly language: Tongue
  readonly evidence: readonly EvidenceText[]
}

export interface VexRequest extends Common {
  readonly kind: 'vex_justification'
  /** Purl with version. */
  readonly component: string
  readonly advisory: { readonly id: string; readonly summary: string }
  /** The product's release that is meant; evidence that names another number is not about it. */
  readonly release?: string
}

export interface ImpactRequest extends Common {
  readonly kind: 'impact_statement'
  readonly component: string
  readonly advisory: string
  /** Product with its release. */
  readonly product: string
}

export interface NoticeRequest extends Common {
  readonly kind: 'user_notice'
  readonly product: string
  /** Versions that have the flaw; empty: not known. */
  readonly affected: string
  readonly advisory: string
  /** What users can do; empty: not known. */
  readonly mitigation: string
  readonly exploited: 'yes' | 'no' | 'unknown'
}

export interface RiskRequest extends Common {
  readonly kind: 'risk_entry'
  readonly product: string
  /** The risk, as a statement or a question. */
  readonly question: string
}

export interface PolicyRequest extends Common {
  readonly kind: 'policy_text'
  readonly question: string
  /** By name; a value that is open is said to be (`unknown`, `not decided`). */
  readonly facts: Readonly<Record<string, string>>
}

export interface LicenseRequest extends Common {
  readonly kind: 'license_conclusion'
  readonly component: string
}

export interface AnswerRequest extends Common {
  readonly kind: 'answer_from_evidence'
  readonly question: string
  readonly options: readonly AnswerOption[]
}

export type ProposalRequest =
  | VexRequest
  | ImpactRequest
  | NoticeRequest
  | RiskRequest
  | PolicyRequest
  | LicenseRequest
  | AnswerRequest

export type ProposalKind = ProposalRequest['kind']

export const proposalKinds = [
  'vex_justification',
  'impact_statement',
  'user_notice',
  'risk_entry',
  'policy_text',
  'license_conclusion',
  'answer_from_evidence',
] as const satisfies readonly ProposalKind[]

export type ProposalValue =
  | {
      readonly kind: 'vex'
      readonly status: VexStatus
      /** Present with `not_affected` and only there. */
      readonly justification?: VexJustification
    }
  /** SPDX expression, canonical. */
  | { readonly kind: 'license'; readonly expression: string }
  | { readonly kind: 'answer'; readonly answer: AnswerOption }
  /** The proposal is its text. */
  | { readonly kind: 'text' }

/** Why nothing is proposed. A model may go on after `MISSING_FACT` alone. */
export type AbstainReason =
  | 'MISSING_FACT'
  /** Evidence speaks for and against. */
  | 'CONTRADICTION'
  /** Evidence says of itself that it is a guess, or that something was not looked at. */
  | 'DOUBT'
  /** A text addresses the tool, hides characters or carries active markup. */
  | 'UNTRUSTED_TEXT'

export type Proposer =
  | { readonly kind: 'rules'; readonly version: string }
  | { readonly kind: 'model'; readonly model: string; readonly promptVersion: string }

export type Confidence = 'high' | 'medium' | 'low'

/** What the rules or a model come to, before it is bound to its request. */
export type Drafted =
  | {
      readonly outcome: 'propose'
      readonly value: ProposalValue
      readonly text: string
      /** Ids of the evidence that it rests on. */
      readonly evidence: readonly string[]
      readonly confidence: Confidence
      /** Provisions that the text names. */
      readonly passages: readonly Reference[]
    }
  | {
      readonly outcome: 'not_enough_evidence'
      /** What to find out or to ask, in words. */
      readonly text: string
      readonly reason: AbstainReason
      /** Evidence that was looked at for it; may be empty. */
      readonly evidence: readonly string[]
    }

export type Proposal = Drafted & {
  /** The same for the same request and proposer. */
  readonly id: string
  readonly kind: ProposalKind
  readonly language: Tongue
  readonly by: Proposer
  /** SHA-256 of the canonical JSON of the request. */
  readonly inputDigest: string
}
