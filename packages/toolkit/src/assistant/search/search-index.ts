/** Full-text search over entries: a question's words are set right, cut into terms and compared with each entry that has one. */
import type { Tongue } from '../passage.ts'
import { termsOf } from '../words/analyse.ts'
import { toVocabulary } from '../words/correct.ts'
import { toWords } from '../words/normalise.ts'
import type { Entry } from './entry.ts'
import type { PreparedEntries } from './prepare.ts'
import { toFeatures } from './ranker.ts'
import { createScorer } from './score.ts'

export interface Hit {
  readonly entry: Entry
  /**
   * How much of the question the entry answers, comparable between questions: to 1, above it only by an entry's prior, below 0
   * where another entry is by far likelier.
   */
  readonly score: number
}

export interface SearchIndex {
  /** Best first; entries of the same score by their id. */
  readonly search: (question: string, language: Tongue, limit: number) => readonly Hit[]
  /** By its id. */
  readonly find: (id: string) => Entry | undefined
}

/** What an entry loses for each unit that the learned model finds it less likely than the likeliest. */
const lossPerLogit = 0.1

/** `first` says how German compounds are cut. Where two parts hold an entry of the same id, the later one's is taken. */
export function createSearchIndex(first: PreparedEntries, ...more: readonly PreparedEntries[]): SearchIndex {
  const parts = [first, ...more]
  const byId = new Map(parts.flatMap(({ entries }) => entries).map((entry) => [entry.id, entry]))
  const vocabulary = toVocabulary(parts.map(({ words }) => words))
  const score = createScorer(parts.map(({ terms }) => terms))
  return {
    find: (id) => byId.get(id),
    search: (question, language, limit) => {
      const words = toWords(question).map((word) => vocabulary.nearest(word))
      const wanted = new Set(termsOf(words, language, first.known))
      const features = toFeatures(words, wanted)
      return score(wanted)
        .flatMap((scores, at) => hitsOf(parts[at] ?? first, scores, features))
        .filter(({ entry }) => byId.get(entry.id) === entry)
        .sort((a, b) => b.score - a.score || (a.entry.id < b.entry.id ? -1 : 1))
        .slice(0, limit)
    },
  }
}

function hitsOf(
  { entries, ranker }: PreparedEntries,
  scores: Float64Array,
  features: readonly string[],
): readonly Hit[] {
  const found = entries.flatMap((entry, at) => ((scores[at] ?? 0) > 0 ? [{ entry, at }] : []))
  const logits = ranker?.rank(features)
  const likeliest = found.reduce(
    (most, { at }) => Math.max(most, logits?.[at] ?? 0),
    Number.NEGATIVE_INFINITY,
  )
  return found.map(({ entry, at }) => {
    const loss = logits === undefined ? 0 : lossPerLogit * (likeliest - (logits[at] ?? 0))
    return { entry, score: (scores[at] ?? 0) * (entry.prior ?? 1) - loss }
  })
}
