/** Which events the records of the CRA engine are: the toolkit's drafts, stamped by this program. */
import * as cra from '@occtet/toolkit/cra'
import type { EventDraft } from '@occtet/toolkit/ledger'
import { instantNow, newId, person, program } from './draft.ts'

function stamp(drafts: readonly EventDraft[]): readonly EventDraft[] {
  return drafts.map((draft) => ({ id: newId(), time: instantNow(), ...draft }))
}

export function profileEvents(profile: cra.ProductProfile): readonly EventDraft[] {
  return stamp(cra.profileEvents(profile, program))
}

type Answers = ReadonlyMap<string, cra.QuestionnaireAnswer>

/** One for each question whose answer is another one. */
export function answerEvents(
  product: string,
  after: Answers,
  before: Answers | undefined,
): readonly EventDraft[] {
  return stamp(cra.answerEvents(product, after, before))
}

export function assessmentEvents(
  product: string,
  saved: cra.SavedAssessment,
  by: string | undefined,
): readonly EventDraft[] {
  const actor = by === undefined ? program : person(by)
  return stamp(cra.assessmentEvents({ product, actor }, saved))
}

/** One for each decision about a component, and each report to its makers, that is new or another one. */
export function diligenceEvents(
  product: string,
  after: cra.DiligenceFile,
  before: cra.DiligenceFile | undefined,
): readonly EventDraft[] {
  return stamp(cra.diligenceEvents({ product, actor: program }, after, before))
}

/** A file of the product that has no event of its own; `content` is fixed by its digest. */
export function settingEvents(
  product: string,
  setting: string,
  content: string | Uint8Array,
): readonly EventDraft[] {
  return stamp(cra.settingEvents({ product, actor: program }, setting, content))
}
