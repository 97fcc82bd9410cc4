/** `occtet cra risk|diligence|benchmark --json`. Null: not stated, not decided or not known. */
import * as z from 'zod/mini'
import { count, purl, relation, scope, severityLevel } from './shapes.ts'

const some = z.string().check(z.minLength(1))
const texts = z.array(some)
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
const requirementId = z.string().check(z.regex(/^ECR-I{1,2}-[1-8][a-m]?$/))
const step = z.int().check(z.gte(1), z.lte(4))
const riskLevel = z.enum(['low', 'medium', 'high', 'critical'])

/** Of the product, and the file that the answer is about. */
const place = { product: some, file: some }

export const craRiskStart = z.strictObject({
  schema: z.literal('occtet.cra-risk-start/1'),
  ...place,
  depth: z.enum(['basic', 'full']),
  class: z.nullable(some),
  /** Null: nobody stated them, so every threat of the depth is listed. */
  traits: z.nullable(texts),
  threats: texts,
  requirements: count,
})

const threat = z.strictObject({
  id: some,
  title: some,
  /** Null: a threat of the user's own. */
  question: z.nullable(some),
  applies: z.nullable(z.boolean()),
  reason: z.nullable(some),
  concernsSafety: z.boolean(),
  likelihood: z.nullable(step),
  impact: z.nullable(step),
  before: z.nullable(riskLevel),
  treatment: z.nullable(z.enum(['reduce', 'avoid', 'accept'])),
  measures: texts,
  residual: z.nullable(z.strictObject({ likelihood: step, impact: step })),
  after: z.nullable(riskLevel),
  requirements: z.array(requirementId),
})

export const craRisk = z.strictObject({
  schema: z.literal('occtet.cra-risk/1'),
  ...place,
  at: day,
  language: z.enum(['en', 'de']),
  version: z.nullable(some),
  author: z.nullable(some),
  approved: z.nullable(z.strictObject({ by: some, at: day })),
  nextReview: z.nullable(day),
  threats: z.array(threat),
  /** Of the starting set for this kind of product, but not in the file. */
  absentThreats: texts,
  /** All 22, in the order of the law. */
  requirements: z
    .array(
      z.strictObject({
        id: requirementId,
        ref: some,
        title: some,
        applies: z.nullable(z.boolean()),
        how: z.nullable(some),
        reason: z.nullable(some),
        measures: texts,
        /** That apply and ask for it. */
        threats: texts,
      }),
    )
    .check(z.length(22)),
  gaps: z.array(
    z.strictObject({
      code: z.enum([
        'MISSING',
        'THREAT_UNDECIDED',
        'REASON_MISSING',
        'RATING_MISSING',
        'TREATMENT_MISSING',
        'RESIDUAL_TOO_HIGH',
        'REQUIREMENT_UNDECIDED',
        'NOT_APPLICABLE_FORBIDDEN',
        'NOT_APPLICABLE_BUT_THREATENED',
        'HOW_MISSING',
        'REVIEW_OVERDUE',
      ]),
      item: z.string().check(z.regex(/^DOC-RA-\d{1,2}$/)),
      ref: some,
      at: some,
      because: texts,
      message: some,
    }),
  ),
})

const decision = z.strictObject({
  package: purl,
  version: z.nullable(some),
  decision: z.enum(['accepted', 'accepted-with-measures', 'replace']),
  why: some,
  checks: texts,
  measures: texts,
  supportEnds: z.nullable(some),
  maintainer: z.nullable(some),
  fallback: z.nullable(some),
  by: some,
  at: day,
  /** That were open when it was decided. */
  advisories: texts,
})

const report = z.strictObject({
  package: purl,
  vulnerability: some,
  foundAt: day,
  reported: z.nullable(z.strictObject({ at: day, to: some, url: z.nullable(some) })),
  notReported: z.nullable(z.enum(['maintainer-knows', 'no-maintainer'])),
  fix: z.nullable(z.strictObject({ at: day, url: some })),
  by: some,
})

const row = z.strictObject({
  purl,
  package: purl,
  version: z.nullable(some),
  relation,
  scope,
  licenses: texts,
  /** `path:line`; empty: no place is known. */
  foundAt: z.string(),
  isPinned: z.boolean(),
  reasons: z.array(
    z.enum([
      'direct',
      'open-advisory',
      'malicious',
      'version-unknown',
      'no-advisory-source',
      'no-license',
      'not-from-registry',
    ]),
  ),
  advisories: z.array(z.strictObject({ id: some, level: severityLevel, fix: z.nullable(some) })),
  /** False: no source covers it; an empty list then means nothing. */
  advisoriesKnown: z.boolean(),
  state: z.enum(['open', 'decided', 'stale']),
  changes: z.array(z.enum(['version', 'advisories', 'older-than-a-year'])),
  decision: z.nullable(decision),
})

export const craDiligence = z.strictObject({
  schema: z.literal('occtet.cra-diligence/1'),
  ...place,
  at: day,
  /** Only the advisories that came with the program: a small sample. */
  isStarterSet: z.boolean(),
  /** Third-party components in all. */
  components: count,
  /** Those that deserve a look, riskiest first. */
  rows: z.array(row),
  orphans: z.array(decision),
  upstream: z.array(report),
  unreported: z.array(report),
})

export const craDiligenceDecision = z.strictObject({
  schema: z.literal('occtet.cra-diligence-decision/1'),
  ...place,
  isStarterSet: z.boolean(),
  decision,
})

export const craDiligenceReport = z.strictObject({
  schema: z.literal('occtet.cra-diligence-report/1'),
  ...place,
  report,
})

const tens = z.nullable(z.int().check(z.gte(0), z.lte(100), z.multipleOf(10)))

/** `occtet cra benchmark export --json`, and the file that it writes. */
export const craBenchmark = z.strictObject({
  schema: z.literal('occtet.benchmark/1'),
  half: z.string().check(z.regex(/^\d{4}-H[12]$/)),
  catalogue: some,
  mode: z.enum(['quick', 'full']),
  size: z.enum(['micro', 'small', 'medium', 'large', 'unknown']),
  role: some,
  class: some,
  level: z.int().check(z.gte(1), z.lte(5)),
  readiness: tens,
  evidence: tens,
  sections: z.record(z.string().check(z.regex(/^[A-J]$/)), tens),
  /** Quarter hours spent, rounded up. */
  quarterHours: count,
})

export const craBenchmarkGroups = z.strictObject({
  schema: z.literal('occtet.cra-benchmark-groups/1'),
  k: z.int().check(z.gte(3)),
  groups: z.array(
    z.strictObject({
      /** Role, class, size. */
      key: z.tuple([some, some, some]),
      count: z.int().check(z.gte(3)),
      readiness: tens,
      evidence: tens,
      levels: z.strictObject({ '1': count, '2': count, '3': count, '4': count, '5': count }),
    }),
  ),
  /** Records in smaller groups; 0 also where they are fewer than k. */
  withheld: count,
  /** Files that could not be read, and why. */
  unread: texts,
})
