/** Risk assessment (Art. 13(2)-(4)) and due diligence on components (Art. 13(5)-(6)) as tables that people fill. */
import * as z from 'zod/mini'
import { recorded } from './common.ts'
import { craQuery, day, expectedVersion, freeText, requirementId, subject } from './cra-shapes.ts'
import { defineRoute } from './route.ts'

const some = z.string().check(z.minLength(1))
const texts = z.array(z.string().check(z.minLength(1), z.maxLength(4000))).check(z.maxLength(200))
const step = z.int().check(z.gte(1), z.lte(4))
const riskLevel = z.enum(['low', 'medium', 'high', 'critical'])
const treatment = z.enum(['reduce', 'avoid', 'accept'])
const threatId = z.string().check(z.regex(/^[A-Z][A-Z0-9-]{1,40}$/))
const residual = z.strictObject({ likelihood: step, impact: step })

export const riskThreat = z.strictObject({
  id: threatId,
  title: some,
  question: z.nullable(z.string()),
  applies: z.nullable(z.boolean()),
  reason: z.nullable(z.string()),
  concernsSafety: z.boolean(),
  likelihood: z.nullable(step),
  impact: z.nullable(step),
  before: z.nullable(riskLevel),
  treatment: z.nullable(treatment),
  measures: z.array(some),
  residual: z.nullable(residual),
  after: z.nullable(riskLevel),
  requirements: z.array(requirementId),
  /** What is missing or contradicts, in words; empty: nothing in form. */
  gaps: z.array(some),
})

export const riskRequirement = z.strictObject({
  id: requirementId,
  ref: some,
  title: some,
  applies: z.nullable(z.boolean()),
  /** The law does not let it be left out. */
  isAlways: z.boolean(),
  how: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  measures: z.array(some),
  threats: z.array(some),
  gaps: z.array(some),
})

export const riskView = z.strictObject({
  subject,
  /** Null: nobody began one. */
  risk: z.nullable(
    z.strictObject({
      version: z.nullable(z.string()),
      author: z.nullable(z.string()),
      approved: z.nullable(z.strictObject({ by: some, at: day })),
      nextReview: z.nullable(day),
      intendedPurpose: z.nullable(z.string()),
      environment: z.nullable(z.string()),
      users: z.nullable(z.string()),
      threats: z.array(riskThreat),
      requirements: z.array(riskRequirement).check(z.length(22)),
      /** Of the file as a whole. */
      gaps: z.array(z.strictObject({ code: some, at: some, ref: z.string(), message: some })),
      gapCount: z.int(),
    }),
  ),
  /** Of `risk.yaml`; 0 where there is none. */
  riskVersion: expectedVersion,
})

const nullableText = z.nullable(freeText)

const riskErrors = ['PROFILE_INVALID', 'ANSWERS_INVALID', 'RISK_INVALID', 'ENTRY_INVALID'] as const
const base = '/api/orgs/:org/products/:product' as const
const changed = z.strictObject({ view: riskView, recorded })

const advisory = z.strictObject({ id: some, level: some, fix: z.nullable(z.string()) })

const diligenceDecision = z.strictObject({
  package: some,
  version: z.nullable(z.string()),
  decision: z.enum(['accepted', 'accepted-with-measures', 'replace']),
  why: some,
  checks: z.array(some),
  measures: z.array(some),
  supportEnds: z.nullable(z.string()),
  maintainer: z.nullable(z.string()),
  fallback: z.nullable(z.string()),
  by: some,
  at: day,
  advisories: z.array(some),
})

const diligenceRow = z.strictObject({
  purl: some,
  package: some,
  version: z.nullable(z.string()),
  relation: some,
  scope: some,
  licenses: z.array(some),
  foundAt: z.string(),
  isPinned: z.boolean(),
  reasons: z.array(some),
  advisories: z.array(advisory),
  /** False: no source covers it; an empty list then means nothing. */
  advisoriesKnown: z.boolean(),
  state: z.enum(['open', 'decided', 'stale']),
  changes: z.array(some),
  decision: z.nullable(diligenceDecision),
})

export const diligenceView = z.strictObject({
  subject,
  /** Third-party components in all; null: nothing was read of this release. */
  components: z.nullable(z.int()),
  rows: z.array(diligenceRow),
  /** Decisions about what the product no longer has. */
  orphans: z.array(diligenceDecision),
  upstream: z.array(
    z.strictObject({
      package: some,
      vulnerability: some,
      foundAt: day,
      reported: z.nullable(z.strictObject({ at: day, to: some, url: z.nullable(z.string()) })),
      notReported: z.nullable(z.enum(['maintainer-knows', 'no-maintainer'])),
      fix: z.nullable(z.strictObject({ at: day, url: some })),
      by: some,
    }),
  ),
  unreported: z.int(),
  /** Of `diligence.yaml`; 0 where there is none. */
  diligenceVersion: expectedVersion,
})

const shortText = z.string().check(z.maxLength(2000))

