/** What is learned from: every way of asking, every title and every text, with the entry that it belongs to. */
import type { Phrase, WordedEntry } from '../../packages/toolkit/src/assistant/search/entry.ts'
import { toFeatures } from '../../packages/toolkit/src/assistant/search/ranker.ts'
import { type KnownStems, termsOf } from '../../packages/toolkit/src/assistant/words/analyse.ts'
import { toWords } from '../../packages/toolkit/src/assistant/words/normalise.ts'
import type { Example } from './learn.ts'

export function toExamples(entries: readonly WordedEntry[], known: KnownStems): readonly Example[] {
  return entries.flatMap(({ asks, titles, texts }, entry) =>
    [...asks, ...titles, ...texts].map((phrase) => ({ entry, features: featuresOf(phrase, known) })),
  )
}

function featuresOf({ text, language }: Phrase, known: KnownStems): readonly string[] {
  const words = toWords(text)
  return toFeatures(words, termsOf(words, language, known))
}
