/** Profile, answers and requirements of a product as texts; for callers who may read what is private. */
import { findReferences, profileTexts, type ProductText, type Tongue } from '@occtet/toolkit/assistant'
import { catalogue } from '@occtet/toolkit/cra'
import { isRefused, loadCra, type Wanted } from '../cra/load.ts'
import { toRow } from '../cra/requirements-view.ts'
import { questionText, sayAnswer } from '../cra/say.ts'
import type { AssessedState } from '../cra/state.ts'
import type { OrgScope } from '../kernel/model.ts'
import { waysToAsk } from './asked-about.ts'
import { words } from './words.ts'

export interface SelfAssessmentWanted extends Wanted {
  readonly lang: Tongue
}

/** A file that cannot be read is said so: its answers are missing, not absent. */
export async function selfAssessmentTexts(
  org: OrgScope,
  wanted: SelfAssessmentWanted,
): Promise<readonly ProductText[]> {
  const loaded = await loadCra(org, wanted)
  if (isRefused(loaded)) {
    const { title } = words[wanted.lang].unreadable
    return [{ kind: 'fact', id: 'unreadable', title, text: loaded.message }]
  }
  const { state } = loaded
  return [
    ...profileTexts(state.profile),
    ...answerTexts(state),
    ...catalogue.requirements.map(({ id }) => requirementText(id, state)).filter((one) => one !== undefined),
  ]
}

/** Undefined: there is no such requirement, or its state cannot be read. */
export async function requirementAsked(
  org: OrgScope,
  wanted: SelfAssessmentWanted,
  id: string,
): Promise<ProductText | undefined> {
  const loaded = await loadCra(org, wanted)
  const text = isRefused(loaded) ? undefined : requirementText(id, loaded.state)
  const { en, de } = waysToAsk.requirement
  return text === undefined ? undefined : { ...text, names: [...en, ...de] }
}

function answerTexts({ answers, language }: AssessedState): readonly ProductText[] {
  return [...answers].map(([id, { value, by, at }]) => ({
    kind: 'answer',
    id,
    title: `${id}: ${questionText(id, language)}`,
    text: `${sayAnswer(id, value, language)} (${by}, ${at.slice(0, 10)})`,
  }))
}

function requirementText(id: string, state: AssessedState): ProductText | undefined {
  const requirement = catalogue.requirements.find((one) => one.id === id)
  if (requirement === undefined) return undefined
  const { status, chain, title, reason } = toRow(requirement, state)
  const { states, ...say } = words[state.language].requirement
  const [ref] = findReferences(requirement.ref)
  const text = say.text(states[status], states[chain.proof], states[chain.paper])
  return {
    kind: 'requirement',
    id,
    title: say.title(title),
    text: reason === null ? text : `${text} ${reason}`,
    ...(ref !== undefined && { ref }),
  }
}
