/** Answers of the assistant: `occtet ask`. */
import * as z from 'zod/mini'
import { count } from './shapes.ts'

const source = z.enum(['guidance', 'catalogue', 'questionnaire', 'documentation', 'product', 'document'])

/** `ref` is a provision in the one grammar: `Art. 14(2)(a)`, `Annex I, Part II, point (1)`, `recital 34`. */
const citation = { ref: z.optional(z.string()), id: z.string(), source }

const asked = {
  question: z.string(),
  language: z.enum(['en', 'de']),
  /** What was found, best first, whether the answer cites it or not. */
  passages: z.array(
    z.strictObject({ ...citation, title: z.string(), score: z.number(), place: z.optional(z.string()) }),
  ),
}

const modelReport = z.strictObject({
  model: z.string(),
  host: z.string(),
  promptVersion: z.string(),
  inputDigest: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  sentPassages: z.array(z.string()),
  outcome: z.enum(['used', 'nothing-left', 'failed']),
  failure: z.optional(z.strictObject({ code: z.string(), message: z.string() })),
  dropped: z.array(z.strictObject({ text: z.string(), reason: z.string() })),
  end: z.optional(
    z.strictObject({
      kind: z.literal('end'),
      reason: z.enum(['stop', 'length', 'tool', 'filtered']),
      usage: z.optional(z.strictObject({ sent: count, received: count })),
    }),
  ),
})

/** `model` is there where a model was asked to word the answer. */
export const assistantAnswer = z.discriminatedUnion('status', [
  z.strictObject({
    ...asked,
    status: z.literal('answered'),
    answer: z
      .array(
        z.strictObject({
          text: z.string(),
          citations: z.array(z.strictObject(citation)).check(z.minLength(1)),
        }),
      )
      .check(z.minLength(1)),
    model: z.optional(modelReport),
  }),
  z.strictObject({
    ...asked,
    status: z.literal('refused'),
    reason: z.enum(['out_of_corpus', 'legal_advice', 'other_law', 'no_promise']),
    pointer: z.string(),
    answer: z.tuple([]),
  }),
])

/** `occtet ask --preview`. */
export const assistantPreview = z.union([
  z.strictObject({
    host: z.string(),
    model: z.string(),
    bytes: count,
    passages: z.array(z.string()),
    messages: z.array(z.strictObject({ role: z.enum(['system', 'user']), content: z.string() })),
  }),
  z.strictObject({ sent: z.string() }),
])
