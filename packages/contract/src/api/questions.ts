/** The questionnaire: what is true of this product, one question at a time, saved at each answer. */
import * as z from 'zod/mini'
import { recorded } from './common.ts'
import {
  answerValue,
  contradiction,
  craQuery,
  expectedVersion,
  figure,
  finding,
  freeText,
  givenAnswer,
  questionId,
  readiness,
  sectionId,
  subject,
} from './cra-shapes.ts'
import { defineRoute } from './route.ts'

const some = z.string().check(z.minLength(1))

const progress = z.strictObject({
  total: z.int(),
  answered: z.int(),
  /** Open, with an answer found automatically that waits for confirmation. */
  preselected: z.int(),
  minutesLeft: z.int(),
})

const questionState = z.enum(['open', 'found', 'answered', 'unsure', 'clash', 'stale'])

/** One line of the rail. */
export const questionRow = z.strictObject({
  id: questionId,
  text: some,
  state: questionState,
  isGate: z.boolean(),
  isQuick: z.boolean(),
  weight: z.number(),
})

export const questionSection = z.strictObject({
  id: sectionId,
  name: some,
  progress,
  clashes: z.int(),
  figure: z.nullable(figure),
  questions: z.array(questionRow),
})

export const questionChoice = z.strictObject({
  /** `yes`, `partial`, `no`, `unknown`, or an option id. */
  id: some,
  label: some,
  help: z.nullable(z.string()),
  isExclusive: z.boolean(),
})

/** What the evidence says before anybody answered; it counts only after a person confirmed it. */
export const questionProposal = z.strictObject({
  /** Marked for confirmation; null: only shown. */
  selected: z.nullable(answerValue),
  selectedSays: z.nullable(z.string()),
  /** What the deciding finding says, also where it is too thin to be marked. */
  suggested: z.nullable(answerValue),
  suggestedSays: z.nullable(z.string()),
  confidence: z.enum(['high', 'medium', 'low']),
  isAgainst: z.boolean(),
  findings: z.array(finding),
})

export const questionView = z.strictObject({
  id: questionId,
  section: sectionId,
  sectionName: some,
  /** Position among the questions asked now, from 1, and how many those are. */
  position: z.int(),
  of: z.int(),
  /** False: the answers so far hide it; its answer is kept and does not count. */
  isAsked: z.boolean(),
  text: some,
  why: some,
  /** What would prove the answer; null for facts. */
  proof: z.nullable(z.string()),
  kind: z.enum(['scale', 'choice', 'choices', 'date']),
  isGate: z.boolean(),
  isQuick: z.boolean(),
  weight: z.number(),
  choices: z.array(questionChoice),
  allowsNa: z.boolean(),
  /** Draft of a reason for "not applicable"; null: nothing suggests it. */
  naHint: z.nullable(z.string()),
  refs: z.array(z.string()),
  answer: z.nullable(givenAnswer),
  proposal: z.nullable(questionProposal),
  contradiction: z.nullable(contradiction),
  previous: z.nullable(questionId),
  next: z.nullable(questionId),
  /** The next that only a person can answer: open, and nothing was found for it. */
  nextOwn: z.nullable(questionId),
  nextOpen: z.nullable(questionId),
})

export const questionnaireView = z.strictObject({
  subject,
  progress,
  readiness,
  sections: z.array(questionSection),
  /** The next without an answer, and the next that only a person can answer; null: none. */
  nextOpen: z.nullable(questionId),
  nextOwn: z.nullable(questionId),
  /** What the quick scan took for granted where it did not ask. */
  assumed: z.array(z.strictObject({ question: questionId, text: some, value: z.string() })),
  disclaimer: some,
})

const answered = z.strictObject({
  question: questionView,
  questionnaire: questionnaireView,
  recorded,
})

const documents = z
  .array(
    z.strictObject({
      name: z.string().check(z.minLength(1), z.maxLength(4000)),
      path: z.optional(z.string().check(z.maxLength(4000))),
      attached: z.boolean(),
    }),
  )
  .check(z.maxLength(50))

const errors = [
  'QUESTION_UNKNOWN',
  'ANSWER_INVALID',
  'NA_NOT_ALLOWED',
  'NA_WITHOUT_REASON',
  'PROFILE_INVALID',
  'ANSWERS_INVALID',
] as const

export const questionRoutes = {
  'questions.list': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/products/:product/questions',
    summary: 'Show sections, progress and standing of the questionnaire',
    access: { kind: 'organisation', permission: 'private.read' },
    query: z.strictObject(craQuery),
    answer: { kind: 'json', schema: questionnaireView },
    errors: ['PROFILE_INVALID', 'ANSWERS_INVALID'],
  }),
  'questions.show': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/products/:product/questions/:question',
    summary: 'Show one question with answer, evidence and contradiction',
    access: { kind: 'organisation', permission: 'private.read' },
    query: z.strictObject(craQuery),
    answer: { kind: 'json', schema: z.strictObject({ subject, question: questionView }) },
    errors: ['PROFILE_INVALID', 'ANSWERS_INVALID'],
  }),
  'questions.answer': defineRoute({
    method: 'PUT',
    path: '/api/orgs/:org/products/:product/questions/:question',
    summary: 'Answer one question, or confirm what was found',
    access: { kind: 'organisation', permission: 'cra.answer' },
    query: z.strictObject(craQuery),
    body: z.strictObject({
      /** Absent: accept what was found (`confirm`). */
      answer: z.optional(answerValue),
      confirm: z.optional(z.literal(true)),
      /** Absent: the note that stands is kept; empty: taken away. */
      note: z.optional(freeText),
      documents: z.optional(documents),
      version: expectedVersion,
    }),
    answer: { kind: 'json', schema: answered },
    errors: [...errors, 'NOTHING_FOUND'],
  }),
  'questions.differ': defineRoute({
    method: 'PUT',
    path: '/api/orgs/:org/products/:product/questions/:question/difference',
    summary: 'State why the answer stands although the evidence says something else',
    access: { kind: 'organisation', permission: 'cra.answer' },
    query: z.strictObject(craQuery),
    body: z.strictObject({
      reason: z.string().check(z.minLength(1), z.maxLength(4000)),
      version: expectedVersion,
    }),
    answer: { kind: 'json', schema: answered },
    errors: [...errors, 'NO_CONTRADICTION'],
  }),
  'questions.task': defineRoute({
    method: 'POST',
    path: '/api/orgs/:org/products/:product/questions/:question/task',
    summary: 'Take the step on that mends the fact behind a question',
    access: { kind: 'organisation', permission: 'cra.answer' },
    query: z.strictObject(craQuery),
    body: z.strictObject({
      owner: z.string().check(z.minLength(1), z.maxLength(200)),
      due: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))),
    }),
    answer: { kind: 'json', schema: z.strictObject({ action: some, recorded }) },
    errors: ['QUESTION_UNKNOWN', 'NO_ACTION', 'PLAN_INVALID'],
  }),
} as const
