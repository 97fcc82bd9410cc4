/** What an organisation adds for its assistant, the model that it lets it use, and what was proposed. */
import type { InstantText } from './core.ts'

export interface AssistantDocumentRow {
  readonly org_id: string
  /** SHA-256 of `bytes`; unique in the organisation. */
  readonly digest: string
  readonly name: string
  /** UTF-8 without a byte order mark. Not in `blob`: what is removed here is gone. */
  readonly bytes: Uint8Array
  readonly size: number
  readonly passages: number
  /** 0: it has more passages than are searched. */
  readonly is_whole: number
  /** Name of the caller. */
  readonly added_by: string
  readonly added_at: InstantText
}

/** One at most in an organisation. */
export interface AssistantModelRow {
  readonly org_id: string
  readonly url: string
  readonly name: string
  readonly send: 'never' | 'ask' | 'always'
  /** JSON: kinds of passages that may be sent. */
  readonly sources: string
  readonly monthly_tokens: number
  readonly timeout_seconds: number
  /** Sealed; null: it needs none. */
  readonly api_key: string | null
  /** Name of the caller. */
  readonly set_by: string
  readonly set_at: InstantText
}

export interface AssistantUsageRow {
  readonly org_id: string
  /** `YYYY-MM`, UTC. */
  readonly month: string
  /** Used. What is held for what is under way stands in `assistant_hold`. */
  readonly tokens: number
}

/** There while a model is asked, and left by a process that died meanwhile. */
export interface AssistantHoldRow {
  readonly org_id: string
  readonly id: string
  /** `YYYY-MM`, UTC. */
  readonly month: string
  /** The most that it may take. */
  readonly tokens: number
  /** What the request takes by estimate: counted of one whose process died. */
  readonly sent: number
  /** No call takes longer. */
  readonly until: InstantText
}

export interface AssistantProposalRow {
  readonly org_id: string
  readonly id: string
  readonly product_id: string
  /** Version of the release; null: the product has none. */
  readonly release: string | null
  readonly subject_kind: string
  readonly subject_id: string
  readonly kind: string
  readonly outcome: 'propose' | 'not_enough_evidence'
  /** Name of the model that proposed; null: the rules did. */
  readonly model: string | null
  /** JSON: what it was made from. */
  readonly request: string
  /** JSON. */
  readonly proposal: string
  /** JSON: what a model did with it; null: none was asked. */
  readonly report: string | null
  readonly made_by: string
  readonly made_at: InstantText
  readonly verdict: 'accepted' | 'edited' | 'rejected' | null
  /** JSON: who judged, when, and what holds now; there with `verdict`. */
  readonly judgement: string | null
  /** 0 or 1; null: nobody has said. */
  readonly is_right: number | null
}

export interface AssistantTables {
  assistant_document: AssistantDocumentRow
  assistant_model: AssistantModelRow
  assistant_usage: AssistantUsageRow
  assistant_hold: AssistantHoldRow
  assistant_proposal: AssistantProposalRow
}
