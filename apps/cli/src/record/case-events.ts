/** Which events an added entry of an Art. 14 case is: the toolkit's drafts, stamped by this program. */
import { type CaseFile, caseEvents as draftCaseEvents } from '@occtet/toolkit/cra'
import type { EventDraft } from '@occtet/toolkit/ledger'
import { instantNow, newId } from './draft.ts'

/** Drafts for each entry that `after` has more than `before`, under the case's own data key. */
export function caseEvents(after: CaseFile, before: CaseFile | undefined): readonly EventDraft[] {
  return draftCaseEvents(after, before).map((draft) => ({ id: newId(), time: instantNow(), ...draft }))
}
