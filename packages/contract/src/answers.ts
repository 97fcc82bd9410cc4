/** Answers of the commands that are asked one question per line. */
import * as z from 'zod/mini'
import { answerError, purl, unknownReason } from './shapes.ts'

/** A line of input that is no question; one of more than 64 KiB is given as its beginning. */
const refusal = z.strictObject({ input: z.string(), ok: z.literal(false), error: answerError })

/** One answer; a list of them where the command line has several questions. */
function oneOrMore<T extends z.ZodMiniType>(answer: T) {
  return z.union([answer, z.array(answer).check(z.minLength(2))])
}

const parsed = z.union([
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

/** `occtet purl parse`. */
export const purlAnswer = oneOrMore(parsed)

/** `occtet purl locate`. */
export const locateAnswer = oneOrMore(
  z.union([z.strictObject({ input: z.string(), repo: z.optional(z.string()), path: z.string() }), refusal]),
)

/** `occtet version compare` and `satisfies`. */
export const versionAnswer = z.union([
  z.strictObject({ result: z.union([z.literal(-1), z.literal(0), z.literal(1), z.boolean()]) }),
  z.strictObject({ input: z.optional(z.string()), error: answerError }),
  refusal,
])

const packageAnswer = z.strictObject({
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

/** `occtet db query`. */
export const queryAnswer = oneOrMore(z.union([packageAnswer, refusal]))

/** `occtet sbom validate`. No `schema`: there is none for the file. */
export const sbomValidation = oneOrMore(
  z.strictObject({
    file: z.string(),
    isValid: z.boolean(),
    schema: z.optional(z.string()),
    violations: z.array(
      z.strictObject({
        code: z.enum([
          'SCHEMA',
          'SYNTAX_INVALID',
          'NESTING_TOO_DEEP',
          'FILE_TOO_LARGE',
          'FILE_NOT_UTF8',
          'FORMAT_UNSUPPORTED',
          'FORMAT_VERSION_UNSUPPORTED',
          'CONTENT',
        ]),
        /** JSON Pointer (RFC 6901). */
        pointer: z.string(),
        line: z.int().check(z.positive()),
        message: z.string(),
      }),
    ),
  }),
)

/** Any command with `--json` that ends without an answer; the exit code says what kind of failure it was. */
export const failure = z.strictObject({
  error: z.strictObject({
    code: z.string().check(z.regex(/^[A-Z][A-Z0-9_]*$/)),
    message: z.string(),
    hint: z.optional(z.string()),
  }),
})
