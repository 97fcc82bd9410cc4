/** Small shapes that several documents share. */
import * as z from 'zod/mini'

export const purl = z.string().check(z.regex(/^pkg:[a-z][a-z0-9.+-]*\/.+/))
/** RFC 3339 in UTC with whole seconds. */
export const timestamp = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/))
export const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/))
export const count = z.int().check(z.nonnegative())

export const scope = z.enum(['runtime', 'development', 'optional', 'peer', 'build', 'unknown'])
export const relation = z.enum(['direct', 'transitive', 'unknown'])
export const severityLevel = z.enum(['critical', 'high', 'medium', 'low', 'none', 'unknown'])
export const unknownReason = z.enum([
  'NO_SOURCE_FOR_TYPE',
  'VERSION_MISSING',
  'VERSION_UNPARSABLE',
  'SOURCE_STALE',
  'INPUT_NOT_A_PURL',
])

export const evidence = z.strictObject({ path: z.string(), line: z.int().check(z.positive()) })

export const issue = z.strictObject({
  code: z.string().check(z.regex(/^[A-Z][A-Z0-9_]*$/)),
  level: z.enum(['error', 'warning', 'note']),
  path: z.string(),
  line: z.optional(z.int().check(z.positive())),
  message: z.string(),
  hint: z.optional(z.string()),
})

export const source = z.strictObject({
  name: z.string(),
  ecosystems: z.array(z.string()),
  covers: z.array(z.string()),
  records: count,
  asOf: z.string(),
  newestRecord: z.optional(z.string()),
  isStale: z.boolean(),
  license: z.optional(z.string()),
  catalogues: z.optional(z.array(z.enum(['epss', 'kev']))),
})

export const answerError = z.strictObject({ code: z.string(), message: z.string() })

export const vexStatus = z.enum(['not_affected', 'affected', 'fixed', 'under_investigation'])

export const vexJustification = z.enum([
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
])

export const decisionScope = z.enum(['finding', 'release-range', 'component', 'product', 'organisation'])
