/** Drafts a proposal: by rules, or with the model of `assistant.yaml` after the person knows what leaves. */
import {
  type AssistantSettings,
  propose,
  proposeWithModel,
  type Proposal,
  type ProposalReport,
  type ProposalRequest,
  toProposalRequest,
} from '@occtet/toolkit/assistant'
import { type Disclosure, modelSettings, openModel, toDisclosure } from '../assistant/use-model.ts'
import type { Context } from '../context.ts'
import { usage } from './wish.ts'

export interface DraftedProposal {
  readonly proposal: Proposal
  /** What a model did with it; absent: none was asked. */
  readonly report?: ProposalReport
}

/** What would be sent; undefined: nothing, because a given text speaks to the tool. Throws (exit 2) where no model is set. */
export function discloseProposal(
  settings: AssistantSettings,
  request: ProposalRequest,
): Disclosure | undefined {
  if (isHostile(propose(request))) return undefined
  return toDisclosure(
    settings,
    toProposalRequest(request),
    request.evidence.map(({ id }) => id),
  )
}

/** The rules' proposal where nothing may be sent, which is said. Throws (exit 2) as `openModel`, or where products stay at home. */
export async function draftWithModel(
  context: Context,
  settings: AssistantSettings,
  { request, isAgreed }: { readonly request: ProposalRequest; readonly isAgreed: boolean },
): Promise<DraftedProposal> {
  const byRules = { proposal: propose(request) }
  if (!modelSettings(settings).sources.includes('product'))
    throw usage(
      'MODEL_FORBIDDEN',
      'evidence is of your product, and the settings do not let that be sent',
      'Add product to sources in assistant.yaml (docs/guide/assistant.md).',
    )
  const disclosure = discloseProposal(settings, request)
  if (disclosure === undefined) return byRules
  const what = `Facts and ${disclosure.passages.length} pieces of evidence`
  const opened = await openModel(context, settings, { disclosure, what, isAgreed })
  if (opened === undefined) return byRules
  const drafted = await proposeWithModel(request, opened.model, new AbortController().signal)
  opened.count(drafted.report.usage)
  return drafted
}

function isHostile(proposal: Proposal): boolean {
  return proposal.outcome === 'not_enough_evidence' && proposal.reason === 'UNTRUSTED_TEXT'
}
