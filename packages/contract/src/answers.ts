/** Answers of the commands that are asked one question per line. */
import * as z from 'zod/mini'
import { answerError, count, purl, source, unknownReason } from './shapes.ts'

const refusal = z.strictObject({ input: z.string(), ok: z.literal(false), error: answerError })

/** `occtet purl parse`. */
export const purlAnswer = z.union([
  z.strictObject({
    input: z.string(),
    ok: z.literal(true),
    purl,
    type: z.string(),
    namespace: z.nullable(z.string()),
    name: z.string(),
    version: z.nullable(z.string()),
    qualifiers: z.nullable(z.record(z.string(), z.string())),
    subpath: z.nullable(z.string()),
    hashid: z.strictObject({ core: z.string(), a: z.string(), b: z.string() }),
  }),
  refusal,
])

/** `occtet purl locate`. */
export const locateAnswer = z.union([
  z.strictObject({ input: z.string(), repo: z.optional(z.string()), path: z.string() }),
  refusal,
])

/** `occtet version compare` and `satisfies`. */
export const versionAnswer = z.union([
  z.strictObject({ result: z.union([z.literal(-1), z.literal(0), z.literal(1), z.boolean()]) }),
  z.strictObject({ input: z.optional(z.string()), error: answerError }),
])

/** `occtet db query`. */
export const queryAnswer = z.strictObject({
  purl: z.string(),
  status: z.enum(['affected', 'no_known_vulnerability', 'unknown']),
  basis: z.optional(z.enum(['no-record', 'outside-ranges'])),
  reason: z.optional(unknownReason),
  detail: z.optional(z.string()),
  advisories: z.array(
    z.strictObject({
      id: z.string(),
      aliases: z.array(z.string()),
      records: z.array(z.string()).check(z.minLength(1)),
    }),
  ),
  asOf: z.string(),
})

/** `occtet db status`. */
export const dbStatus = z.strictObject({
  folder: z.string(),
  snapshot: z.nullable(z.strictObject({ root: z.string(), size: count })),
  sources: z.array(source),
  asOf: z.nullable(z.string()),
})
