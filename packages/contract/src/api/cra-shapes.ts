/** Shapes that the routes of the self-assessment share. Null is "not known" or "does not apply"; it is never a zero. */
import * as z from 'zod/mini'
import { instant } from './common.ts'

const some = z.string().check(z.minLength(1))
/** `YYYY-MM-DD`. */
export const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
export const questionId = z.string().check(z.regex(/^[A-J]\d{1,2}$/))
export const sectionId = z.string().check(z.regex(/^[A-J]$/))
export const requirementId = z.string().check(z.regex(/^ECR-I{1,2}-[1-8][a-m]?$/))
export const actionId = z.string().check(z.regex(/^ACT-\d{1,3}$/))
export const percent = z.number().check(z.gte(0), z.lte(100))
export const level = z.int().check(z.gte(1), z.lte(5))
export const mode = z.enum(['quick', 'full'])

/** Longest free text that a person gives here, in UTF-16 units. */
const longestText = 4000
export const freeText = z.string().check(z.maxLength(longestText))

/** Of every route here: language of the texts (`en`), which release (the current one), which questions (`full`). */
export const craQuery = {
  lang: z.optional(z.enum(['en', 'de'])),
  release: z.optional(z.string().check(z.minLength(1), z.maxLength(128))),
  mode: z.optional(mode),
}

/** `yes`, `partial`, `no`, `unknown`, an option id, a date; a list of option ids; "not applicable" with its reason. */
export const answerValue = z.union([
  z.string().check(z.minLength(1), z.maxLength(80)),
  z.array(z.string().check(z.maxLength(80))).check(z.maxLength(64)),
  z.strictObject({ na: freeText }),
])

/** Of one of the 22. Unknown and not applicable never count as met. */
export const requirementStatus = z.enum(['met', 'partly', 'gap', 'unknown', 'not-applicable'])

export const place = z.strictObject({
  path: z.string(),
  line: z.int(),
  /** RFC 3339; absent: not known. */
  changedAt: z.optional(z.string()),
})

/** What a machine found. `basis`: what kind of rule makes us look for it. */
export const finding = z.strictObject({
  id: some,
  title: some,
  state: z.enum(['present', 'absent', 'contrary', 'unknown']),
  strength: z.enum(['strong', 'medium', 'weak']),
  /** One sentence; where the state is `unknown`, the reason. */
  statement: some,
  /** What it tells about the requirement or the question; null where the catalogue names nothing. */
  tells: z.nullable(z.string()),
  basis: z.enum(['law', 'guidance', 'practice']),
  places: z.array(place),
  /** How many places there are; `places` holds the first twenty. */
  placeCount: z.int(),
})

/** An answer as it stands, with who and when. */
export const givenAnswer = z.strictObject({
  value: answerValue,
  /** The value in words of the language. */
  says: some,
  by: some,
  at: instant,
  source: z.enum(['person', 'confirmed']),
  note: z.nullable(z.string()),
  documents: z.array(z.strictObject({ name: some, path: z.nullable(z.string()), attached: z.boolean() })),
  reviewedBy: z.nullable(z.string()),
  /** Why it should be looked at again; empty: fresh. */
  stale: z.array(z.enum(['older-than-12-months', 'older-than-release', 'other-catalogue'])),
})

export const contradiction = z.strictObject({
  question: questionId,
  /** "You say …, but …": built from what the evidence says. */
  sentence: some,
  youSay: some,
  weFound: z.array(finding),
  /** Open until the answer changes, the fact changes, or a person states a reason. */
  stand: z.nullable(z.strictObject({ reason: some, by: some, at: instant })),
})

export const figure = z.strictObject({
  /** Null: nothing applicable was weighed. */
  percent: z.nullable(percent),
  weight: z.number(),
})

/** Readiness and evidence are two figures and never become one. */
export const readiness = z.strictObject({
  readiness: figure,
  /** Plus and minus, in points. */
  margin: percent,
  evidence: figure,
  level: z.strictObject({
    number: level,
    name: some,
    meaning: some,
    /** What the figures alone would give. */
    uncapped: level,
    /** An exploited flaw is open that nobody assessed in writing: could start the 24 h clock. */
    mustAssessNow: z.boolean(),
    gates: z.array(z.strictObject({ code: some, atMost: level, question: questionId, text: some })),
  }),
})

/** Product, release and day that an answer is about. */
export const subject = z.strictObject({
  product: some,
  productName: some,
  /** Null: the product has no release yet. */
  release: z.nullable(z.string()),
  at: day,
  mode,
  language: z.enum(['en', 'de']),
  catalogue: some,
  /** Grows with each change of the answers; to be sent back with the next one. */
  version: z.int().check(z.minimum(0)),
  /** Null: nobody looked at a source tree or SBOM of this release. */
  evidenceAt: z.nullable(instant),
  /** `private`: never leaves the server unasked. */
  answersPlace: z.enum(['private', 'tracked']),
})

/** Sent with a change: `version` that the page showed. */
export const expectedVersion = z.int().check(z.minimum(0))
