/** `occtet triage plan --json`: steps, what each clears, and what stays. */
import * as z from 'zod/mini'
import { count, purl } from './shapes.ts'

const existence = z.enum(['catalog', 'lock', 'named-by-advisory', 'fixed-bound'])

const reason = z.strictObject({
  code: z.string().check(z.regex(/^[A-Z][A-Z0-9_]*$/)),
  facts: z.record(z.string(), z.string()),
  sentence: z.string(),
})

const instruction = z.strictObject({ file: z.string(), text: z.string() })

const step = z.strictObject({
  id: z.string().check(z.regex(/^S[1-9][0-9]*$/)),
  kind: z.enum(['upgrade-direct', 'upgrade-direct-via', 'refresh-lock', 'override', 'remove']),
  ecosystem: z.string(),
  component: purl,
  from: z.string(),
  to: z.optional(z.string()),
  existence: z.optional(existence),
  isPreRelease: z.boolean(),
  risk: z.enum(['patch', 'minor', 'major', 'unknown']),
  why: reason,
  fixes: z.array(z.string()),
  requires: z.array(z.string()),
  moves: z.array(z.strictObject({ component: purl, to: z.string(), existence })),
  drops: z.array(purl),
  brings: z.enum(['known', 'unknown']),
  commands: z.array(instruction),
  edits: z.array(instruction),
})

const stay = z.strictObject({ finding: z.string(), reason })

const counts = z.strictObject({
  findings: count,
  urgent: count,
  critical: count,
  high: count,
  other: count,
})

export const upgradePlan = z.strictObject({
  schema: z.literal('urn:occtet:schema:upgrade-plan:1'),
  steps: z.array(step),
  stays: z.array(stay),
  decided: z.array(stay),
  isProvenMinimal: z.boolean(),
  looked: count,
  before: counts,
  after: counts,
})
