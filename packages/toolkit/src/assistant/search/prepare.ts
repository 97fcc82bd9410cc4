/** Entries cut into terms, once: the law's are the same for everybody, a product's change with it. */
import { type KnownStems, termsOf } from '../words/analyse.ts'
import { toWords } from '../words/normalise.ts'
import { stemOf } from '../words/stem.ts'
import type { Entry, Phrase } from './entry.ts'
import type { Ask } from './score.ts'

export interface PreparedEntries {
  readonly entries: readonly Entry[]
  /** Ways of asking and titles, each term once. */
  readonly asks: readonly Ask[]
  /** Titles and texts, with repetitions. */
  readonly texts: readonly Ask[]
  /** Every word, with how often it occurs. */
  readonly words: ReadonlyMap<string, number>
  /** What German compounds may be made of; a question is cut by that of the first part of an index. */
  readonly known: KnownStems
}

/** `known`: that of the entries which these are searched together with; absent: their own. */
export function prepareEntries(entries: readonly Entry[], known?: KnownStems): PreparedEntries {
  const words = new Map<string, number>()
  const cut = (phrases: readonly Phrase[]): readonly Cut[] =>
    phrases.map(({ text, language }) => ({ words: count(toWords(text), words), language }))
  const cuts = entries.map(({ id, asks, titles, texts }) => ({
    id,
    asks: cut(asks),
    titles: cut(titles),
    texts: cut(texts),
  }))
  const parts = known ?? stemsOf(cuts.flatMap(({ asks, titles, texts }) => [...asks, ...titles, ...texts]))
  const toAsk = (entry: string, phrases: readonly Cut[]): readonly Ask[] =>
    phrases.map((phrase) => ({ entry, terms: termsOf(phrase.words, phrase.language, parts) }))
  const titles = cuts.flatMap((one) => toAsk(one.id, one.titles))
  return {
    entries,
    asks: [...cuts.flatMap((one) => toAsk(one.id, one.asks)), ...titles].map(unique),
    texts: [...titles, ...cuts.flatMap((one) => toAsk(one.id, one.texts))],
    words,
    known: parts,
  }
}

interface Cut {
  readonly words: readonly string[]
  readonly language: Phrase['language']
}

function count(words: readonly string[], counts: Map<string, number>): readonly string[] {
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return words
}

/** Stems of German words of a length that compounds are made of. */
function stemsOf(cuts: readonly Cut[]): KnownStems {
  const german = cuts.filter(({ language }) => language === 'de').flatMap(({ words }) => words)
  return new Set(german.filter(({ length }) => length >= 4 && length <= 10).map((word) => stemOf(word, 'de')))
}

function unique({ entry, terms }: Ask): Ask {
  return { entry, terms: [...new Set(terms)] }
}
