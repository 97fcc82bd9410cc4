/** What `occtet policy check|test|explain --json` print. */
import * as z from 'zod/mini'
import { severityLevel } from './shapes.ts'

const about = z.enum(['finding', 'component', 'product'])
const level = z.enum(['fail', 'warn', 'note'])
const category = z.enum(['risk', 'license', 'age', 'maintenance', 'unknown-data', 'decision', 'source'])
const count = z.int().check(z.minimum(0))

const exception = z.strictObject({
  rule: z.string(),
  purl: z.optional(z.string()),
  vulnerability: z.optional(z.string()),
  until: z.string(),
  reason: z.string(),
  by: z.string(),
})

const result = z.strictObject({
  rule: z.string(),
  category,
  level,
  about,
  subject: z.string(),
  verdict: z.enum(['breach', 'unknown', 'excepted']),
  message: z.string(),
  because: z.string(),
  hint: z.optional(z.string()),
  severity: z.optional(severityLevel),
  exception: z.optional(exception),
})

export const policyReport = z.strictObject({
  schema: z.literal('urn:occtet:schema:policy-report:1'),
  policy: z.strictObject({ name: z.string(), path: z.optional(z.string()) }),
  rules: count,
  subjects: z.strictObject({ finding: count, component: count, product: count }),
  failed: z.array(z.string()),
  results: z.array(result),
  idleExceptions: z.array(z.strictObject({ why: z.enum(['expired', 'unused']), exception })),
})

const expectation = z.enum(['breach', 'pass', 'unknown'])

export const policyTest = z.strictObject({
  schema: z.literal('urn:occtet:schema:policy-test:1'),
  file: z.string(),
  passed: count,
  failed: z.array(
    z.strictObject({
      name: z.string(),
      line: z.int(),
      rule: z.string(),
      expected: expectation,
      found: expectation,
    }),
  ),
  untried: z.array(z.strictObject({ rule: z.string(), lacks: z.enum(['breach', 'pass']) })),
})

export const policyExplanation = z.strictObject({
  schema: z.literal('urn:occtet:schema:policy-explain:1'),
  subjects: z.array(
    z.strictObject({
      about,
      subject: z.string(),
      /** By name; unknown facts are absent. A license is its SPDX expression. */
      facts: z.record(z.string(), z.union([z.boolean(), z.number(), z.string(), z.array(z.string())])),
      rules: z.array(
        z.strictObject({
          rule: z.string(),
          verdict: z.enum(['breach', 'unknown', 'excepted', 'kept']),
          message: z.optional(z.string()),
          because: z.string(),
        }),
      ),
    }),
  ),
})
