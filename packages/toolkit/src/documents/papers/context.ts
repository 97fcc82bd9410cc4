/** What every paper looks things up in: words, signals by id, the newest answer to each question. */
import { createTranslator, type Translator } from '@occtet/ui'
import { compareCodeUnits } from '../../base/index.ts'
import type { QuestionnaireAnswer, SignalResult } from '../../cra/index.ts'
import type { PaperInput } from './input.ts'
import { type TextKey, texts } from './texts/texts.ts'

export interface PaperContext {
  readonly input: PaperInput
  readonly t: Translator<TextKey>
  readonly signals: ReadonlyMap<string, SignalResult>
  readonly answers: ReadonlyMap<string, QuestionnaireAnswer>
}

export function createPaperContext(input: PaperInput): PaperContext {
  const answers = new Map<string, QuestionnaireAnswer>()
  for (const answer of [...input.answers].sort(byTime)) answers.set(answer.question, answer)
  return {
    input,
    t: createTranslator(input.language, texts[input.language]),
    signals: new Map(input.status.signals.map((signal) => [signal.id, signal])),
    answers,
  }
}

/** The role that the product's owner has, or undefined while the facts are not given. */
export function hasRole(context: PaperContext, role: string): boolean | undefined {
  return context.input.classification?.roles.includes(role)
}

/** Whether the product has a trait of the catalogue's `traits`; undefined while nobody said. */
export function hasTrait(context: PaperContext, trait: string): boolean | undefined {
  const traits: unknown = context.input.profile.facts.traits
  return Array.isArray(traits) ? traits.includes(trait) : undefined
}

function byTime(a: QuestionnaireAnswer, b: QuestionnaireAnswer): number {
  return compareCodeUnits(a.at, b.at)
}
