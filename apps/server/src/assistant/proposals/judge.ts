/** A person's verdict on a proposal: once, logged, and nothing else is changed by it. */
import type { BodyOf, proposalRoutes } from '@occtet/contract/api'
import {
  applyVerdict,
  type Proposal,
  toEvents,
  type Verdict,
  type VerdictEvent,
} from '@occtet/toolkit/assistant'
import { err, ok, type Result } from '@occtet/toolkit/base'
import type { EventDraft } from '@occtet/toolkit/ledger'
import { toActor } from '../../kernel/actor.ts'
import type { Caller, Changed, OrgScope } from '../../kernel/model.ts'
import { missing, refuse, type Refused } from '../../products/refuse.ts'
import { readValue } from './given-value.ts'
import { findProposal, type ShownRow, updateProposal } from './proposal-rows.ts'
import { type Judgement, proposalOf, type ProposalView, requestOf, toProposalView } from './view.ts'

export type VerdictWish = BodyOf<(typeof proposalRoutes)['proposals.judge']>

type EventData = EventDraft['data']

export interface Judging {
  readonly org: OrgScope
  readonly caller: Caller
  readonly now: string
}

export async function judge(
  at: Judging,
  id: string,
  wish: VerdictWish,
): Promise<Changed<Result<ProposalView, Refused>>> {
  const { org, caller } = at
  return org.change(async (change) => {
    const rows = { id: org.id, db: change.db }
    const row = await findProposal(rows, caller, id)
    if (row === undefined) return err(missing)
    if (row.verdict !== null) return err(alreadyJudged)
    const judged = judgedBy(at, row, wish)
    if (!judged.ok) return judged
    const { judgement, data, type } = judged.value
    const set = { verdict: judgement.verdict, judgement: JSON.stringify(judgement) }
    if (!(await updateProposal(rows, { id, set, isUnjudged: true }))) return err(alreadyJudged)
    change.record({ type, actor: toActor(caller), product: row.slug, data })
    return ok(toProposalView({ ...row, ...set }))
  })
}

const alreadyJudged = refuse(
  409,
  'ALREADY_JUDGED',
  'somebody has judged this proposal; a verdict is given once',
)

interface Judged {
  readonly judgement: Judgement
  readonly type: string
  readonly data: EventData
}

/** What is kept and what is logged of a verdict that fits its proposal. */
function judgedBy({ caller, now }: Judging, row: ShownRow, wish: VerdictWish): Result<Judged, Refused> {
  const proposal = proposalOf(row)
  const verdict = readVerdict(wish, { row, proposal, by: caller.name, at: now })
  if (!verdict.ok) return verdict
  const applied = applyVerdict(proposal, verdict.value)
  if (!applied.ok) return err(refuse(422, applied.error.code, applied.error.message))
  const events = toEvents(proposal, verdict.value)
  const [event] = events.ok ? events.value : []
  if (event === undefined) throw new Error('a verdict that fits gives an event')
  const { text, value } = applied.value ?? {}
  return ok({
    judgement: {
      verdict: wish.verdict,
      by: caller.name,
      at: now,
      ...(wish.note !== undefined && { note: wish.note }),
      ...(text !== undefined && { text }),
      ...(value !== undefined && { value }),
    },
    type: event.type,
    data: toEventData(event.data),
  })
}

interface Given {
  readonly row: ShownRow
  readonly proposal: Proposal
  readonly by: string
  readonly at: string
}

function readVerdict(
  { verdict, text, value, note }: VerdictWish,
  { row, proposal, by, at }: Given,
): Result<Verdict, Refused> {
  const common = { proposal: proposal.id, by, at, ...(note !== undefined && { note }) }
  if (verdict !== 'edited') {
    return text === undefined && value === undefined
      ? ok({ ...common, verdict })
      : err(refuse(422, 'NOT_CHANGED', 'a text or a value is given with the verdict edited alone'))
  }
  const edited = { ...common, verdict, text: text ?? proposal.text }
  if (value === undefined) return ok(edited)
  const read = readValue(value, requestOf(row))
  return read.ok ? ok({ ...edited, value: read.value }) : read
}

/** Whether it turned out right, as a person says later; said again, the last word counts. */
export async function review(
  { org, caller }: Judging,
  id: string,
  isRight: boolean,
): Promise<Changed<Result<ProposalView, Refused>>> {
  return org.change(async (change) => {
    const rows = { id: org.id, db: change.db }
    const row = await findProposal(rows, caller, id)
    if (row === undefined) return err(missing)
    const { kind, by, inputDigest, outcome } = proposalOf(row)
    if (outcome !== 'propose') return err(nothingProposed)
    const set = { is_right: isRight ? 1 : 0 }
    await updateProposal(rows, { id, set })
    const data = { proposal: row.id, kind, by: { ...by }, inputDigest, isRight }
    const type = 'assistant.proposal.reviewed'
    change.record({ type, actor: toActor(caller), product: row.slug, data })
    return ok(toProposalView({ ...row, ...set }))
  })
}

const nothingProposed = refuse(422, 'NOTHING_PROPOSED', 'nothing was proposed that could be right or wrong')

/** Plain data; its interfaces lack the index signature that data of events ask for. */
function toEventData(data: VerdictEvent['data']): EventData {
  const { by, finalDigest, ...rest } = data
  return { ...rest, by: { ...by }, ...(finalDigest !== undefined && { finalDigest }) }
}
