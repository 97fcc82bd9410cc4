/** A proposal as every door shows it, and back into the toolkit's own type. */
import type { schemas } from '@occtet/contract'
import {
  parseReference,
  type Proposal,
  type ProposalReport,
  type ProposalRequest,
  type ProposalValue,
} from '@occtet/toolkit/assistant'
import { type VexJustification, vexJustifications, vexStatuses } from '@occtet/toolkit/model'
import type * as z from 'zod/mini'
import type { Prepared } from './prepare.ts'

export type ProposalView = z.output<typeof schemas.proposal>

export interface Made {
  readonly proposal: Proposal
  readonly request: ProposalRequest
  readonly subject: Prepared['subject']
  readonly product: { readonly id: string; readonly release: string }
  readonly by: string
  /** RFC 3339. */
  readonly at: string
  readonly report?: ProposalReport | undefined
}

export function toView({ proposal, request, subject, product, by, at, report }: Made): ProposalView {
  const used = new Set(proposal.evidence)
  const isMade = proposal.outcome === 'propose'
  return {
    id: proposal.id,
    product: product.id,
    release: product.release,
    subject,
    kind: proposal.kind,
    language: proposal.language,
    outcome: proposal.outcome,
    text: proposal.text,
    ...(isMade && { value: proposal.value, confidence: proposal.confidence }),
    passages: isMade ? [...proposal.passages] : [],
    ...(!isMade && { reason: proposal.reason }),
    // What a refusal to propose has looked at carries nothing.
    evidence: request.evidence.map((one) => ({ ...one, isUsed: isMade && used.has(one.id) })),
    by: proposal.by,
    ...(report !== undefined && { model: toModelPart(report) }),
    inputDigest: proposal.inputDigest,
    madeBy: by,
    madeAt: at,
  }
}

export function toModelPart({
  usage: _usage,
  ...report
}: ProposalReport): NonNullable<ProposalView['model']> {
  return report
}

/** Undefined: a value or a provision in it is none of ours. */
export function toProposal(view: ProposalView): Proposal | undefined {
  const { id, kind, language, by, inputDigest, text, reason, confidence } = view
  const head = { id, kind, language, by, inputDigest, text }
  const evidence = view.evidence.filter(({ isUsed }) => isUsed).map((one) => one.id)
  if (view.outcome === 'not_enough_evidence')
    return reason === undefined ? undefined : { ...head, outcome: view.outcome, reason, evidence }
  const value = toValue(view.value)
  const passages = view.passages.flatMap((ref) => parseReference(ref) ?? [])
  if (value === undefined || confidence === undefined || passages.length < view.passages.length)
    return undefined
  return { ...head, outcome: view.outcome, value, confidence, evidence, passages }
}

function toValue(value: ProposalView['value']): ProposalValue | undefined {
  if (value?.kind !== 'vex') return value
  const status = vexStatuses.find((one) => one === value.status)
  const justification = vexJustifications.find((one) => one === value.justification)
  if (status === undefined || (value.justification !== undefined && justification === undefined))
    return undefined
  return { kind: 'vex', status, ...justified(justification) }
}

function justified(justification: VexJustification | undefined): { justification?: VexJustification } {
  return justification === undefined ? {} : { justification }
}
