/** What kind of text a passage comes from; a kind that this page does not know is named as it is by nobody. */
import type { AnswerOf, assistantRoutes } from '@occtet/contract/api'

type Answer = AnswerOf<(typeof assistantRoutes)['assistant.ask']>

export type SourceKind = Answer['passages'][number]['source']

const kinds: Readonly<Record<SourceKind, true>> = {
  guidance: true,
  catalogue: true,
  questionnaire: true,
  documentation: true,
  product: true,
  document: true,
}

/** Words that a model's sentences cite come with their kind as plain text. */
export function toSourceKind(text: string): SourceKind | undefined {
  return Object.hasOwn(kinds, text) ? (text as SourceKind) : undefined
}
