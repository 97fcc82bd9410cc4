/** Does the law concern this product, in which role, class and way: one question after the other, with every reason. */
import * as z from 'zod/mini'
import { recorded } from './common.ts'
import { answerValue, craQuery, expectedVersion, givenAnswer, questionId, subject } from './cra-shapes.ts'
import { defineRoute } from './route.ts'

const some = z.string().check(z.minLength(1))

const option = z.strictObject({
  id: some,
  /** What is sent as the answer; of a question with several choices, one member of the list. */
  label: some,
  /** An example or explanation. */
  help: z.nullable(z.string()),
  /** Cannot stand beside another. */
  isExclusive: z.boolean(),
})

export const scopeQuestion = z.strictObject({
  id: questionId,
  text: some,
  why: some,
  kind: z.enum(['choice', 'choices', 'date']),
  /** "I am not sure" is always there, with the id `unknown`; empty for a date but for that one. */
  options: z.array(option),
  refs: z.array(z.string()),
  answer: z.nullable(givenAnswer),
  /** What the profile states where nobody answered here; raw answer, null: nothing, or no single answer fits. */
  stated: z.nullable(answerValue),
})

/** One step of the reasoning: question, answer, article, consequence. */
export const scopeLine = z.strictObject({
  id: some,
  subject: z.enum(['product', 'paid_edition', 'community_edition']),
  question: some,
  answer: some,
  ref: z.string(),
  consequence: z.string(),
  /** How far the statement was checked, in words. */
  checked: some,
  isOpen: z.boolean(),
  /** Questions of the wizard that decide about it: the line jumps back to the first. */
  questions: z.array(questionId),
})

const route = z.strictObject({
  id: some,
  name: some,
  /** Null: hangs on an open question. */
  allowed: z.nullable(z.literal(true)),
  /** On this day; null: not known. */
  isAvailable: z.nullable(z.boolean()),
  thirdParty: z.nullable(z.boolean()),
  note: z.nullable(z.string()),
  ref: z.string(),
})

export const scopeResult = z.strictObject({
  scope: some,
  scopeText: some,
  /** What follows, in one or two sentences; several where answers are missing. */
  outcomes: z.array(some),
  roles: z.array(z.strictObject({ id: some, text: some, why: z.string(), ref: z.string() })),
  class: z.nullable(z.strictObject({ id: some, text: some, category: z.nullable(z.string()) })),
  applies: z.enum(['full', 'reporting_only', 'steward_only', 'none', 'undetermined']),
  appliesText: some,
  routes: z.array(route),
  /** Null: no route of conformity is asked for. */
  routeReason: z.nullable(z.string()),
  dates: z.array(z.strictObject({ date: z.string(), what: some, ref: z.string() })),
  duties: z.strictObject({ total: z.int(), inForce: z.int(), depends: z.int() }),
  /** What nobody stated, and what it would decide. */
  open: z.array(
    z.strictObject({
      id: some,
      question: some,
      meanings: z.array(z.strictObject({ answer: z.string(), means: z.string() })),
      questions: z.array(questionId),
    }),
  ),
  /** Facts that contradict each other and were left out. */
  contradictions: z.array(z.strictObject({ field: z.string(), message: some })),
  notes: z.array(z.strictObject({ text: some, ref: z.string() })),
  disclaimer: some,
})

export const scopeView = z.strictObject({
  subject,
  /** Every question of the wizard that is asked under the answers so far, in order. */
  questions: z.array(scopeQuestion),
  /** The first without an answer; null: the wizard is through. */
  current: z.nullable(questionId),
  lines: z.array(scopeLine),
  result: scopeResult,
  /** What is stated of the support period (Art. 13(8)). */
  support: z.strictObject({
    /** `YYYY-MM`; null: not stated. */
    endsAt: z.nullable(z.string()),
    /** Expected use; null: not known. */
    years: z.nullable(z.number()),
  }),
})

/** One thing that would be another. Empty `changes`: nothing would. */
export const scopePreview = z.strictObject({
  question: questionId,
  changes: z.array(
    z.strictObject({
      what: z.enum(['scope', 'role', 'class', 'applies', 'route', 'steward-tier']),
      from: some,
      to: some,
    }),
  ),
  /** Titles of duties that would fall away or come. */
  dutiesGone: z.array(some),
  dutiesNew: z.array(some),
  /** Questions of the whole assessment that would be hidden or asked; hidden answers are kept. */
  questionsHidden: z.array(questionId),
  questionsShown: z.array(questionId),
  lines: z.array(z.strictObject({ id: some, question: some, from: z.string(), to: z.string() })),
})

const scopeAnswer = z.strictObject({
  answer: answerValue,
  version: expectedVersion,
  lang: z.optional(z.enum(['en', 'de'])),
})

export const scopeRoutes = {
  'scope.show': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/products/:product/scope',
    summary: 'Show the scope wizard: questions, reasoning and result',
    access: { kind: 'organisation', permission: 'private.read' },
    query: z.strictObject(craQuery),
    answer: { kind: 'json', schema: scopeView },
    errors: ['PROFILE_INVALID'],
  }),
  'scope.preview': defineRoute({
    method: 'POST',
    path: '/api/orgs/:org/products/:product/scope/:question/preview',
    summary: 'Show what another answer would change, without saving it',
    access: { kind: 'organisation', permission: 'private.read' },
    body: z.strictObject({ answer: answerValue, lang: z.optional(z.enum(['en', 'de'])) }),
    answer: { kind: 'json', schema: scopePreview },
    errors: ['QUESTION_UNKNOWN', 'ANSWER_INVALID', 'PROFILE_INVALID'],
  }),
  'scope.answer': defineRoute({
    method: 'PUT',
    path: '/api/orgs/:org/products/:product/scope/:question',
    summary: 'Answer one question of the scope wizard; facts go into the profile of the product',
    access: { kind: 'organisation', permission: 'cra.answer' },
    body: scopeAnswer,
    answer: { kind: 'json', schema: z.strictObject({ view: scopeView, recorded }) },
    errors: ['QUESTION_UNKNOWN', 'ANSWER_INVALID', 'PROFILE_INVALID', 'ANSWERS_INVALID'],
  }),
  'scope.use': defineRoute({
    method: 'PUT',
    path: '/api/orgs/:org/products/:product/scope-use',
    summary: 'State until when the product is supported, and how many years it is expected to be in use',
    access: { kind: 'organisation', permission: 'cra.answer' },
    body: z.strictObject({
      /** Null: not known; absent: as it is. */
      years: z.optional(z.nullable(z.number().check(z.gt(0), z.lte(100)))),
      /** End of the support period, `YYYY-MM`. Null: not stated; absent: as it is. */
      endsAt: z.optional(z.nullable(z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/)))),
      version: expectedVersion,
      lang: z.optional(z.enum(['en', 'de'])),
    }),
    answer: { kind: 'json', schema: z.strictObject({ view: scopeView, recorded }) },
    errors: ['PROFILE_INVALID'],
  }),
} as const
