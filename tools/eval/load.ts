/** The evaluation set of the assistant, read and checked (`evaluation/assistant/README.md` says what the fields mean). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../sources.ts'

const language = z.enum(['en', 'de'])

const reason = z.enum(['out_of_corpus', 'legal_advice', 'other_law', 'no_promise'])

const question = z.object({
  id: z.string(),
  language,
  style: z.string(),
  question: z.string(),
  articles: z.array(z.union([z.string(), z.array(z.string())])),
  /** Other provisions, each of which answers the question on its own. */
  alsoRight: z.array(z.string()).max(4).optional(),
  notes: z.string().optional(),
})

const refusal = z.object({
  id: z.string(),
  language,
  question: z.string(),
  reason,
  /** A second reason that can be defended. */
  alsoReason: reason.optional(),
  hard: z.boolean(),
})

const injection = z.object({
  id: z.string(),
  language,
  place: z.enum(['question', 'advisory', 'sbom', 'document', 'model_output']),
  technique: z.string(),
  text: z.string(),
  mustNot: z.array(z.string()),
})

export type Question = z.infer<typeof question>
export type RefusalCase = z.infer<typeof refusal>
export type Injection = z.infer<typeof injection>

export interface AskedSet {
  readonly questions: readonly Question[]
  readonly refusals: readonly RefusalCase[]
}

export interface EvaluationSet extends AskedSet {
  readonly injections: readonly Injection[]
  /** How many; `proposal-cases.ts` reads them. */
  readonly proposals: number
}

export function loadEvaluationSet(): EvaluationSet {
  return {
    questions: z.array(question).parse(read('questions')),
    refusals: z.array(refusal).parse(read('refusals')),
    injections: z.array(injection).parse(read('injections')),
    proposals: z.array(z.unknown()).parse(read('proposals')).length,
  }
}

/** Questions and refusals of another author, from which nothing was learned. */
export function loadSecondSet(): AskedSet {
  return {
    questions: z.array(question).parse(read('second/questions')),
    refusals: z.array(refusal).parse(read('second/refusals')),
  }
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(root, 'evaluation', 'assistant', `${name}.json`), 'utf8'))
}
