/** Lets a model draft a proposal; where it may not stand, the rules' proposal does. */
import { sha256Hex } from '../../../base/index.ts'
import { type LanguageModel, type ModelEnd, ModelFailure, type ModelFailureCode } from '../../model/port.ts'
import { findReferences } from '../../reference.ts'
import { toProposal } from '../digest.ts'
import type { Drafted, Proposal, ProposalRequest } from '../model.ts'
import { propose } from '../propose.ts'
import { abstain } from '../rules/abstain.ts'
import { findObjection, type Objection } from './check-proposal.ts'
import { proposalPromptVersion, toProposalRequest } from './proposal-prompt.ts'
import { type Misread, readProposal } from './read-proposal.ts'

/** `TOOL`: it asked for a tool · `CUT_OFF`, `FILTERED`: its answer is not whole. */
export type RejectedBecause = Misread | Objection | ModelFailureCode | 'TOOL' | 'CUT_OFF' | 'FILTERED'

export interface ProposalReport {
  readonly model: string
  readonly host: string
  readonly promptVersion: string
  /** SHA-256 of the messages as sent, as JSON; absent where nothing was sent. */
  readonly sentDigest?: string
  /** `used`: the proposal is the model's · `rejected`: it is the rules' · `not-asked`: a given text is hostile. */
  readonly outcome: 'used' | 'rejected' | 'not-asked'
  readonly reason?: RejectedBecause
  readonly usage?: ModelEnd['usage']
}

export interface ModelProposal {
  readonly proposal: Proposal
  readonly report: ProposalReport
}

const longestAnswer = 8000

/** Never throws for what a model does or a text says; throws what is our own mistake. */
export async function proposeWithModel(
  request: ProposalRequest,
  model: LanguageModel,
  signal: AbortSignal,
): Promise<ModelProposal> {
  const byRules = propose(request)
  const by = { model: model.name, host: model.host, promptVersion: proposalPromptVersion }
  if (byRules.outcome === 'not_enough_evidence' && byRules.reason === 'UNTRUSTED_TEXT')
    return { proposal: byRules, report: { ...by, outcome: 'not-asked' } }
  const asked = toProposalRequest(request)
  const sent = { ...by, sentDigest: sha256Hex(JSON.stringify(asked.messages)) }
  const heard = await hear(model.complete(asked, signal))
  const usage = heard.usage === undefined ? {} : { usage: heard.usage }
  const drafted = heard.failure ?? judge(heard.text, request, byRules)
  if (typeof drafted === 'string')
    return { proposal: byRules, report: { ...sent, ...usage, outcome: 'rejected', reason: drafted } }
  const proposal = toProposal(request, drafted, {
    kind: 'model',
    model: model.name,
    promptVersion: proposalPromptVersion,
  })
  return { proposal, report: { ...sent, ...usage, outcome: 'used' } }
}

interface Heard {
  readonly text: string
  readonly failure?: ModelFailureCode | 'TOOL' | 'CUT_OFF' | 'FILTERED'
  readonly usage?: ModelEnd['usage']
}

async function hear(pieces: ReturnType<LanguageModel['complete']>): Promise<Heard> {
  let text = ''
  try {
    for await (const piece of pieces) {
      if (piece.kind === 'end') return { text, ...endingOf(piece) }
      text += piece.text
      if (text.length > longestAnswer) return { text: '', failure: 'MODEL_TOO_LONG' }
    }
  } catch (cause) {
    if (!(cause instanceof ModelFailure)) throw cause
    return { text: '', failure: cause.code }
  }
  return { text, failure: 'CUT_OFF' }
}

function endingOf({ reason, usage }: ModelEnd): Omit<Heard, 'text'> {
  const counted = usage === undefined ? {} : { usage }
  switch (reason) {
    case 'stop':
      return counted
    case 'tool':
      return { ...counted, failure: 'TOOL' }
    case 'length':
      return { ...counted, failure: 'CUT_OFF' }
    case 'filtered':
      return { ...counted, failure: 'FILTERED' }
    default:
      return reason satisfies never
  }
}

/** Where the model sees too little evidence, the words on it are ours: a text that proposes nothing needs no model. */
function judge(text: string, request: ProposalRequest, byRules: Drafted): Drafted | Misread | Objection {
  const read = readProposal(text, request)
  if (!read.ok) return read.error
  const said = read.value
  if (said.outcome === 'not_enough_evidence')
    return byRules.outcome === 'propose'
      ? abstain(request, { reason: 'MISSING_FACT', seen: request.evidence })
      : toDraft(byRules)
  const named = request.evidence.filter(({ id }) => said.evidence.includes(id))
  const objection = findObjection(said, request, {
    byRules,
    narrowed: propose({ ...request, evidence: named }),
  })
  if (objection !== undefined) return objection
  return { ...said, passages: findReferences(said.text) }
}

function toDraft(proposal: Drafted): Drafted {
  if (proposal.outcome === 'propose') return proposal
  const { outcome, text, reason, evidence } = proposal
  return { outcome, text, reason, evidence }
}
