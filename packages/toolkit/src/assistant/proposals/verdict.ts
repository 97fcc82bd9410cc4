/** What a person made of a proposal. Only the verdict changes data; the proposal alone never does. */
import { err, formatCanonicalJson, type Json, ok, type Result, sha256Hex } from '../../base/index.ts'
import type { Proposal, ProposalKind, ProposalValue, Proposer } from './model.ts'

interface Judged {
  readonly proposal: string
  /** Who judged, as the log names people. */
  readonly by: string
  /** RFC 3339. */
  readonly at: string
  readonly note?: string
}

export type Verdict =
  | (Judged & { readonly verdict: 'accepted' })
  | (Judged & {
      readonly verdict: 'edited'
      readonly text: string
      /** Absent: as proposed. */
      readonly value?: ProposalValue
    })
  | (Judged & { readonly verdict: 'rejected' })

export type VerdictErrorCode = 'OTHER_PROPOSAL' | 'NOTHING_PROPOSED' | 'NOT_CHANGED' | 'OTHER_KIND'

export interface VerdictError {
  readonly code: VerdictErrorCode
  readonly message: string
}

/** What is written to the log; no text of the product, digests only. */
export interface VerdictEvent {
  readonly type: 'assistant.proposal.judged'
  readonly actor: string
  /** RFC 3339. */
  readonly at: string
  readonly data: {
    readonly proposal: string
    readonly kind: ProposalKind
    readonly verdict: Verdict['verdict']
    readonly by: Proposer
    readonly inputDigest: string
    /** SHA-256 of the canonical JSON of text and value as proposed. */
    readonly proposedDigest: string
    /** The same of what holds now; absent where it was rejected. */
    readonly finalDigest?: string
  }
}

/** What holds after a verdict. */
export interface Final {
  readonly text: string
  readonly value: ProposalValue
}

/** Checks that a verdict fits its proposal and gives what holds now: undefined where it was rejected. */
export function applyVerdict(proposal: Proposal, verdict: Verdict): Result<Final | undefined, VerdictError> {
  if (verdict.proposal !== proposal.id)
    return refuse('OTHER_PROPOSAL', `expected a verdict on ${proposal.id}, found one on ${verdict.proposal}`)
  if (verdict.verdict === 'rejected') return ok(undefined)
  if (proposal.outcome !== 'propose')
    return refuse('NOTHING_PROPOSED', 'a proposal without a value can only be rejected')
  const { text, value } = proposal
  if (verdict.verdict === 'accepted') return ok({ text, value })
  const final = { text: verdict.text, value: verdict.value ?? value }
  if (final.value.kind !== value.kind)
    return refuse('OTHER_KIND', `expected a value of kind ${value.kind}, found ${final.value.kind}`)
  return digestOf(final) === digestOf({ text, value })
    ? refuse('NOT_CHANGED', 'nothing was changed; accept the proposal instead')
    : ok(final)
}

/** Events for the log, one per verdict that fits. */
export function toEvents(
  proposal: Proposal,
  verdict: Verdict,
): Result<readonly VerdictEvent[], VerdictError> {
  const applied = applyVerdict(proposal, verdict)
  if (!applied.ok) return applied
  const proposed =
    proposal.outcome === 'propose' ? { text: proposal.text, value: proposal.value } : { text: proposal.text }
  return ok([
    {
      type: 'assistant.proposal.judged',
      actor: verdict.by,
      at: verdict.at,
      data: {
        proposal: proposal.id,
        kind: proposal.kind,
        verdict: verdict.verdict,
        by: proposal.by,
        inputDigest: proposal.inputDigest,
        proposedDigest: digestOf(proposed),
        ...(applied.value !== undefined && { finalDigest: digestOf(applied.value) }),
      },
    },
  ])
}

function digestOf(content: { readonly text: string; readonly value?: ProposalValue }): string {
  // Plain data; its interfaces lack the index signature that `Json` asks for.
  return sha256Hex(formatCanonicalJson(content as unknown as Json))
}

function refuse(code: VerdictErrorCode, message: string): Result<never, VerdictError> {
  return err({ code, message })
}
