/** Entries cut into terms, once: the law's when the program is made, a product's and a document's when they change. */
import { type KnownStems, termsOf } from '../words/analyse.ts'
import { toWords } from '../words/normalise.ts'
import { stemOf } from '../words/stem.ts'
import type { Entry, Phrase, WordedEntry } from './entry.ts'
import type { Ranker } from './ranker.ts'
import type { Table } from '../table.ts'
import { countTerms, type TermTable } from './term-table.ts'

export interface PreparedEntries {
  readonly entries: readonly Entry[]
  /** By the position of an entry. */
  readonly terms: TermTable
  /** Every word, with how often it occurs. */
  readonly words: Table<number>
  /** What German compounds may be made of; a question is cut by that of the first part of an index. */
  readonly known: KnownStems
  /** Where it was learned which of these entries is meant. */
  readonly ranker?: Ranker
}

/** `known`: that of the entries which these are searched together with; absent: their own. */
export function prepareEntries(entries: readonly WordedEntry[], known?: KnownStems): PreparedEntries {
  const words = new Map<string, number>()
  const cut = (phrases: readonly Phrase[]): readonly Cut[] =>
    phrases.map(({ text, language }) => ({ words: count(toWords(text), words), language }))
  const cuts = entries.map(({ asks, titles, texts }) => ({
    asks: cut(asks),
    titles: cut(titles),
    texts: cut(texts),
  }))
  const parts = known ?? stemsOf(cuts.flatMap(({ asks, titles, texts }) => [...asks, ...titles, ...texts]))
  const toTerms = ({ words: own, language }: Cut): readonly string[] => termsOf(own, language, parts)
  const terms = countTerms(
    cuts.map(({ asks, titles, texts }) => ({
      asks: [...asks, ...titles].map(toTerms),
      texts: [...titles, ...texts].map(toTerms),
    })),
  )
  return { entries: entries.map(withoutWords), terms, words, known: parts }
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

function withoutWords({ id, means, prior }: WordedEntry): Entry {
  return { id, means, ...(prior !== undefined && { prior }) }
}
