/** The questionnaire as it stands: sections for the rail, one question with all that belongs to it. Pure. */
import type { questionnaireView, questionProposal, questionSection, questionView } from '@occtet/contract/api'
import {
  allowsNa,
  type Proposal,
  progressOf,
  type QuestionnaireTexts,
  questionnaire,
  type Question,
  type SectionId,
  textsOf,
} from '@occtet/toolkit/cra'
import type * as z from 'zod/mini'
import { contradictionOf } from './clash.ts'
import { findingsOf, questionText, rawOf, refsOfQuestion, sayAnswer, toGiven } from './say.ts'
import { type AssessedState, naHintOf } from './state.ts'
import { disclaimerOf, readinessOf, subjectOf, toFigure } from './subject.ts'

export type QuestionnaireView = z.infer<typeof questionnaireView>
export type QuestionView = z.infer<typeof questionView>
type SectionView = z.infer<typeof questionSection>
type ProposalView = z.infer<typeof questionProposal>

export function toQuestionnaire(state: AssessedState): QuestionnaireView {
  const { assessment, language } = state
  const own = [...new Set(assessment.view.visible.map(({ section }) => section))]
  return {
    subject: subjectOf(state),
    progress: progressIn(state),
    readiness: readinessOf(state),
    sections: questionnaire.sections.filter((id) => own.includes(id)).map((id) => toSection(id, state)),
    nextOpen: nextFrom(undefined, state, isOpen) ?? null,
    nextOwn: nextFrom(undefined, state, isOnlyYours) ?? null,
    assumed: assessment.view.assumed.map(({ question, value }) => ({
      question,
      text: questionText(question, language),
      value: sayAssumed(value, state),
    })),
    disclaimer: disclaimerOf(state),
  }
}

function sayAssumed(value: boolean | string, { language }: AssessedState): string {
  const { answers } = textsOf(language)
  if (typeof value === 'string') return value
  return answers[value ? 'yes' : 'no'] ?? String(value)
}

function progressIn(state: AssessedState, section?: SectionId): QuestionnaireView['progress'] {
  const { assessment, signals, answers, profile, mode } = state
  const { facts } = assessment.view
  const classify = () => assessment.classification
  const situation = { answers, profileFacts: facts, signals, classify, today: assessment.at, mode }
  const target = profile.security?.fixTargetDays
  const given = target === undefined ? situation : { ...situation, fixTargetDays: target }
  return { ...progressOf(given, assessment.view, section) }
}

function toSection(id: SectionId, state: AssessedState): SectionView {
  const { assessment, language } = state
  const questions = assessment.view.visible.filter(({ section }) => section === id)
  const rows = questions.map((question) => ({
    id: question.id,
    text: questionText(question.id, language),
    state: stateOf(question, state),
    isGate: question.isGate,
    isQuick: question.isQuick,
    weight: question.weight,
  }))
  const figure = assessment.score.sections.get(id)
  return {
    id,
    name: textsOf(language).sections[id] ?? id,
    progress: progressIn(state, id),
    clashes: rows.filter((row) => row.state === 'clash').length,
    figure: figure === undefined ? null : toFigure(figure),
    questions: rows,
  }
}

/** What the rail shows of a question; a clash for which a reason was given still is one. */
export function stateOf(
  { id }: Question,
  { assessment }: AssessedState,
): SectionView['questions'][number]['state'] {
  const answer = assessment.view.counted.get(id)
  if (answer === undefined) return assessment.proposals.get(id)?.value === undefined ? 'open' : 'found'
  if (assessment.contradictions.some((one) => one.question === id)) return 'clash'
  if (assessment.stale.some((one) => one.question === id)) return 'stale'
  return answer.value.kind === 'scale' && answer.value.value === 'unknown' ? 'unsure' : 'answered'
}

type Test = (question: Question, state: AssessedState) => boolean

const isOpen: Test = ({ id }, { assessment }) => !assessment.view.counted.has(id)
/** Open, and no evidence selects anything: only a person knows. */
const isOnlyYours: Test = (question, state) =>
  isOpen(question, state) && state.assessment.proposals.get(question.id)?.value === undefined

