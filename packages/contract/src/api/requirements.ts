/** The 22 essential requirements: where each one is stuck, on what that rests, and what moves it. */
import * as z from 'zod/mini'
import { instant } from './common.ts'
import {
  actionId,
  contradiction,
  craQuery,
  finding,
  givenAnswer,
  questionId,
  readiness,
  requirementId,
  requirementStatus,
  subject,
} from './cra-shapes.ts'
import { defineRoute } from './route.ts'

const some = z.string().check(z.minLength(1))
const count = z.int().check(z.minimum(0))

/** Answer, then proof, do they agree, and is it on paper. */
export const requirementChain = z.strictObject({
  answer: requirementStatus,
  proof: requirementStatus,
  agree: requirementStatus,
  paper: requirementStatus,
})

export const requirementRow = z.strictObject({
  id: requirementId,
  /** `I-2a`, `II-1`: in URLs. */
  slug: some,
  part: z.enum(['I', 'II']),
  /** `I (2)(a)`. */
  point: some,
  /** `Annex I, Part I, point (2)(a)` in the language. */
  ref: some,
  title: some,
  status: requirementStatus,
  chain: requirementChain,
  /** Where it is stuck; null: nowhere. */
  stuck: z.nullable(z.enum(['answer', 'proof', 'agree', 'paper'])),
  /** Why it does not apply; null: nobody gave a reason, or it applies. */
  reason: z.nullable(z.string()),
  /** In the two earlier releases that something was kept of, oldest first; as many as `releases`. */
  before: z.array(z.nullable(requirementStatus)),
  clashes: count,
})

export const requirementsView = z.strictObject({
  subject,
  readiness,
  /** Always 22, in the order of the law. */
  rows: z.array(requirementRow).check(z.length(22)),
  counts: z.strictObject({
    met: count,
    partly: count,
    gap: count,
    unknown: count,
    'not-applicable': count,
  }),
  /** Versions of the two earlier releases, oldest first. */
  releases: z.array(some),
  /** Whether the 22 bind this product in this role at all; the sentence says why not. */
  isAsked: z.boolean(),
  scopeText: some,
  /** What was looked at, and what was not. */
  lookedAt: z.strictObject({
    answers: count,
    asked: count,
    signalsRead: count,
    signalsUnknown: count,
    /** Null: nobody looked at a source tree. */
    evidenceAt: z.nullable(instant),
  }),
  disclaimer: some,
})

const step = z.strictObject({
  action: actionId,
  title: some,
  help: some,
  effort: z.enum(['S', 'M', 'L', 'XL']),
  effortText: some,
  owner: z.nullable(z.string()),
  due: z.nullable(z.string()),
})

export const requirementView = z.strictObject({
  subject,
  row: requirementRow,
  obligation: some,
  applicability: some,
  checked: some,
  questions: z.array(
    z.strictObject({
      id: questionId,
      text: some,
      isAsked: z.boolean(),
      status: requirementStatus,
      answer: z.nullable(givenAnswer),
      /** Found automatically, in words; it waits for a person. */
      found: z.nullable(z.string()),
      contradiction: z.nullable(contradiction),
    }),
  ),
  findings: z.array(finding),
  /** What no machine looked at, and why. */
  notRead: z.array(z.strictObject({ id: some, title: some, reason: some })),
  /** What only a person can decide. */
  humanNeeded: z.array(some),
  evidenceIdeas: z.array(some),
  /** Of the risk assessment: does it apply, how is it met, why not. Null: no risk assessment was written. */
  paper: z.strictObject({
    section: some,
    text: z.nullable(z.string()),
    missing: z.nullable(z.string()),
    hasRiskAssessment: z.boolean(),
  }),
  /** The cheapest step that moves the row; null: nothing is left to do that we know of. */
  next: z.nullable(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('answer'), question: questionId, text: some }),
      z.strictObject({ kind: z.literal('confirm'), question: questionId, text: some }),
      z.strictObject({ kind: z.literal('resolve'), question: questionId, text: some }),
      z.strictObject({ kind: z.literal('do'), step }),
      z.strictObject({ kind: z.literal('write'), text: some }),
    ]),
  ),
  steps: z.array(step),
  pitfalls: z.array(some),
  previous: z.nullable(z.string()),
  following: z.nullable(z.string()),
})

const { release: _, ...query } = craQuery

export const requirementRoutes = {
  'requirements.list': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/products/:product/releases/:release/requirements',
    summary: 'List the 22 essential requirements with their standing',
    access: { kind: 'organisation', permission: 'private.read' },
    query: z.strictObject(query),
    answer: { kind: 'json', schema: requirementsView },
    errors: ['PROFILE_INVALID', 'ANSWERS_INVALID'],
  }),
  'requirements.show': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/products/:product/releases/:release/requirements/:requirement',
    summary: 'Show one requirement: question, proof, agreement, paper, next step',
    access: { kind: 'organisation', permission: 'private.read' },
    query: z.strictObject(query),
    answer: { kind: 'json', schema: requirementView },
    errors: ['PROFILE_INVALID', 'ANSWERS_INVALID'],
  }),
} as const
