/** Full-text index over entries: the nearest way of asking counts most, then the words of title and text. */
import MiniSearch from 'minisearch'
import { type KnownStems, termsOf, toTerms } from '../words/analyse.ts'
import { toVocabulary, type Vocabulary } from '../words/correct.ts'
import { toWords } from '../words/normalise.ts'
import { stemOf } from '../words/stem.ts'
import type { Tongue } from '../passage.ts'
import type { Entry, Phrase } from './entry.ts'
import { type Ask, scoreAsks, toAsk } from './score.ts'

export interface Hit {
  readonly entry: Entry
  /** 0 to 1: how much of the question the entry answers; comparable between questions. */
  readonly score: number
}

export interface SearchIndex {
  /** Best first; entries of the same score by their id. */
  readonly search: (question: string, language: Tongue, limit: number) => readonly Hit[]
}

/** How much title and text count beside the nearest ask. */
const textWeight = 0.35
const candidates = 60

export function createSearchIndex(entries: readonly Entry[]): SearchIndex {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const vocabulary = toVocabulary(allTexts(entries))
  const known = knownStems(entries)
  const asks = asksOf(entries, known)
  const texts = textIndexOf(entries, known)
  return {
    search: (question, language, limit) => {
      const terms = questionTerms(question, language, { vocabulary, known })
      const byAsk = scoreAsks(asks, terms)
      const byText = scoreTexts(texts, terms)
      const ids = new Set([...byAsk.keys(), ...byText.keys()])
      return [...ids]
        .flatMap((id) => {
          const entry = byId.get(id)
          const score = (byAsk.get(id) ?? 0) * (1 - textWeight) + (byText.get(id) ?? 0) * textWeight
          return entry === undefined ? [] : [{ entry, score }]
        })
        .sort((a, b) => b.score - a.score || (a.entry.id < b.entry.id ? -1 : 1))
        .slice(0, limit)
    },
  }
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

function asksOf(entries: readonly Entry[], known: KnownStems): readonly Ask[] {
  return entries.flatMap(({ id, asks, titles }) =>
    [...asks, ...titles].map(({ text, language }) => toAsk(id, toTerms(text, language, known))),
  )
}

function textIndexOf(entries: readonly Entry[], known: KnownStems): MiniSearch {
  const index = new MiniSearch({
    fields: ['title', 'text', 'asks'],
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
    searchOptions: { boost: { title: 2, asks: 1.5 } },
  })
  const joined = (phrases: readonly Phrase[]): string =>
    phrases.flatMap(({ text, language }) => toTerms(text, language, known)).join(' ')
  index.addAll(
    entries.map(({ id, titles, texts, asks }) => ({
      id,
      title: joined(titles),
      text: joined(texts),
      asks: joined(asks),
    })),
  )
  return index
}

/** Relative to the best, times the share of the question's terms that it has: an answer to half a question is half an answer. */
function scoreTexts(index: MiniSearch, terms: readonly string[]): ReadonlyMap<string, number> {
  const wanted = new Set(terms)
  if (wanted.size === 0) return new Map()
  const hits = index.search([...wanted].join(' ')).slice(0, candidates)
  const best = hits[0]?.score ?? 1
  return new Map(
    hits.map(({ id, score, queryTerms }) => [
      String(id),
      (score / best) * (new Set(queryTerms).size / wanted.size),
    ]),
  )
}
