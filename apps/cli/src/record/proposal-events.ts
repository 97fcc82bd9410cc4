/** Which events a verdict on a proposal is; digests, never a text. */
import type { Proposal, Proposer, VerdictEvent } from '@occtet/toolkit/assistant'
import type { EventDraft } from '@occtet/toolkit/ledger'
import { fit, instantNow, newId, person } from './draft.ts'

export function verdictEvents(product: string, events: readonly VerdictEvent[]): readonly EventDraft[] {
  return events.map(({ actor, data }) => ({
    ...head(product, actor),
    type: 'assistant.proposal.judged',
    data: { ...data, by: toProposer(data.by) },
  }))
}

/** Whether it turned out right, as a person said later. */
export function reviewEvents(
  product: string,
  { id, kind, by, inputDigest }: Proposal,
  said: { readonly by: string; readonly isRight: boolean },
): readonly EventDraft[] {
  const data = { proposal: id, kind, by: toProposer(by), inputDigest, isRight: said.isRight }
  return [{ ...head(product, said.by), type: 'assistant.proposal.reviewed', data }]
}

function head(product: string, by: string): Pick<EventDraft, 'id' | 'time' | 'product' | 'actor'> {
  return { id: newId(), time: instantNow(), product: fit(product, 256), actor: person(by) }
}

function toProposer(by: Proposer): EventDraft['data'] {
  return by.kind === 'rules' ? { ...by } : { ...by, model: fit(by.model, 200) }
}
