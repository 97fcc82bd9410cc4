/** Which events the records of the CRA engine are: the toolkit's drafts, stamped by this program. */
import {
  answerEvents as ofAnswers,
  assessmentEvents as ofAssessment,
  diligenceEvents as ofDiligence,
  profileEvents as ofProfile,
  settingEvents as ofSetting,
  type DiligenceFile,
  type ProductProfile,
  type QuestionnaireAnswer,
  type SavedAssessment,
} from '@occtet/toolkit/cra'
import type { EventDraft } from '@occtet/toolkit/ledger'
import { instantNow, newId, person, program } from './draft.ts'

function stamp(drafts: readonly EventDraft[]): readonly EventDraft[] {
  return drafts.map((draft) => ({ id: newId(), time: instantNow(), ...draft }))
}

export function profileEvents(profile: ProductProfile): readonly EventDraft[] {
  return stamp(ofProfile(profile, program))
}

type Answers = ReadonlyMap<string, QuestionnaireAnswer>

/** One for each question whose answer is another one. */
export function answerEvents(
  product: string,
  after: Answers,
  before: Answers | undefined,
): readonly EventDraft[] {
  return stamp(ofAnswers(product, after, before))
}

export function assessmentEvents(
  product: string,
  saved: SavedAssessment,
  by: string | undefined,
): readonly EventDraft[] {
  const actor = by === undefined ? program : person(by)
  return stamp(ofAssessment({ product, actor }, saved))
}

/** One for each decision about a component, and each report to its makers, that is new or another one. */
export function diligenceEvents(
  product: string,
  after: DiligenceFile,
  before: DiligenceFile | undefined,
): readonly EventDraft[] {
  return stamp(ofDiligence({ product, actor: program }, after, before))
}

/** A file of the product that has no event of its own; `content` is fixed by its digest. */
export function settingEvents(
  product: string,
  setting: string,
  content: string | Uint8Array,
): readonly EventDraft[] {
  return stamp(ofSetting({ product, actor: program }, setting, content))
}
