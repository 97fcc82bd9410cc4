/** `occtet cra status|plan|compare --json`, and an assessment as it is saved. Null: not known, or nothing to weigh. */
import * as z from 'zod/mini'
import { situation } from './classification.ts'
import { count, timestamp } from './shapes.ts'

const some = z.string().check(z.minLength(1))
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
const questionId = z.string().check(z.regex(/^[A-J]\d{1,2}$/))
const sectionId = z.string().check(z.regex(/^[A-J]$/))
const requirementId = z.string().check(z.regex(/^ECR-I{1,2}-[1-8][a-m]?$/))
const actionId = z.string().check(z.regex(/^ACT-/))
const percent = z.number().check(z.gte(0), z.lte(100))
const mode = z.enum(['quick', 'full'])
const label = z.enum(['baseline', 'follow-up', 'final'])
const level = z.int().check(z.gte(1), z.lte(5))
const status = z.enum(['met', 'partly', 'gap', 'unknown', 'not-applicable'])

/** `yes`, `partial`, `no`, `unknown`, an option id, a date; a list of option ids; "not applicable" with its reason. */
const answer = z.union([some, z.array(some), z.strictObject({ na: some })])
const figure = z.strictObject({ percent: z.nullable(percent), weight: z.number() })

const planItem = z.strictObject({
  action: actionId,
  priority: z.int(),
  effort: z.enum(['S', 'M', 'L', 'XL']),
  /** 3: binds today; 2: before launch or full application; 1: later. */
  urgency: z.int().check(z.gte(1), z.lte(3)),
  rank: z.number(),
  owner: z.nullable(some),
  open: z.array(z.strictObject({ question: questionId, missing: z.number(), isUnknown: z.boolean() })),
  records: z.array(some),
})

const head = { product: some, at: day, mode }

export const craStanding = z.strictObject({
  schema: z.literal('occtet.cra-standing/1'),
  ...head,
  catalogue: some,
  classification: situation,
  contradictoryFacts: z.array(z.strictObject({ field: z.string(), message: some })),
  answers: z.record(questionId, answer),
  readiness: figure,
  margin: percent,
  evidence: figure,
  level: z.strictObject({
    number: level,
    uncapped: level,
    mustAssessNow: z.boolean(),
    caps: z.array(z.strictObject({ code: some, atMost: level, question: questionId })),
  }),
  sections: z.record(sectionId, figure),
  /** By id of a requirement, duty or document. */
  records: z.record(some, figure),
  requirements: z.record(requirementId, status),
  enisa: z.strictObject({
    mean: z.nullable(z.number().check(z.gte(1), z.lte(5))),
    band: z.nullable(z.enum(['basic', 'intermediate', 'advanced'])),
    items: z.array(
      z.strictObject({
        ref: z.string().check(z.regex(/^[1-5]\.[1-5]$/)),
        coverage: z.enum(['full', 'partial', 'ask']),
        value: z.nullable(z.number().check(z.gte(1), z.lte(5))),
        isOwn: z.boolean(),
      }),
    ),
  }),
  unanswered: z.array(questionId),
  toFindOut: z.array(questionId),
  contradictions: z.array(z.strictObject({ question: questionId, sentence: some, signals: z.array(some) })),
  stale: z.array(
    z.strictObject({
      question: questionId,
      reasons: z.array(z.enum(['older-than-12-months', 'older-than-release', 'other-catalogue'])),
    }),
  ),
  plan: z.array(planItem),
})

export const craPlan = z.strictObject({
  schema: z.literal('occtet.cra-plan/1'),
  ...head,
  plan: z.array(planItem),
})

const answerValue = z.union([
  z.strictObject({ kind: z.literal('scale'), value: z.enum(['yes', 'partial', 'no', 'unknown']) }),
  z.strictObject({ kind: z.literal('na'), reason: some }),
  z.strictObject({ kind: z.literal('choice'), option: some }),
  z.strictObject({ kind: z.literal('choices'), options: z.array(some) }),
  z.strictObject({ kind: z.literal('date'), date: day }),
])

/** `$OCCTET_HOME/private/PRODUCT-ID/assessments/TIME-LABEL.json`. */
export const assessmentFile = z.strictObject({
  schema: z.literal('occtet.assessment/1'),
  label,
  at: timestamp,
  catalogue: some,
  mode,
  readiness: z.nullable(percent),
  margin: percent,
  evidence: z.nullable(percent),
  level,
  sections: z.record(sectionId, z.nullable(percent)),
  requirements: z.record(requirementId, status),
  answers: z.record(questionId, answerValue),
  openActions: z.array(actionId),
  /** Seconds that people spent, by section. */
  seconds: z.record(sectionId, z.number().check(z.gte(0))),
})

const side = z.strictObject({
  label,
  at: timestamp,
  catalogue: some,
  level,
  readiness: z.nullable(percent),
  evidence: z.nullable(percent),
  margin: percent,
})

export const craComparison = z.strictObject({
  schema: z.literal('occtet.cra-comparison/1'),
  product: some,
  from: side,
  to: side,
  /** In points; null where one side has no figure. */
  readiness: z.nullable(z.number()),
  evidence: z.nullable(z.number()),
  level: z.int(),
  isWithinMargin: z.boolean(),
  hasOtherCatalogue: z.boolean(),
  hasOtherMode: z.boolean(),
  /** `from` or `to` absent: it was not there. */
  requirements: z.array(
    z.strictObject({ id: requirementId, from: z.optional(status), to: z.optional(status) }),
  ),
  answers: z.array(
    z.strictObject({ id: questionId, from: z.optional(answerValue), to: z.optional(answerValue) }),
  ),
  closedActions: z.array(actionId),
  newActions: z.array(actionId),
  seconds: z.strictObject({ from: count, to: count }),
})
