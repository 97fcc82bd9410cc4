/** What the self-assessment knows of a question, a requirement, a risk or a topic, as evidence. */
import {
  type ProposalRequest,
  type RequestFrame,
  type RiskAtHand,
  signalsForQuestion,
  toPolicyRequest,
  toQuestionRequest,
  toRiskRequest,
} from '@occtet/toolkit/assistant'
import { catalogue, questionnaire, type SignalResult, threats, threatText } from '@occtet/toolkit/cra'
import { isRefused, loadCra } from '../../cra/load.ts'
import { toRow } from '../../cra/requirements-view.ts'
import { questionText } from '../../cra/say.ts'
import type { AssessedState } from '../../cra/state.ts'
import { missing, type Refused } from '../../products/refuse.ts'
import { frameOf, type Scene, unfit } from './scene.ts'

export type AssessedSubject = 'question' | 'requirement' | 'risk' | 'topic'

/** A file of the product that cannot be read is a refusal: half of the evidence would be another proposal. */
export async function fromAssessment(
  scene: Scene,
  about: AssessedSubject,
): Promise<ProposalRequest | Refused> {
  const { org, product, release, language, now } = scene
  const wanted = {
    product: product.slug,
    release: release?.version,
    lang: language,
    mode: 'full',
    now,
  } as const
  const loaded = await loadCra(org, wanted)
  if (isRefused(loaded)) return loaded
  const { state } = loaded
  const { name, version } = state.profile.product
  const meant = release?.version ?? version
  if (meant === undefined) return unfit('the product has no release yet, and its profile names no version')
  return requestOn(about, { scene, state, frame: frameOf(scene, { name, release: meant }) })
}

interface Assessed {
  readonly scene: Scene
  readonly state: AssessedState
  readonly frame: RequestFrame
}

function requestOn(about: AssessedSubject, assessed: Assessed): ProposalRequest | Refused {
  const { scene, state, frame } = assessed
  switch (about) {
    case 'question':
      return onQuestion(assessed)
    case 'requirement':
      return onRequirement(assessed)
    case 'risk':
      return toRiskRequest(findRisk(scene.subject, state), frame)
    case 'topic':
      return toPolicyRequest({ topic: scene.subject, facts: scene.facts, profile: state.profile }, frame)
    default:
      return about satisfies never
  }
}

function onQuestion({ scene: { subject }, state, frame }: Assessed): ProposalRequest | Refused {
  const question = questionnaire.questions.get(subject)
  if (question === undefined) return missing
  const signals = signalsForQuestion(subject, [...state.signals.values()])
  const text = questionText(subject, state.language)
  return (
    toQuestionRequest({ text, type: question.type, signals }, frame) ??
    unfit('the question asks for an option or a date, which nothing is proposed for')
  )
}

function onRequirement({ scene: { subject }, state, frame }: Assessed): ProposalRequest | Refused {
  const requirement = catalogue.requirements.find(({ id }) => id === subject)
  if (requirement === undefined) return missing
  const text = toRow(requirement, state).title
  return toRiskRequest({ text, signals: signalsOn([subject], state) }, frame)
}

/** A threat of the risk assessment or of the starting set by its id, else a risk in words. What people wrote wins. */
function findRisk(subject: string, state: AssessedState): RiskAtHand {
  const own = state.risk?.threats.find(({ id }) => id === subject)
  const known = threats.find(({ id }) => id === subject)
  const title = own?.title ?? (known === undefined ? undefined : threatText(subject, state.language).title)
  if (title === undefined) return { text: subject }
  const requirements = own?.requirements ?? known?.requirements ?? []
  return { text: title, measures: own?.measures ?? [], related: signalsOn(requirements, state) }
}

/** What speaks for or against any of the requirements. */
function signalsOn(
  requirements: readonly string[],
  { evidence, signals }: AssessedState,
): readonly SignalResult[] {
  const about = (evidence?.requirements ?? []).filter(({ id }) => requirements.includes(id))
  const ids = new Set(about.flatMap(({ supports, against }) => [...supports, ...against]))
  return [...signals.values()].filter(({ id }) => ids.has(id))
}
