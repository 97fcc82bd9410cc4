/** A proposal as people see it: what it says, what it rests on, who proposed it, and what somebody made of it. Pure. */
import type { AnswerOf, proposalRoutes } from '@occtet/contract/api'
import type { Proposal, ProposalReport, ProposalRequest } from '@occtet/toolkit/assistant'
import { toAnswer } from '../../knowledge/plain.ts'
import type { ShownRow } from './proposal-rows.ts'

export type ProposalView = AnswerOf<(typeof proposalRoutes)['proposals.make']>
export type Judgement = NonNullable<ProposalView['verdict']>

/** What stands in our own table was written by us. */
export function proposalOf({ proposal }: Pick<ShownRow, 'proposal'>): Proposal {
  return JSON.parse(proposal) as Proposal
}

export function requestOf({ request }: Pick<ShownRow, 'request'>): ProposalRequest {
  return JSON.parse(request) as ProposalRequest
}

export function toProposalView(row: ShownRow): ProposalView {
  const proposal = proposalOf(row)
  const isMade = proposal.outcome === 'propose'
  const used = new Set(isMade ? proposal.evidence : [])
  const { text, by, inputDigest, kind, language, outcome } = proposal
  return toAnswer<ProposalView>({
    id: row.id,
    product: row.slug,
    subject: { kind: row.subject_kind as ProposalView['subject']['kind'], id: row.subject_id },
    kind,
    language,
    outcome,
    text,
    passages: isMade ? proposal.passages : [],
    // What a refusal to propose has looked at carries nothing.
    evidence: requestOf(row).evidence.map((one) => ({ ...one, isUsed: used.has(one.id) })),
    by,
    inputDigest,
    madeBy: row.made_by,
    madeAt: row.made_at,
    ...(row.release !== null && { release: row.release }),
    ...(isMade ? { value: proposal.value, confidence: proposal.confidence } : { reason: proposal.reason }),
    ...(row.report !== null && { model: toModelPart(row.report) }),
    ...(row.judgement !== null && { verdict: JSON.parse(row.judgement) as Judgement }),
    ...(row.is_right !== null && { isRight: row.is_right === 1 }),
  })
}

function toModelPart(report: string): NonNullable<ProposalView['model']> {
  const { usage: _usage, ...rest } = JSON.parse(report) as ProposalReport
  return rest
}
