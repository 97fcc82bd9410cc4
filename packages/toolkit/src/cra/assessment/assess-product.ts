/** One assessment of one product from everything that is known: the object that status, plan, papers and web read. */
import { catalogue } from '../catalogue/catalogue.ts'
import type { Classification } from '../classify/classification.ts'
import type { FactError, Facts } from '../classify/facts.ts'
import { toFactsObject } from '../questionnaire/answer-facts.ts'
import { type Staleness, staleReasons } from '../questionnaire/answers.ts'
import { findContradiction } from '../questionnaire/contradictions.ts'
import { toLookup } from '../questionnaire/lookup.ts'
import { type Evidence, propose } from '../questionnaire/propose.ts'
import { questionnaire } from '../questionnaire/questionnaire.ts'
import type { Answer, Contradiction, Language, Proposal } from '../questionnaire/types.ts'
import { look, type Mode, type View } from '../questionnaire/visible.ts'
import { type EnisaProfile, estimateEnisa } from '../score/enisa.ts'
import { type PlanItem, planActions } from '../score/plan.ts'
import { scoreAssessment } from '../score/score.ts'
import type { Score } from '../score/types.ts'
import type { SignalResult } from '../status.ts'
import { backingOf } from './backing.ts'
import { classifySheet, type SheetVerdict } from './classify-sheet.ts'
import { contextOf } from './context.ts'
import { urgencyOf } from './urgency.ts'

export interface AssessmentInput {
  /** Facts of the profile, read by the classifier's reader; answers lie on top of them. */
  readonly profileFacts: Facts
  readonly answers: ReadonlyMap<string, Answer>
  readonly signals: readonly SignalResult[]
  readonly mode: Mode
  /** `YYYY-MM-DD`. */
  readonly today: string
  readonly language?: Language
  /** Date of the newest release, where history or forge know it. */
  readonly newestRelease?: string
  /** Days from report to fix that the maker's procedure aims at, as the profile states them. */
  readonly fixTargetDays?: number
  /** Who took which action on. */
  readonly owners?: ReadonlyMap<string, string>
  /** Values of 1 to 5 that the user gave for the ENISA profile. */
  readonly enisa?: ReadonlyMap<string, number>
}

export interface Assessment {
  readonly at: string
  readonly mode: Mode
  readonly catalogue: string
  readonly classification: Classification
  /** Facts that contradict themselves and were left out. */
  readonly factErrors: readonly FactError[]
  readonly view: View
  /** By question: what the evidence proposes, also where an answer stands. */
  readonly proposals: ReadonlyMap<string, Proposal>
  readonly contradictions: readonly Contradiction[]
  readonly stale: readonly { readonly question: string; readonly reasons: readonly Staleness[] }[]
  readonly score: Score
  readonly plan: readonly PlanItem[]
  readonly enisa: EnisaProfile
}

/** Pure: same input, same result. Answers to hidden questions are kept by the caller and say nothing here. */
export function assessProduct(input: AssessmentInput): Assessment {
  const { today, mode, language = 'en' } = input
  const signals = new Map(input.signals.map((signal) => [signal.id, signal]))
  const toVerdict = (facts: Readonly<Record<string, unknown>>): SheetVerdict =>
    classifySheet(facts, input.profileFacts.events, { at: today, language })
  const view = look({
    answers: input.answers,
    profileFacts: input.profileFacts.values,
    signals,
    classify: (facts) => toVerdict(facts).classification,
    today,
    mode,
    ...(input.fixTargetDays === undefined ? {} : { fixTargetDays: input.fixTargetDays }),
  })
  const lookup = toLookup({ answers: view.counted, facts: view.ruleFacts, signals, today })
  const { classification, errors } = toVerdict(toFactsObject(view.facts))
  return {
    at: today,
    mode,
    catalogue: catalogue.meta.version,
    classification,
    factErrors: errors,
    view,
    stale: staleOf(view, input),
    ...weigh(input, { view, classification, evidence: { lookup, signals } }),
  }
}

interface Known {
  readonly view: View
  readonly classification: Classification
  readonly evidence: Evidence
}

type Weighed = Pick<Assessment, 'proposals' | 'contradictions' | 'score' | 'plan' | 'enisa'>

function weigh(input: AssessmentInput, { view, classification, evidence }: Known): Weighed {
  const { mode, today } = input
  const contradictions = contradictionsOf(view, evidence, input.language ?? 'en')
  const clashing = new Set(contradictions.map(({ question }) => question))
  const { visible, counted: answers } = view
  return {
    proposals: proposalsOf(view, evidence),
    contradictions,
    score: scoreAssessment({
      visible,
      answers,
      backing: backingOf({ view, evidence, clashing }),
      mode,
      context: contextOf({ classification, view, signals: evidence.signals }),
    }),
    plan: planActions({
      actions: [...questionnaire.actions.values()],
      visible,
      answers,
      urgencyOf: urgencyOf({ classification, facts: view.facts, today }),
      ...(input.owners === undefined ? {} : { owners: input.owners }),
    }),
    enisa: estimateEnisa({
      items: questionnaire.enisa,
      answers,
      visible: new Set(visible.map(({ id }) => id)),
      ...(input.enisa === undefined ? {} : { own: input.enisa }),
    }),
  }
}

function contradictionsOf(view: View, evidence: Evidence, language: Language): readonly Contradiction[] {
  return view.visible.flatMap((question) => {
    const answer = view.counted.get(question.id)
    return answer === undefined ? [] : (findContradiction(question, answer, { evidence, language }) ?? [])
  })
}

function proposalsOf(view: View, evidence: Evidence): ReadonlyMap<string, Proposal> {
  return new Map(
    view.visible.flatMap((question) => {
      const proposal = propose(question, evidence)
      return proposal === undefined ? [] : [[question.id, proposal] as const]
    }),
  )
}

function staleOf(view: View, { today, newestRelease }: AssessmentInput): Assessment['stale'] {
  const now = newestRelease === undefined ? { today } : { today, newestRelease }
  return [...view.counted.values()].flatMap((answer) => {
    const reasons = staleReasons(answer, now)
    return reasons.length === 0 ? [] : [{ question: answer.question, reasons }]
  })
}
