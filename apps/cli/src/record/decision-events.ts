/** Which events an added entry of a decision is: the toolkit's drafts, stamped by this program. */
import type { Announce } from '@occtet/toolkit/adapters'
import { type DecisionRecord, decisionEvents } from '@occtet/toolkit/vex'
import { instantNow, newId } from './draft.ts'
import type { Note } from './recorder.ts'

/** What the writers of decisions are handed. */
export function announceDecisions(
  { subject }: { readonly subject: { readonly id: string } },
  note: Note,
  isPrivate = false,
): Announce<DecisionRecord> {
  return (after, before) => {
    const drafts = decisionEvents({ product: subject.id, isPrivate }, after, before)
    return note(drafts.map((draft) => ({ id: newId(), time: instantNow(), ...draft })))
  }
}
