/** `findings.json` (design 10.3). */
import * as z from 'zod/mini'
import { digest, issue, purl, relation, scope, severityLevel, source, unknownReason } from './shapes.ts'

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
})

const fix = z.strictObject({
  nearest: z.optional(z.string()),
  direct: z.optional(purl),
  kind: z.enum(['upgrade', 'upgrade-direct', 'remove', 'none-known']),
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
  fix,
  paths: z.array(z.array(purl)),
  scope,
  relation,
})

export const findingsReport = z.strictObject({
  schema: z.literal('urn:occtet:schema:findings:1'),
  asOf: z.string(),
  sources: z.array(source),
  findings: z.array(finding),
  unknown: z.array(z.strictObject({ purl, reason: unknownReason, detail: z.optional(z.string()) })),
  issues: z.array(issue),
})
