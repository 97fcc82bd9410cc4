/** Proposals of the assistant: made from evidence, judged by a person; a verdict is logged and changes nothing else. */
import * as z from 'zod/mini'
import { digest } from '../shapes.ts'
import {
  modelDisclosure,
  proposalKind,
  proposalStatistics,
  proposalSubject,
  proposalValue,
  proposalVerdict,
  proposalView,
  tongue,
} from './assistant-shapes.ts'
import { pageOf, pageQuery, recorded, slug } from './common.ts'
import { defineRoute } from './route.ts'

/** Topics that a policy text is drafted for, with what has to be decided before one can be. */
export const policyTopicFacts = {
  disclosure: ['contact', 'acknowledge', 'disclosure'],
  contact: ['contact'],
  'support-period': ['supportUntil'],
  'security-updates': ['supportUntil'],
  remediation: ['fixTime'],
} as const

const base = '/api/orgs/:org/assistant/proposals'

const wish = z.strictObject({
  kind: proposalKind,
  product: slug,
  /** A version of the product; the current one where it is absent. */
  release: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  subject: proposalSubject,
  /** Of the text; absent: the language of the person. */
  language: z.optional(tongue),
  /** What the person knows besides; counts as evidence of this house, under their name. */
  notes: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(2000))).check(z.maxLength(20))),
  /**
   * What the person states for a notice (`affected`, `mitigation`, `exploited`) or for a policy (what its topic needs, such as
   * `contact`); the rest is taken from decisions and profile, never assumed.
   */
  facts: z.optional(
    z.record(
      z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9 _-]{0,63}$/)),
      z.string().check(z.maxLength(2000)),
    ),
  ),
})

export const proposalRoutes = {
  'proposals.preview': defineRoute({
    method: 'POST',
    path: `${base}/preview`,
    summary: 'Show to the letter what would be sent to the model for a proposal; sends nothing',
    access: { kind: 'organisation', permission: 'private.read', isNarrowed: true },
    body: wish,
    answer: { kind: 'json', schema: modelDisclosure },
    errors: ['SUBJECT_UNFIT', 'NO_INVENTORY_YET', 'MODEL_NOT_SET', 'NOTHING_TO_SEND'],
  }),
  'proposals.make': defineRoute({
    method: 'POST',
    path: base,
    summary: 'Make a proposal from the evidence at hand, by rules, or with the model where that is wished',
    access: { kind: 'organisation', permission: 'assistant.write', isNarrowed: true },
    body: z.extend(wish, {
      /** `sent`: the digest of what was shown before. */
      model: z.optional(z.strictObject({ sent: z.optional(digest) })),
    }),
    answer: { kind: 'json', schema: proposalView },
    status: 201,
    errors: [
      'SUBJECT_UNFIT',
      'NO_INVENTORY_YET',
      'MODEL_NOT_SET',
      'MODEL_FORBIDDEN',
      'MODEL_NOT_AGREED',
      'MODEL_BUDGET',
    ],
  }),
  'proposals.list': defineRoute({
    method: 'GET',
    path: base,
    summary: 'List proposals, newest first',
    access: { kind: 'organisation', permission: 'private.read', isNarrowed: true },
    query: z.strictObject({
      ...pageQuery,
      product: z.optional(slug),
      kind: z.optional(proposalKind),
      /** Id of the subject. */
      // oxlint-disable-next-line eslint/no-control-regex -- it is what is refused
      subject: z.optional(z.string().check(z.regex(/^[^\0]{1,1000}$/))),
    }),
    answer: { kind: 'json', schema: pageOf(proposalView) },
  }),
  'proposals.judge': defineRoute({
    method: 'POST',
    path: `${base}/:proposal/verdict`,
    summary: 'Accept, edit or reject a proposal; once',
    access: { kind: 'organisation', permission: 'assistant.write', isNarrowed: true },
    body: z.strictObject({
      verdict: proposalVerdict,
      /** With `edited` alone. */
      text: z.optional(z.string().check(z.maxLength(8000))),
      /** With `edited`; absent: as proposed. */
      value: z.optional(proposalValue),
      note: z.optional(z.string().check(z.maxLength(2000))),
    }),
    answer: { kind: 'json', schema: z.strictObject({ proposal: proposalView, recorded }) },
    errors: ['ALREADY_JUDGED', 'NOTHING_PROPOSED', 'NOT_CHANGED', 'OTHER_KIND', 'VALUE_INVALID'],
  }),
  'proposals.review': defineRoute({
    method: 'POST',
    path: `${base}/:proposal/outcome`,
    summary: 'Say whether a proposal turned out right',
    access: { kind: 'organisation', permission: 'assistant.write', isNarrowed: true },
    body: z.strictObject({ isRight: z.boolean() }),
    answer: { kind: 'json', schema: z.strictObject({ proposal: proposalView, recorded }) },
    errors: ['NOTHING_PROPOSED'],
  }),
  'proposals.statistics': defineRoute({
    method: 'GET',
    path: `${base}/statistics`,
    summary:
      'Show how often proposals were accepted, and how often they were right, by kind and by who proposed',
    access: { kind: 'organisation', permission: 'read' },
    answer: {
      kind: 'json',
      schema: z.strictObject({
        rules: z.array(proposalStatistics),
        models: z.array(z.strictObject({ model: z.string(), rows: z.array(proposalStatistics) })),
      }),
    },
  }),
} as const
