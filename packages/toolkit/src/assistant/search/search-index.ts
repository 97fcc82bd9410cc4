/** Full-text search over entries: a question's words are set right, cut into terms and compared with each entry that has one. */
import type { Tongue } from '../passage.ts'
import { termsOf } from '../words/analyse.ts'
import { toVocabulary } from '../words/correct.ts'
import { toWords } from '../words/normalise.ts'
import type { Entry } from './entry.ts'
import type { PreparedEntries } from './prepare.ts'
import { createScorer } from './score.ts'

export interface Hit {
  readonly entry: Entry
  /** From 0: how much of the question the entry answers; comparable between questions. Above 1 only by an entry's prior. */
  readonly score: number
}

export interface SearchIndex {
  /** Best first; entries of the same score by their id. */
  readonly search: (question: string, language: Tongue, limit: number) => readonly Hit[]
}

/** `first` says how German compounds are cut; ids are unique over all parts. */
export function createSearchIndex(first: PreparedEntries, ...more: readonly PreparedEntries[]): SearchIndex {
  const parts = [first, ...more]
  const byId = new Map(parts.flatMap(({ entries }) => entries).map((entry) => [entry.id, entry]))
  const vocabulary = toVocabulary(parts.map(({ words }) => words))
  const scorer = createScorer(
    parts.flatMap(({ asks }) => asks),
    parts.flatMap(({ texts }) => texts),
  )
  return {
    search: (question, language, limit) => {
      const words = toWords(question).map((word) => vocabulary.nearest(word))
      const wanted = new Set(termsOf(words, language, first.known))
      return scorer
        .candidates(wanted)
        .flatMap((id) => byId.get(id) ?? [])
        .map((entry) => ({ entry, score: scorer.score(entry.id, wanted) * (entry.prior ?? 1) }))
        .sort((a, b) => b.score - a.score || (a.entry.id < b.entry.id ? -1 : 1))
        .slice(0, limit)
    },
  }
}
