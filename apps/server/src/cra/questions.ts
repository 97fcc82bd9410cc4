/** The questionnaire over HTTP: saved at each answer; what was found counts only once a person confirmed it. */
import type { questionRoutes } from '@occtet/contract/api'
import {
  type AnswerDraft,
  emptyPlan,
  parseAnswer,
  questionnaire,
  type QuestionnaireAnswer,
  toRawAnswer,
} from '@occtet/toolkit/cra'
import type { Handlers, Recorded } from '../kernel/model.ts'
import { changeCra, showCra } from './calls.ts'
import { differingNote, reasonToDiffer } from './clash.ts'
import { type Loaded, refuse, type Refused } from './load.ts'
import { savePlan } from './plan-file.ts'
import { type QuestionnaireView, type QuestionView, toQuestion, toQuestionnaire } from './questions-view.ts'
import { type Changing, nameOf, saveAnswer } from './save.ts'
import { takeBackFacts } from './scope-facts.ts'
import { refuseAnswer } from './scope.ts'
import { subjectOf } from './subject.ts'

const unknownQuestion = refuse(404, 'QUESTION_UNKNOWN', 'the questionnaire has no such question')

export const questionHandlers: Handlers<typeof questionRoutes> = {
  'questions.list': async (call) => showCra(call, ({ state }) => toQuestionnaire(state)),

  'questions.show': async (call) =>
    showCra(call, ({ state }) => {
      const question = toQuestion(call.params.question, state)
      return question === undefined
        ? refuse(404, 'NOT_FOUND', unknownQuestion.message)
        : { subject: subjectOf(state), question }
    }),

  'questions.answer': async (call) => {
    const { question } = call.params
    const { body } = call
    return changeCra(call, {
      write: async (at) => {
        const draft = draftOf(at, question, body)
        return 'kind' in draft ? draft : save(at, draft, body.version)
      },
      show: show(question),
    })
  },

  'questions.differ': async (call) => {
    const { question } = call.params
    const { reason, version } = call.body
    return changeCra(call, {
      write: async (at) => {
        const { state } = at.loaded
        const answer = state.answers.get(question)
        const isClash = state.assessment.contradictions.some((one) => one.question === question)
        if (answer === undefined || !isClash) {
          return refuse(422, 'NO_CONTRADICTION', 'answer and evidence do not contradict each other')
        }
        const note = differingNote(reason, state.language)
        return save(at, { ...keep(answer), by: nameOf(at.caller), at: state.now, note }, version)
      },
      show: show(question),
    })
  },

  'questions.task': async (call) => {
    const { question } = call.params
    const { owner, due } = call.body
    const actions = new Map<string, string>()
    return changeCra(call, {
      write: async (at) => {
        const { state } = at.loaded
        const action = actionFor(question, at)
        if (action === undefined)
          return refuse(422, 'NO_ACTION', 'no step of the plan belongs to this question')
        actions.set(question, action)
        const plan = state.plan ?? emptyPlan
        const entry = { owner, ...(due === undefined ? {} : { due }) }
        return savePlan(at, { ...plan, actions: { ...plan.actions, [action]: entry } }, state.planVersion)
      },
      show: (_, recorded) => ({ action: actions.get(question) ?? '', recorded }),
    })
  },
}

/** The most urgent step that is open for it, else any that belongs to it: a clash hides behind a "yes". */
function actionFor(question: string, { loaded }: Changing): string | undefined {
  const { plan } = loaded.state.assessment
  const open = plan.find((item) => item.open.some((one) => one.question === question))
  return open?.action ?? questionnaire.questions.get(question)?.actions[0]
}

interface Shown {
  readonly question: QuestionView
  readonly questionnaire: QuestionnaireView
  readonly recorded: Recorded
}

function show(question: string) {
  return ({ state }: Loaded, recorded: Recorded): Shown => {
    const view = toQuestion(question, state)
    if (view === undefined) throw new Error(`${question} was answered, so it exists`)
    return { question: view, questionnaire: toQuestionnaire(state), recorded }
  }
}

interface Body {
  readonly answer?: unknown
  readonly confirm?: true | undefined
  readonly note?: string | undefined
  readonly documents?:
    | readonly { readonly name: string; readonly path?: string | undefined; readonly attached: boolean }[]
    | undefined
}

/** Note and documents of before stay where the body does not name them; a reason to differ goes with its answer. */
function draftOf({ loaded, caller }: Changing, question: string, body: Body): AnswerDraft | Refused {
  const { state } = loaded
  const before = state.answers.get(question)
  const selected = state.assessment.proposals.get(question)?.value
  if (body.confirm === true && selected === undefined) {
    return refuse(422, 'NOTHING_FOUND', 'there is nothing to confirm')
  }
  const isConfirmed = body.confirm === true && selected !== undefined
  return {
    question,
    answer: isConfirmed ? toRawAnswer(selected) : body.answer,
    source: isConfirmed ? 'confirmed' : 'person',
    by: nameOf(caller),
    at: state.now,
    ...besides(before, body),
  }
}

function besides(
  before: QuestionnaireAnswer | undefined,
  body: Body,
): Pick<AnswerDraft, 'note' | 'documents'> {
  const kept = reasonToDiffer(before) === undefined ? before?.note : undefined
  const note = body.note ?? kept
  const given = body.documents?.map(({ name, path, attached }) =>
    path === undefined ? { name, attached } : { name, attached, path },
  )
  const documents = given ?? before?.documents
  return { ...(note === undefined ? {} : { note }), ...(documents === undefined ? {} : { documents }) }
}

function keep(answer: QuestionnaireAnswer): AnswerDraft {
  const { value, ...rest } = answer
  return { ...rest, answer: toRawAnswer(value) }
}

async function save(at: Changing, draft: AnswerDraft, version: number): Promise<Refused | undefined> {
  const answer = parseAnswer(draft)
  if (!answer.ok) return refuseAnswer(answer.error)
  const profile = takeBackFacts(at.loaded.state.profile, answer.value)
  return saveAnswer(at, { answer: answer.value, version, profile })
}
