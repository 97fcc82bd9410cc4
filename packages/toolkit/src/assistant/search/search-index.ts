/** Full-text search over entries: minisearch finds candidates, the scorer compares them with the question. */
import MiniSearch from 'minisearch'
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

/** Entries that minisearch hands over to be compared closely. */
const candidates = 120

export function createSearchIndex(entries: readonly Entry[]): SearchIndex {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const vocabulary = toVocabulary(allTexts(entries))
  const known = knownStems(entries)
  const terms = (phrases: (entry: Entry) => readonly Phrase[]): readonly Ask[] =>
    entries.flatMap((entry) =>
      phrases(entry).map(({ text, language }) => ({
        entry: entry.id,
        terms: toTerms(text, language, known),
      })),
    )
  const asks = terms(({ asks: ways, titles }) => [...ways, ...titles]).map(unique)
  const texts = terms(({ titles, texts: bodies }) => [...titles, ...bodies])
  const index = fullTextIndex(entries, asks, texts)
  const scorer = createScorer(asks, texts)
  return {
    search: (question, language, limit) => {
      const wanted = new Set(questionTerms(question, language, { vocabulary, known }))
      return index
        .search([...wanted].join(' '))
        .slice(0, candidates)
        .flatMap(({ id }) => byId.get(String(id)) ?? [])
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

/** Terms are made before, so that a question and what is searched are cut in the same way. */
function fullTextIndex(entries: readonly Entry[], asks: readonly Ask[], texts: readonly Ask[]): MiniSearch {
  const index = new MiniSearch({
    fields: ['asks', 'texts'],
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
    searchOptions: { boost: { asks: 2 } },
  })
  const asksOf = joinTerms(asks)
  const textsOf = joinTerms(texts)
  index.addAll(entries.map(({ id }) => ({ id, asks: asksOf.get(id) ?? '', texts: textsOf.get(id) ?? '' })))
  return index
}

function joinTerms(asks: readonly Ask[]): ReadonlyMap<string, string> {
  const joined = new Map<string, string>()
  for (const { entry, terms } of asks) joined.set(entry, `${joined.get(entry) ?? ''} ${terms.join(' ')}`)
  return joined
}
