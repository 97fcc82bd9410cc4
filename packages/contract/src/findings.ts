/** `findings.json` (design 10.3). */
import * as z from 'zod/mini'
import {
  decisionScope,
  digest,
  issue,
  purl,
  relation,
  scope,
  severityLevel,
  source,
  unknownReason,
  vexJustification,
  vexStatus,
} from './shapes.ts'

export const match = z.strictObject({
  source: z.string(),
  record: z.string(),
  digest,
  kind: z.enum(['range', 'versions']),
  range: z.string(),
  introduced: z.optional(z.string()),
  fixed: z.optional(z.string()),
  lastAffected: z.optional(z.string()),
})

const severity = z.strictObject({
  source: z.string(),
  vector: z.string(),
  score: z.optional(z.number().check(z.minimum(0), z.maximum(10))),
  word: z.optional(z.string()),
})

const dissent = z.strictObject({ source: z.string(), record: z.string(), range: z.string() })

const fix = z.strictObject({
  nearest: z.optional(z.string()),
  direct: z.optional(purl),
  kind: z.enum(['upgrade', 'upgrade-direct', 'remove', 'none-known']),
})

const share = z.number().check(z.minimum(0), z.maximum(1))

const exploitation = z.strictObject({
  epss: z.optional(z.strictObject({ score: share, percentile: share, date: z.optional(z.string()) })),
  kev: z.optional(
    z.array(
      z.strictObject({
        catalogue: z.enum(['cisa', 'eu']),
        added: z.optional(z.string()),
        due: z.optional(z.string()),
        ransomware: z.enum(['known', 'unknown']),
      }),
    ),
  ),
  ssvc: z.optional(
    z.strictObject({
      exploitation: z.enum(['none', 'poc', 'active']),
      automatable: z.enum(['yes', 'no']),
      technicalImpact: z.enum(['partial', 'total']),
    }),
  ),
})

const reachability = z.strictObject({
  state: z.enum(['imported', 'development-only', 'not-seen', 'unknown']),
  reason: z.strictObject({ code: z.string(), message: z.string() }),
  places: z.array(
    z.strictObject({ path: z.string(), line: z.int().check(z.minimum(1)), specifier: z.string() }),
  ),
  through: z.optional(purl),
  looked: z.strictObject({
    files: z.int().check(z.minimum(0)),
    unread: z.int().check(z.minimum(0)),
  }),
})

export const findingDecision = z.strictObject({
  id: z.string(),
  status: vexStatus,
  justification: z.optional(vexJustification),
  standing: z.enum(['in-force', 'waiting', 'stale', 'expired', 'revoked']),
  staleReasons: z.array(
    z.enum([
      'VERSION_CHANGED',
      'RANGE_CHANGED',
      'ADVISORY_CHANGED',
      'REACHABILITY_CHANGED',
      'SCOPE_CHANGED',
      'EXPLOITATION_CHANGED',
    ]),
  ),
  scope: decisionScope,
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  expires: z.optional(z.string()),
  deadline: z.optional(z.string()),
  action: z.optional(z.string()),
  isReused: z.boolean(),
  importedFrom: z.optional(z.string()),
})

const ssvcInputs = z.strictObject({
  exploitation: z.enum(['none', 'poc', 'active']),
  automatable: z.enum(['yes', 'no']),
  technicalImpact: z.enum(['partial', 'total']),
  missionAndWellBeing: z.enum(['low', 'medium', 'high']),
  derived: z.array(z.enum(['automatable', 'technicalImpact'])),
})

const priority = z.strictObject({
  rank: z.int().check(z.minimum(1)),
  group: z.enum([
    'malicious',
    'exploited',
    'one-upgrade-away',
    'disputed',
    'stale-decision',
    'waiting',
    'rest',
    'decided',
  ]),
  because: z.string(),
  reasons: z.array(
    z.strictObject({
      code: z.string().check(z.regex(/^[A-Z][A-Z0-9_]*$/)),
      values: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  ssvc: z.optional(z.enum(['track', 'track*', 'attend', 'act'])),
  ssvcInputs: z.optional(ssvcInputs),
})

export const finding = z.strictObject({
  key: z.string(),
  purl,
  group: z.string(),
  aliases: z.array(z.string()),
  records: z.array(z.string()).check(z.minLength(1)),
  summary: z.optional(z.string()),
  isMalicious: z.boolean(),
  informational: z.optional(z.string()),
  published: z.optional(z.string()),
  matched: z.array(match).check(z.minLength(1)),
  severity: z.array(severity),
  level: severityLevel,
  score: z.optional(z.number()),
  disputed: z.optional(z.array(dissent).check(z.minLength(1))),
  fix,
  paths: z.array(z.array(purl)),
  scope,
  relation,
  isOnlyTested: z.optional(z.literal(true)),
  affectedPaths: z.optional(z.array(z.string())),
  exploitation: z.optional(exploitation),
  reachability: z.optional(reachability),
  decision: z.optional(findingDecision),
  priority: z.optional(priority),
})

export const findingsReport = z.strictObject({
  schema: z.literal('urn:occtet:schema:findings:1'),
  asOf: z.string(),
  sources: z.array(source),
  findings: z.array(finding),
  unknown: z.array(z.strictObject({ purl, reason: unknownReason, detail: z.optional(z.string()) })),
  issues: z.array(issue),
})
