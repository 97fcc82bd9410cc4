/** Full-text search over entries: a question's words are set right, cut into terms and compared with each entry that has one. */
import { type KnownStems, termsOf, toTerms } from '../words/analyse.ts'
import { toVocabulary, type Vocabulary } from '../words/correct.ts'
import { toWords } from '../words/normalise.ts'
import { stemOf } from '../words/stem.ts'
import type { Tongue } from '../passage.ts'
import type { Entry, Phrase } from './entry.ts'
import { type Ask, createScorer } from './score.ts'

export interface Hit {
  readonly entry: Entry
  /** 0 to 1: how much of the question the entry answers; comparable between questions. */
  readonly score: number
}

export interface SearchIndex {
  /** Best first; entries of the same score by their id. */
  readonly search: (question: string, language: Tongue, limit: number) => readonly Hit[]
}

export function createSearchIndex(entries: readonly Entry[]): SearchIndex {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const vocabulary = toVocabulary(allTexts(entries))
  const known = knownStems(entries)
  const terms = (id: string, phrases: readonly Phrase[]): readonly Ask[] =>
    phrases.map(({ text, language }) => ({ entry: id, terms: toTerms(text, language, known) }))
  const titles = entries.flatMap((entry) => terms(entry.id, entry.titles))
  const asks = entries.flatMap((entry) => terms(entry.id, entry.asks))
  const texts = entries.flatMap((entry) => terms(entry.id, entry.texts))
  const scorer = createScorer([...asks, ...titles].map(unique), [...titles, ...texts])
  return {
    search: (question, language, limit) => {
      const wanted = new Set(questionTerms(question, language, { vocabulary, known }))
      return scorer
        .candidates(wanted)
        .flatMap((id) => byId.get(id) ?? [])
        .map((entry) => ({ entry, score: scorer.score(entry.id, wanted) * (entry.prior ?? 1) }))
        .sort((a, b) => b.score - a.score || (a.entry.id < b.entry.id ? -1 : 1))
        .slice(0, limit)
    },
  }
}

function unique({ entry, terms }: Ask): Ask {
  return { entry, terms: [...new Set(terms)] }
}

function questionTerms(
  question: string,
  language: Tongue,
  { vocabulary, known }: { readonly vocabulary: Vocabulary; readonly known: KnownStems },
): readonly string[] {
  return termsOf(
    toWords(question).map((word) => vocabulary.nearest(word)),
    language,
    known,
  )
}

function phrasesOf({ asks, titles, texts }: Entry): readonly Phrase[] {
  return [...asks, ...titles, ...texts]
}

function* allTexts(entries: readonly Entry[]): Iterable<string> {
  for (const entry of entries) for (const { text } of phrasesOf(entry)) yield text
}

/** Stems of short German words of the corpus: what compounds may be made of. */
function knownStems(entries: readonly Entry[]): KnownStems {
  const words = entries
    .flatMap(phrasesOf)
    .filter(({ language }) => language === 'de')
    .flatMap(({ text }) => toWords(text))
  return new Set(words.filter(({ length }) => length >= 4 && length <= 10).map((word) => stemOf(word, 'de')))
}
