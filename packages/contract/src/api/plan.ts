/** What to do in which order, who does it until when; saved assessments and what moved between them. */
import * as z from 'zod/mini'
import { instant, recorded } from './common.ts'
import {
  actionId,
  craQuery,
  day,
  expectedVersion,
  level,
  mode,
  percent,
  questionId,
  readiness,
  requirementId,
  requirementStatus,
  subject,
} from './cra-shapes.ts'
import { defineRoute } from './route.ts'

const some = z.string().check(z.minLength(1))
const count = z.int().check(z.minimum(0))
const label = z.enum(['baseline', 'follow-up', 'final'])

export const planRow = z.strictObject({
  action: actionId,
  title: some,
  help: some,
  /** 1 is most urgent. */
  priority: z.int(),
  effort: z.enum(['S', 'M', 'L', 'XL']),
  effortText: some,
  /** Days that the effort stands for, for a team of one to ten people. */
  days: z.number(),
  /** 3: binds today; 2: before launch or full application; 1: later. */
  urgency: z.int().check(z.gte(1), z.lte(3)),
  owner: z.nullable(z.string()),
  due: z.nullable(day),
  open: z.array(
    z.strictObject({
      question: questionId,
      text: some,
      isUnknown: z.boolean(),
    }),
  ),
  refs: z.array(z.string()),
})

export const planView = z.strictObject({
  subject,
  readiness,
  rows: z.array(planRow),
  totalDays: z.number(),
  /** Days of work by calendar week of the due date (Monday); steps without a date are `undated`. */
  weeks: z.array(z.strictObject({ monday: day, days: z.number(), actions: count })),
  undatedDays: z.number(),
  overdue: count,
  /** Of the plan's own file. */
  planVersion: expectedVersion,
  enisa: z.strictObject({
    mean: z.nullable(z.number()),
    band: z.nullable(z.enum(['basic', 'intermediate', 'advanced'])),
    items: z.array(
      z.strictObject({
        ref: some,
        name: some,
        note: z.nullable(z.string()),
        coverage: z.enum(['full', 'partial', 'ask']),
        value: z.nullable(z.number()),
        isOwn: z.boolean(),
      }),
    ),
  }),
  disclaimer: some,
})

/** Plain Markdown, ready for an issue tracker. */
export const planIssue = z.strictObject({ title: some, body: some })

const savedRow = z.strictObject({
  /** Name of the file without its ending. */
  id: some,
  label,
  at: instant,
  mode,
  catalogue: some,
  readiness: z.nullable(percent),
  margin: percent,
  evidence: z.nullable(percent),
  level,
})

/** One standing that was kept: at most one a day and release. */
export const trendPoint = z.strictObject({
  at: day,
  release: z.nullable(z.string()),
  mode,
  readiness: z.nullable(percent),
  margin: percent,
  evidence: z.nullable(percent),
  level,
  met: count,
  gap: count,
  unknown: count,
})

const change = z.strictObject({
  id: some,
  text: some,
  from: z.nullable(z.string()),
  to: z.nullable(z.string()),
})

export const assessmentComparison = z.strictObject({
  from: savedRow,
  to: savedRow,
  /** In points; null: one side has no figure. */
  readiness: z.nullable(z.number()),
  evidence: z.nullable(z.number()),
  level: z.int(),
  /** Smaller than both margins together: may be no change at all. */
  isWithinMargin: z.boolean(),
  hasOtherCatalogue: z.boolean(),
  hasOtherMode: z.boolean(),
  requirements: z.array(
    z.strictObject({
      id: requirementId,
      text: some,
      from: z.nullable(requirementStatus),
      to: z.nullable(requirementStatus),
    }),
  ),
  answers: z.array(change),
  closedActions: z.array(some),
  newActions: z.array(some),
})

const base = '/api/orgs/:org/products/:product' as const

export const planRoutes = {
  'plan.show': defineRoute({
    method: 'GET',
    path: `${base}/plan`,
    summary: 'Show what to do next, ranked, with effort, owner and due date',
    access: { kind: 'organisation', permission: 'private.read' },
    query: z.strictObject(craQuery),
    answer: { kind: 'json', schema: planView },
    errors: ['PROFILE_INVALID', 'ANSWERS_INVALID', 'PLAN_INVALID'],
  }),
  'plan.assign': defineRoute({
    method: 'PUT',
    path: `${base}/plan/:action`,
    summary: 'Say who does a step until when, or take that back',
    access: { kind: 'organisation', permission: 'cra.answer' },
    query: z.strictObject(craQuery),
    body: z.strictObject({
      /** Null: nobody. */
      owner: z.nullable(z.string().check(z.minLength(1), z.maxLength(200))),
      due: z.nullable(day),
      version: expectedVersion,
    }),
    answer: { kind: 'json', schema: z.strictObject({ plan: planView, recorded }) },
    errors: ['PROFILE_INVALID', 'ANSWERS_INVALID', 'PLAN_INVALID', 'ACTION_UNKNOWN'],
  }),
  'plan.rate': defineRoute({
    method: 'PUT',
    path: `${base}/enisa/:item`,
    summary: 'Rate one item of the ENISA self-check yourself, or take that back',
    access: { kind: 'organisation', permission: 'cra.answer' },
    query: z.strictObject(craQuery),
    body: z.strictObject({ value: z.nullable(level), version: expectedVersion }),
    answer: { kind: 'json', schema: z.strictObject({ plan: planView, recorded }) },
    errors: ['PROFILE_INVALID', 'ANSWERS_INVALID', 'PLAN_INVALID', 'ITEM_UNKNOWN'],
  }),
  'plan.issue': defineRoute({
    method: 'GET',
    path: `${base}/plan/:action/issue`,
    summary: 'Give a text for an issue tracker for one step',
    access: { kind: 'organisation', permission: 'private.read' },
    query: z.strictObject(craQuery),
    answer: { kind: 'json', schema: planIssue },
    errors: ['PROFILE_INVALID', 'ANSWERS_INVALID', 'PLAN_INVALID'],
  }),
  'assessments.list': defineRoute({
    method: 'GET',
    path: `${base}/assessments`,
    summary: 'List saved assessments, and the standings that were kept for the trend',
    access: { kind: 'organisation', permission: 'private.read' },
    query: z.strictObject(craQuery),
    answer: {
      kind: 'json',
      schema: z.strictObject({
        subject,
        readiness,
        saved: z.array(savedRow),
        /** Files that could not be read, by name. */
        broken: z.array(some),
        trend: z.array(trendPoint),
      }),
    },
    errors: ['PROFILE_INVALID', 'ANSWERS_INVALID'],
  }),
  'assessments.save': defineRoute({
    method: 'POST',
    path: `${base}/assessments`,
    summary: 'Keep the assessment as it stands now',
    access: { kind: 'organisation', permission: 'cra.answer' },
    query: z.strictObject(craQuery),
    body: z.strictObject({ label }),
    status: 201,
    answer: { kind: 'json', schema: z.strictObject({ saved: savedRow, recorded }) },
    errors: ['PROFILE_INVALID', 'ANSWERS_INVALID'],
  }),
  'assessments.compare': defineRoute({
    method: 'GET',
    path: `${base}/assessments/:from/compare`,
    summary: 'Compare a saved assessment with another one, or with now',
    access: { kind: 'organisation', permission: 'private.read' },
    query: z.strictObject({ ...craQuery, to: z.optional(z.string().check(z.maxLength(128))) }),
    answer: { kind: 'json', schema: assessmentComparison },
    errors: ['PROFILE_INVALID', 'ANSWERS_INVALID', 'ASSESSMENT_INVALID'],
  }),
} as const
