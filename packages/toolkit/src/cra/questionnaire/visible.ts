/** Which questions are shown, in what order, and how far somebody has come. */
import type { SignalResult } from '../status.ts'
import { type FactSheet, settleFacts } from './answer-facts.ts'
import { evaluate, termsOf } from './condition.ts'
import { type Classify, deriveFacts } from './facts.ts'
import type { RuleFacts } from './known-facts.ts'
import { toLookup } from './lookup.ts'
import { propose } from './propose.ts'
import { questionnaire } from './questionnaire.ts'
import type { Answer, Condition, Question, SectionId } from './types.ts'

export type Mode = 'quick' | 'full'

/** Everything that is known about one product while its questions are answered. */
export interface Situation {
  /** All answers ever given, also those to questions that are hidden now: none is lost. */
  readonly answers: ReadonlyMap<string, Answer>
  /** Facts that the profile states beside the answers. */
  readonly profileFacts: FactSheet
  /** By id. */
  readonly signals: ReadonlyMap<string, SignalResult>
  readonly classify: Classify
  /** `YYYY-MM-DD`. */
  readonly today: string
  readonly mode: Mode
  /** Days from report to fix that the written procedure aims at. */
  readonly fixTargetDays?: number
}

/** The questionnaire as it looks under the answers so far. */
export interface View {
  /** In the order of the questionnaire. */
  readonly visible: readonly Question[]
  /** Answers to visible questions; those to hidden ones are kept but say nothing. */
  readonly counted: ReadonlyMap<string, Answer>
  /** For the classifier, by dotted name. */
  readonly facts: FactSheet
  readonly ruleFacts: RuleFacts
  /** In quick mode: questions that were not asked, and what was taken as true instead. */
  readonly assumed: readonly Assumption[]
}

export interface Assumption {
  readonly question: string
  readonly fact: string
  readonly value: boolean | string
}

/**
 * What the quick scan takes for granted where it does not ask: what holds for almost every product, and nothing that would
 * lead out of the law. An answer, also "I don't know", takes its place.
 */
const quickAssumptions: readonly Assumption[] = [
  { question: 'A3', fact: 'data_connection', value: true },
  { question: 'A6', fact: 'test_or_own_use_only', value: false },
  { question: 'C3', fact: 'cited_standard_applied', value: 'none' },
  { question: 'C4', fact: 'technical_documentation_public', value: false },
  { question: 'C6', fact: 'high_risk_ai', value: false },
  { question: 'C6', fact: 'ehr_system', value: false },
]

/**
 * Asked in the quick scan too, where the scope hangs on it: whether a mere web service is outside or part of another
 * product. To take "no" for granted would lead out of the law.
 */
const quickFollowUps: ReadonlyMap<string, Condition> = new Map([
  ['A2', { in: ['answer.A1', ['web-service', 'website']] }],
])

/** Hidden is what is certainly not for this product; what is not known is shown. */
export function look(situation: Situation): View {
  const visible: Question[] = []
  const counted = new Map<string, Answer>()
  const assumed = assume(situation)
  const base = new Map([
    ...assumed.map(({ fact, value }) => [fact, value] as const),
    ...situation.profileFacts,
  ])
  let facts: FactSheet = base
  let ruleFacts: RuleFacts | undefined
  const derived = (): RuleFacts => (ruleFacts ??= deriveFacts(facts, situation.classify, situation))
  for (const question of questionnaire.questions.values()) {
    if (!isShown(question, { situation, counted, derived })) continue
    if (situation.mode === 'full' || isAskedQuickly(question, { situation, counted, derived }))
      visible.push(question)
    const answer = situation.answers.get(question.id)
    if (answer === undefined) continue
    counted.set(question.id, answer)
    if (!laysDownFacts(question)) continue
    facts = settleFacts(counted.values(), base)
    ruleFacts = undefined
  }
  return { visible, counted, facts, ruleFacts: derived(), assumed }
}

function isAskedQuickly({ id, isQuick }: Question, { situation, counted }: Walk): boolean {
  const condition = quickFollowUps.get(id)
  if (isQuick || condition === undefined) return isQuick
  const { signals, today } = situation
  return evaluate(condition, toLookup({ answers: counted, facts: {}, signals, today })) === 'true'
}

interface Walk {
  readonly situation: Situation
  readonly counted: ReadonlyMap<string, Answer>
  readonly derived: () => RuleFacts
}

function isShown({ showIf }: Question, { situation, counted, derived }: Walk): boolean {
  if (showIf === undefined) return true
  const needsFacts = termsOf(showIf).some((term) => term.startsWith('fact.'))
  const facts = needsFacts ? derived() : {}
  const { signals, today } = situation
  return evaluate(showIf, toLookup({ answers: counted, facts, signals, today })) !== 'false'
}

function assume({ mode, answers }: Situation): readonly Assumption[] {
  return mode === 'full' ? [] : quickAssumptions.filter(({ question }) => !answers.has(question))
}

function laysDownFacts({ sets, options }: Question): boolean {
  return sets !== undefined || options.some((option) => option.sets !== undefined)
}

export interface Progress {
  readonly total: number
  readonly answered: number
  /** Open questions where a finding is selected and waits for confirmation. */
  readonly preselected: number
  /** Whole minutes, rounded up. */
  readonly minutesLeft: number
}

/** A question that only needs a nod takes 25 seconds, another one 45 (questionnaire design, section 2). */
const seconds = { preselected: 25, open: 45 } as const

/** Of the whole, or of one section. */
export function progressOf(situation: Situation, view: View, section?: SectionId): Progress {
  const shown = view.visible.filter((question) => section === undefined || question.section === section)
  const open = shown.filter((question) => !view.counted.has(question.id))
  const lookup = toLookup({ ...situation, answers: view.counted, facts: view.ruleFacts })
  const preselected = open.filter(
    (question) => propose(question, { lookup, signals: situation.signals })?.value !== undefined,
  ).length
  const left = preselected * seconds.preselected + (open.length - preselected) * seconds.open
  return {
    total: shown.length,
    answered: shown.length - open.length,
    preselected,
    minutesLeft: Math.ceil(left / 60),
  }
}
