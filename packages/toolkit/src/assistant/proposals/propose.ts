/** Proposes by rules, without a model: nothing that the evidence does not state. */
import { toProposal } from './digest.ts'
import type { Drafted, Proposal, ProposalRequest } from './model.ts'
import { findUntrusted } from './reading.ts'
import { abstain } from './rules/abstain.ts'
import { draftAnswer } from './rules/answer.ts'
import { draftImpact } from './rules/impact.ts'
import { draftLicense } from './rules/license.ts'
import { draftNotice } from './rules/notice.ts'
import { draftPolicy } from './rules/policy.ts'
import { draftRisk } from './rules/risk.ts'
import { draftVex } from './rules/vex.ts'

/** Raised with every change of a rule or of a word that rules write. */
export const rulesVersion = 'rules/1'

/** Never throws for what a text says. A request with two pieces of evidence of one id is our own mistake, and throws. */
export function propose(request: ProposalRequest): Proposal {
  const ids = request.evidence.map(({ id }) => id)
  if (new Set(ids).size < ids.length) throw new Error('two pieces of evidence have one id')
  return toProposal(request, draftByRules(request), { kind: 'rules', version: rulesVersion })
}

function draftByRules(request: ProposalRequest): Drafted {
  const untrusted = findUntrusted(request)
  if (untrusted.length > 0) {
    const seen = request.evidence.filter(({ id }) => untrusted.includes(id))
    return abstain(request, { reason: 'UNTRUSTED_TEXT', seen })
  }
  switch (request.kind) {
    case 'vex_justification':
      return draftVex(request)
    case 'impact_statement':
      return draftImpact(request)
    case 'user_notice':
      return draftNotice(request)
    case 'risk_entry':
      return draftRisk(request)
    case 'policy_text':
      return draftPolicy(request)
    case 'license_conclusion':
      return draftLicense(request)
    case 'answer_from_evidence':
      return draftAnswer(request)
    default:
      return request satisfies never
  }
}
