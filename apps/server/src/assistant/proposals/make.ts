/** Makes a proposal: by the rules, or with the organisation's model as far as its settings and the person allow. */
import type { BodyOf, proposalRoutes } from '@occtet/contract/api'
import {
  type ModelProposal,
  type ModelRequest,
  type Proposal,
  proposalPromptVersion,
  type ProposalReport,
  type ProposalRequest,
  propose,
  proposeWithModel,
  toProposalRequest,
} from '@occtet/toolkit/assistant'
import type { AssistantModelRow } from '../../db/tables/assistant.ts'
import { makeId } from '../../kernel/secrets.ts'
import { refuse, type Refused } from '../../products/refuse.ts'
import { mostTokens, readTokens } from '../model/budget.ts'
import { type Disclosure, disclose, findObstacle, forbidden, notSet } from '../model/disclose.ts'
import { openMeteredModel } from '../model/metered-model.ts'
import { type Acting, readModel, sourcesOf } from '../model/model-store.ts'
import { overBudget, type UseOutcome, useModel } from '../model/use-model.ts'
import { type Asking, prepare, type Prepared, type ProposalWish } from './prepare.ts'
import { insertProposal } from './proposal-rows.ts'
import { type ProposalView, toProposalView } from './view.ts'

type MakeWish = BodyOf<(typeof proposalRoutes)['proposals.make']>

export type Making = Asking & Acting

/** What would be sent, to the letter. Evidence is of the product, so it stays where products may not be sent. */
export async function previewProposal(at: Making, wish: ProposalWish): Promise<Disclosure | Refused> {
  const row = await readModel(at.org)
  if (row === undefined) return notSet
  const prepared = await prepare(at, wish)
  if ('status' in prepared) return prepared
  const { request } = prepared
  if (isHostile(propose(request))) return nothingToSend
  const ids = request.evidence.map(({ id }) => id)
  return disclose(at, row, { request: toProposalRequest(request), ids })
}

const nothingToSend = refuse(
  422,
  'NOTHING_TO_SEND',
  'a given text speaks to the tool, hides characters or carries markup: no model is asked',
)

export async function makeProposal(at: Making, wish: MakeWish): Promise<ProposalView | Refused> {
  const { model, ...subject } = wish
  const prepared = await prepare(at, subject)
  if ('status' in prepared) return prepared
  const drafted =
    model === undefined
      ? { proposal: propose(prepared.request) }
      : await draftWithModel(at, prepared.request, model.sent)
  return 'status' in drafted ? drafted : keep(at, wish, { ...prepared, ...drafted })
}

interface Drafted extends Prepared {
  readonly proposal: Proposal
  readonly report?: ProposalReport
}

async function keep(
  { org, caller, now }: Making,
  { subject }: MakeWish,
  { product, release, ...drafted }: Drafted,
): Promise<ProposalView> {
  const made = {
    ...drafted,
    id: makeId(),
    product: product.id,
    release: release?.version,
    subject,
    report: drafted.report,
    by: caller.name,
    at: now,
  }
  return toProposalView({ ...(await insertProposal(org, made)), slug: product.slug })
}

async function draftWithModel(
  at: Making,
  request: ProposalRequest,
  agreed: string | undefined,
): Promise<ModelProposal | Refused> {
  const row = await readModel(at.org)
  if (row === undefined) return notSet
  if (row.send === 'never') return forbidden
  if (!sourcesOf(row).includes('product')) return productStays
  // The report then says that nobody was asked, and why.
  if (isHostile(propose(request)))
    return proposeWithModel(request, openMeteredModel(at.kernel, row).model, at.request.signal)
  const sent = toProposalRequest(request)
  const obstacle = findObstacle(row, sent, agreed) ?? (await findShortage(at, row, sent))
  if (obstacle !== undefined) return obstacle
  const use = { row, request: sent, promptVersion: proposalPromptVersion }
  const used = await useModel(at, use, async (model) => {
    const value = await proposeWithModel(request, model, at.request.signal)
    return { value, outcome: at.request.signal.aborted ? 'stopped' : outcomeOf(value.report) }
  })
  if (used.kind === 'used') return used.value
  return refuse(used.code === 'BUSY' ? 503 : 409, used.code, used.message)
}

const productStays = refuse(
  403,
  'MODEL_FORBIDDEN',
  'evidence is of the product, and the settings of the model do not let that be sent',
)

async function findShortage(
  { org, now }: Making,
  row: AssistantModelRow,
  request: ModelRequest,
): Promise<Refused | undefined> {
  const used = await readTokens(org, now)
  return used + mostTokens(request) > row.monthly_tokens
    ? refuse(409, overBudget.code, overBudget.message)
    : undefined
}

function outcomeOf({ outcome, reason }: ProposalReport): UseOutcome {
  if (outcome === 'used') return 'used'
  return reason?.startsWith('MODEL_') === true ? 'failed' : 'rejected'
}

function isHostile(proposal: Proposal): boolean {
  return proposal.outcome === 'not_enough_evidence' && proposal.reason === 'UNTRUSTED_TEXT'
}
