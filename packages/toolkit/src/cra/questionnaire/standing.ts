/** Where a product stands in the questionnaire: every shown question with its words, answer, proposal and clash. */
import { catalogue } from '../catalogue/catalogue.ts'
import { reporting } from '../catalogue/reporting.ts'
import type { Classification } from '../classify/classification.ts'
import { toFactsObject } from './answer-facts.ts'
import { type Staleness, staleReasons } from './answers.ts'
import { classifyFacts } from './classifier.ts'
import { findContradiction } from './contradictions.ts'
import { toLookup } from './lookup.ts'
import { findNaHint } from './na-hints.ts'
import { propose } from './propose.ts'
import { questionnaire } from './questionnaire.ts'
import { textsOf } from './texts.ts'
import type { Answer, Contradiction, Language, Proposal, Question, QuestionText, SectionId } from './types.ts'
import { type Assumption, look, type Progress, progressOf, type Situation, type View } from './visible.ts'

export interface QuestionStanding {
  readonly question: Question
  readonly text: QuestionText
  readonly answer?: Answer
  /** Empty: fresh, or not answered. */
  readonly stale: readonly Staleness[]
  readonly proposal?: Proposal
  readonly contradiction?: Contradiction
  /** Draft of a reason for "not applicable", where the product's traits suggest it and nobody answered. */
  readonly naHint?: string
}

export interface Standing {
  /** Of the questionnaire. */
  readonly version: string
  readonly questions: readonly QuestionStanding[]
  readonly progress: Progress
  readonly classification: Classification
  readonly assumed: readonly Assumption[]
}

export interface StandingOptions {
  readonly language: Language
  /** Only the questions of one section; the rest counts all the same. */
  readonly section?: SectionId
  /** `YYYY-MM-DD` or RFC 3339: answers before it are stale. */
  readonly newestRelease?: string
}

export function currentStanding(
  situation: Situation,
  { language, section, newestRelease }: StandingOptions,
): Standing {
  const view = look(situation)
  const questions = view.visible.filter((question) => section === undefined || question.section === section)
  const now = { today: situation.today, ...(newestRelease === undefined ? {} : { newestRelease }) }
  return {
    version: questionnaire.version,
    questions: questions.map((question) => standingOf(question, { situation, view, language, now })),
    progress: progressOf(situation, view, section),
    classification: classifyFacts(toFactsObject(view.facts), { at: situation.today, language }),
    assumed: view.assumed,
  }
}

interface Around {
  readonly situation: Situation
  readonly view: View
  readonly language: Language
  readonly now: Parameters<typeof staleReasons>[1]
}

function standingOf(question: Question, { situation, view, language, now }: Around): QuestionStanding {
  const text = textsOf(language).questions.get(question.id)
  if (text === undefined) throw new Error(`no words for ${question.id}`)
  const lookup = toLookup({ ...situation, answers: view.counted, facts: view.ruleFacts })
  const evidence = { lookup, signals: situation.signals }
  const answer = view.counted.get(question.id)
  const proposal = propose(question, evidence)
  const naHint = answer === undefined ? findNaHint(question.id, lookup, language) : undefined
  const contradiction =
    answer === undefined ? undefined : findContradiction(question, answer, { evidence, language })
  return {
    question,
    text,
    stale: answer === undefined ? [] : staleReasons(answer, now),
    ...(answer === undefined ? {} : { answer }),
    ...(proposal === undefined ? {} : { proposal }),
    ...(contradiction === undefined ? {} : { contradiction }),
    ...(naHint === undefined ? {} : { naHint }),
  }
}

/** Articles and annex points that a question rests on, each once, in the order of its records. */
export function refsOf({ maps }: Question): readonly string[] {
  const refs = maps.flatMap((id) => refOf(id) ?? [])
  return [...new Set(refs)]
}

function refOf(id: string): string | undefined {
  const requirement = catalogue.requirements.find((one) => one.id === id)
  const node = catalogue.scopeTree.nodes.find((one) => one.id === id)
  const trigger = Object.values(reporting.triggers).find((one) => one.id === id)
  const found = requirement ?? node ?? trigger ?? catalogue.obligations.get(id) ?? catalogue.documents.get(id)
  return found?.ref
}