/** The next that passes behind `from`, then from the start. */
function nextFrom(from: string | undefined, state: AssessedState, test: Test): string | undefined {
  const { visible } = state.assessment.view
  const start = visible.findIndex(({ id }) => id === from) + 1
  return [...visible.slice(start), ...visible.slice(0, start)].find(
    (question) => question.id !== from && test(question, state),
  )?.id
}

/** Undefined: the questionnaire has no such question. */
export function toQuestion(id: string, state: AssessedState): QuestionView | undefined {
  const question = questionnaire.questions.get(id)
  const texts = textsOf(state.language)
  const text = texts.questions.get(id)
  if (question === undefined || text === undefined) return undefined
  return {
    id,
    section: question.section,
    sectionName: texts.sections[question.section] ?? question.section,
    text: text.text,
    why: text.why,
    proof: text.evidence ?? null,
    kind: kindOf(question),
    isGate: question.isGate,
    isQuick: question.isQuick,
    weight: question.weight,
    choices: choicesFor(question, texts),
    allowsNa: allowsNa(question),
    naHint: naHintOf(state, id) ?? null,
    refs: refsOfQuestion(id, state.language),
    ...foundOf(id, state),
    ...wayOf(id, state),
  }
}

type Found = Pick<QuestionView, 'answer' | 'proposal' | 'contradiction'>

function foundOf(id: string, state: AssessedState): Found {
  const answer = state.answers.get(id)
  const proposal = state.assessment.proposals.get(id)
  return {
    answer: answer === undefined ? null : toGiven(answer, state),
    proposal: proposal === undefined ? null : toProposal(proposal, state),
    contradiction: contradictionOf(id, state),
  }
}

type Way = Pick<QuestionView, 'position' | 'of' | 'isAsked' | 'previous' | 'next' | 'nextOwn' | 'nextOpen'>

function wayOf(id: string, state: AssessedState): Way {
  const { visible } = state.assessment.view
  const at = visible.findIndex((one) => one.id === id)
  const isAsked = at >= 0
  return {
    position: at + 1,
    of: visible.length,
    isAsked,
    previous: isAsked ? (visible[at - 1]?.id ?? null) : null,
    next: isAsked ? (visible[at + 1]?.id ?? null) : null,
    nextOwn: nextFrom(id, state, isOnlyYours) ?? null,
    nextOpen: nextFrom(id, state, isOpen) ?? null,
  }
}

export function kindOf({ type }: Question): 'scale' | 'choice' | 'choices' | 'date' {
  switch (type) {
    case 'yn':
    case 'scale':
      return 'scale'
    case 'single':
      return 'choice'
    case 'multi':
      return 'choices'
    case 'date':
      return 'date'
    default:
      return type satisfies never
  }
}

/** In the order of the keys 1, 2, 3 …; "I do not know" is always there, and the last. */
export function choicesFor(question: Question, texts: QuestionnaireTexts): QuestionView['choices'] {
  const text = texts.questions.get(question.id)
  const word = (id: string) => ({ id, label: texts.answers[id] ?? id, help: null, isExclusive: false })
  const words =
    question.type === 'scale' ? ['yes', 'partial', 'no'] : question.type === 'yn' ? ['yes', 'no'] : []
  const options = question.options.map((option) => ({
    id: option.id,
    label: text?.options?.[option.id] ?? option.id,
    help: text?.optionHelp?.[option.id] ?? null,
    isExclusive: option.isExclusive === true,
  }))
  return [...words.map(word), ...options, { ...word('unknown'), isExclusive: true }]
}

function toProposal(proposal: Proposal, state: AssessedState): ProposalView {
  const { value, suggested } = proposal
  const say = (one: typeof value) =>
    one === undefined ? null : sayAnswer(proposal.question, one, state.language)
  return {
    selected: value === undefined ? null : rawOf(value),
    selectedSays: say(value),
    suggested: suggested === undefined ? null : rawOf(suggested),
    suggestedSays: say(suggested),
    confidence: proposal.confidence,
    isAgainst: proposal.isAgainst,
    findings: findingsOf(proposal.signals, state),
  }
}