export const riskRoutes = {
  'risk.show': defineRoute({
    method: 'GET',
    path: `${base}/risk`,
    summary: 'Show the risk assessment with what it lacks',
    access: { kind: 'organisation', permission: 'private.read' },
    query: z.strictObject(craQuery),
    answer: { kind: 'json', schema: riskView },
    errors: ['PROFILE_INVALID', 'ANSWERS_INVALID', 'RISK_INVALID'],
  }),
  'risk.start': defineRoute({
    method: 'POST',
    path: `${base}/risk`,
    summary: 'Begin a risk assessment with the threats that come into question',
    access: { kind: 'organisation', permission: 'cra.answer' },
    query: z.strictObject(craQuery),
    body: z.strictObject({ depth: z.enum(['basic', 'full']) }),
    status: 201,
    answer: { kind: 'json', schema: changed },
    errors: [...riskErrors, 'RISK_EXISTS'],
  }),
  'risk.head': defineRoute({
    method: 'PUT',
    path: `${base}/risk/head`,
    summary: 'Change purpose, environment, users, author, approval and review date',
    access: { kind: 'organisation', permission: 'cra.answer' },
    query: z.strictObject(craQuery),
    body: z.strictObject({
      riskVersion: expectedVersion,
      version: z.optional(nullableText),
      author: z.optional(nullableText),
      approved: z.optional(z.nullable(z.strictObject({ by: some, at: day }))),
      nextReview: z.optional(z.nullable(day)),
      intendedPurpose: z.optional(nullableText),
      environment: z.optional(nullableText),
      users: z.optional(nullableText),
    }),
    answer: { kind: 'json', schema: changed },
    errors: [...riskErrors, 'RISK_MISSING'],
  }),
  'risk.threat': defineRoute({
    method: 'PUT',
    path: `${base}/risk/threats/:threat`,
    summary: 'Decide about one threat: does it apply, how likely, how bad, what is done',
    access: { kind: 'organisation', permission: 'cra.answer' },
    query: z.strictObject(craQuery),
    body: z.strictObject({
      riskVersion: expectedVersion,
      /** Null: not decided. */
      applies: z.nullable(z.boolean()),
      reason: nullableText,
      likelihood: z.nullable(step),
      impact: z.nullable(step),
      treatment: z.nullable(treatment),
      measures: texts,
      residual: z.nullable(residual),
      concernsSafety: z.boolean(),
      /** Of an own threat (`OWN-…`) only. */
      title: z.optional(z.string().check(z.minLength(1), z.maxLength(400))),
      requirements: z.optional(z.array(requirementId)),
    }),
    answer: { kind: 'json', schema: changed },
    errors: [...riskErrors, 'RISK_MISSING', 'THREAT_UNKNOWN'],
  }),
  'risk.requirement': defineRoute({
    method: 'PUT',
    path: `${base}/risk/requirements/:requirement`,
    summary: 'Say whether a requirement applies, how it is met, or why not',
    access: { kind: 'organisation', permission: 'cra.answer' },
    query: z.strictObject(craQuery),
    body: z.strictObject({
      riskVersion: expectedVersion,
      applies: z.nullable(z.boolean()),
      how: nullableText,
      reason: nullableText,
    }),
    answer: { kind: 'json', schema: changed },
    errors: [...riskErrors, 'RISK_MISSING'],
  }),
  'diligence.show': defineRoute({
    method: 'GET',
    path: `${base}/diligence`,
    summary: 'Show which components deserve a look, and what was decided about them',
    access: { kind: 'organisation', permission: 'private.read' },
    query: z.strictObject(craQuery),
    answer: { kind: 'json', schema: diligenceView },
    errors: ['PROFILE_INVALID', 'ANSWERS_INVALID', 'DILIGENCE_INVALID'],
  }),
  'diligence.decide': defineRoute({
    method: 'POST',
    path: `${base}/diligence/decisions`,
    summary: 'Decide about one component',
    access: { kind: 'organisation', permission: 'cra.answer' },
    query: z.strictObject(craQuery),
    body: z.strictObject({
      /** Purl without version. */
      package: z.string().check(z.minLength(5), z.maxLength(1024)),
      version: z.optional(z.string().check(z.minLength(1), z.maxLength(256))),
      decision: z.enum(['accepted', 'accepted-with-measures', 'replace']),
      why: z.string().check(z.minLength(1), z.maxLength(4000)),
      checks: z.optional(texts),
      measures: z.optional(texts),
      supportEnds: z.optional(shortText),
      maintainer: z.optional(shortText),
      fallback: z.optional(shortText),
      diligenceVersion: expectedVersion,
    }),
    status: 201,
    answer: { kind: 'json', schema: z.strictObject({ view: diligenceView, recorded }) },
    errors: [
      'PROFILE_INVALID',
      'ANSWERS_INVALID',
      'DILIGENCE_INVALID',
      'ENTRY_INVALID',
      'MEASURE_MISSING',
      'COMPONENT_UNKNOWN',
    ],
  }),
} as const
