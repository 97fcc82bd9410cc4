/** What `occtet cra init` and `occtet cra assess` print. */
import * as z from 'zod/mini'

const text = z.string()
const some = text.check(z.minLength(1))
const day = text.check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
const questionId = text.check(z.regex(/^[A-J]\d{1,2}$/))

/** `yes`, `partial`, `no`, `unknown`, an option id, a date; a list of option ids; "not applicable" with its reason. */
const answer = z.union([some, z.array(some), z.strictObject({ na: some })])

const proposal = z.strictObject({
  /** What is marked for confirmation; null: only shown. */
  selected: z.nullable(answer),
  /** What the deciding finding says, also where it is too thin to be marked. */
  suggested: z.nullable(answer),
  confidence: z.enum(['high', 'medium', 'low']),
  isAgainst: z.boolean(),
  signals: z.array(some),
})

const question = z.strictObject({
  id: questionId,
  section: text.check(z.regex(/^[A-J]$/)),
  text: some,
  weight: z.number(),
  isGate: z.boolean(),
  /** Null: nobody answered yet. */
  answer: z.nullable(answer),
  by: z.nullable(some),
  at: z.nullable(text.check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/))),
  source: z.nullable(z.enum(['person', 'confirmed'])),
  note: z.nullable(some),
  stale: z.array(z.enum(['older-than-12-months', 'older-than-release', 'other-catalogue'])),
  /** Null: the evidence says nothing. */
  proposal: z.nullable(proposal),
  /** Draft of a reason for "not applicable"; null: nothing suggests it. */
  naHint: z.nullable(some),
  /** Null: answer and evidence do not clash. */
  contradiction: z.nullable(z.strictObject({ sentence: some, signals: z.array(some) })),
})

export const craAssess = z.strictObject({
  schema: z.literal('occtet.cra-assess/1'),
  product: some,
  at: day,
  mode: z.enum(['quick', 'full']),
  language: z.enum(['en', 'de']),
  /** Version of the questionnaire. */
  questionnaire: some,
  progress: z.strictObject({
    total: z.number(),
    answered: z.number(),
    preselected: z.number(),
    minutesLeft: z.number(),
  }),
  /** In short; `occtet cra classify` gives the reasons. */
  classification: z.strictObject({
    scope: some,
    outcome: z.nullable(some),
    roles: z.array(some),
    class: z.nullable(some),
    applies: some,
    steward_tier: z.nullable(some),
  }),
  /** What the quick scan took for granted where it did not ask. */
  assumed: z.array(z.strictObject({ question: questionId, fact: some, value: z.union([z.boolean(), some]) })),
  questions: z.array(question),
})

export const craInit = z.strictObject({
  /** Of the file that was written. */
  path: some,
  /** As it stands in the file; see docs/reference/generated/product.json. */
  profile: z.record(z.string(), z.unknown()),
  found: z.array(z.strictObject({ field: some, value: some, from: text })),
})
