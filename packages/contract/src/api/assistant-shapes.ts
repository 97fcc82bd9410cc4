/** What the routes of the assistant share: a question, the thing on screen, a proposal. */
import * as z from 'zod/mini'
import { assistantAnswer } from '../assistant.ts'
import { count, digest } from '../shapes.ts'
import { instant, slug } from './common.ts'

export const mostQuestionLetters = 2000

/** The thing on screen while somebody asks: a question of the questionnaire, a finding by its key, one of the 22. */
export const askedAbout = z.strictObject({
  kind: z.enum(['question', 'finding', 'requirement']),
  id: z.string().check(z.minLength(1), z.maxLength(1000)),
})

export const tongue = z.enum(['en', 'de'])

const release = z.string().check(z.minLength(1), z.maxLength(100))

export const assistantQuestion = z.strictObject({
  question: z.string().check(z.minLength(1), z.maxLength(mostQuestionLetters)),
  /** Absent: the language that the question is written in. */
  language: z.optional(tongue),
  /** Whose facts, answers and findings are searched too. */
  product: z.optional(slug),
  /** A version of the product; the current one where it is absent. */
  release: z.optional(release),
  /** A finding or a requirement needs a product. */
  about: z.optional(askedAbout),
})

/** What would leave for a model, to the letter; asking for it sends nothing. */
export const modelDisclosure = z.strictObject({
  host: z.string(),
  model: z.string(),
  /** Of the messages, UTF-8. */
  bytes: count,
  /** Ids of the passages, in their order; of a proposal: ids of its evidence. */
  passages: z.array(z.string()),
  messages: z.array(z.strictObject({ role: z.enum(['system', 'user']), content: z.string() })),
  /** SHA-256 of address, model and messages as JSON: whoever agrees names what they saw. */
  digest,
  /** Tokens that are left this month, and that this may take at most. */
  budget: z.strictObject({ left: count, most: count }),
})

/** Server-sent while a model words an answer: each sentence as it passes its check, then the whole. */
export const wordedAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('statement'),
    text: z.string(),
    citations: z.array(z.strictObject({ ref: z.optional(z.string()), id: z.string(), source: z.string() })),
  }),
  z.strictObject({ kind: z.literal('done'), answer: assistantAnswer }),
])

export const proposalKind = z.enum([
  'vex_justification',
  'impact_statement',
  'user_notice',
  'risk_entry',
  'policy_text',
  'license_conclusion',
  'answer_from_evidence',
])

export const proposalValue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('vex'), status: z.string(), justification: z.optional(z.string()) }),
  z.strictObject({ kind: z.literal('license'), expression: z.string() }),
  z.strictObject({ kind: z.literal('answer'), answer: z.enum(['yes', 'partial', 'no', 'unknown']) }),
  z.strictObject({ kind: z.literal('text') }),
])

/** What a proposal is about; `component` is a purl with its version, `topic` the name of a policy. */
export const proposalSubject = z.strictObject({
  kind: z.enum(['finding', 'component', 'question', 'requirement', 'risk', 'topic']),
  // oxlint-disable-next-line eslint/no-control-regex -- it is what is refused
  id: z.string().check(z.regex(/^[^\0]{1,1000}$/)),
})

export const proposalVerdict = z.enum(['accepted', 'edited', 'rejected'])

export const proposalView = z.strictObject({
  id: z.string(),
  product: slug,
  release: z.optional(z.string()),
  subject: proposalSubject,
  kind: proposalKind,
  language: tongue,
  outcome: z.enum(['propose', 'not_enough_evidence']),
  text: z.string(),
  /** With `propose` alone. */
  value: z.optional(proposalValue),
  confidence: z.optional(z.enum(['high', 'medium', 'low'])),
  /** Provisions that the text names. */
  passages: z.array(z.string()),
  /** With `not_enough_evidence` alone. */
  reason: z.optional(z.enum(['MISSING_FACT', 'CONTRADICTION', 'DOUBT', 'UNTRUSTED_TEXT'])),
  /** Everything that was looked at; `isUsed`: the proposal rests on it. */
  evidence: z.array(
    z.strictObject({
      id: z.string(),
      source: z.string(),
      origin: z.enum(['own', 'foreign']),
      text: z.string(),
      isUsed: z.boolean(),
    }),
  ),
  by: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('rules'), version: z.string() }),
    z.strictObject({ kind: z.literal('model'), model: z.string(), promptVersion: z.string() }),
  ]),
  /** What a model did with it, where one was asked. */
  model: z.optional(
    z.strictObject({
      model: z.string(),
      host: z.string(),
      promptVersion: z.string(),
      sentDigest: z.optional(digest),
      outcome: z.enum(['used', 'rejected', 'not-asked']),
      reason: z.optional(z.string()),
    }),
  ),
  inputDigest: digest,
  madeBy: z.string(),
  madeAt: instant,
  verdict: z.optional(
    z.strictObject({
      verdict: proposalVerdict,
      by: z.string(),
      at: instant,
      note: z.optional(z.string()),
      /** What holds now; absent where it was rejected. */
      text: z.optional(z.string()),
      value: z.optional(proposalValue),
    }),
  ),
  /** Whether it turned out right, as a person said later; absent: nobody has said. */
  isRight: z.optional(z.boolean()),
})

export const proposalStatistics = z.strictObject({
  kind: proposalKind,
  proposed: count,
  abstained: count,
  accepted: count,
  edited: count,
  rejected: count,
  /** Accepted as they were, of all that were judged; absent: nobody judged any. */
  acceptanceRate: z.optional(z.number()),
  /** Right, of all of which somebody said whether they were; absent: nobody has. */
  precision: z.optional(z.number()),
})
