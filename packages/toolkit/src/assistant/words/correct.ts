/** Misspelt words of a question, set right by the words of the corpus. */
import MiniSearch from 'minisearch'
import type { Table } from '../table.ts'

/** All words of a corpus with how often they occur. */
export interface Vocabulary {
  /** The nearest word of the corpus, or the word itself where none is near. */
  readonly nearest: (word: string) => string
}

/**
 * `parts`: the words of each part of a corpus with how often they occur; all of them are read only where a question has a word that
 * none of them knows.
 */
export function toVocabulary(parts: readonly Table<number>[]): Vocabulary {
  let all: AllWords | undefined
  return {
    nearest: (word) => {
      const isKnown = parts.some((part) => part.get(word) !== undefined)
      if (isKnown || word.length < 4 || /^\d/.test(word)) return word
      all ??= gather(parts)
      return findNearest(all, word) ?? word
    },
  }
}

interface AllWords {
  readonly counts: ReadonlyMap<string, number>
  /** Of the words that begin with a letter: an index of all costs several times what a question does. */
  readonly indexOf: (letter: string) => MiniSearch
}

function gather(parts: readonly Table<number>[]): AllWords {
  const counts = new Map<string, number>()
  for (const part of parts)
    for (const [word, count] of part) counts.set(word, (counts.get(word) ?? 0) + count)
  const words = meantWords(counts)
  const indexes = new Map<string, MiniSearch>()
  return {
    counts,
    indexOf: (letter) => {
      const index = indexes.get(letter) ?? indexWords(words.filter((word) => word[0] === letter))
      indexes.set(letter, index)
      return index
    },
  }
}

/** So many words can be meant by a misspelt one; the law and large documents have fewer. Beyond, those that are used most. */
const mostWords = 50_000

function meantWords(counts: ReadonlyMap<string, number>): readonly string[] {
  const words = [...counts].filter(([word]) => word.length >= 4)
  if (words.length > mostWords) words.sort(([, a], [, b]) => b - a)
  return words.slice(0, mostWords).map(([word]) => word)
}

function indexWords(words: readonly string[]): MiniSearch {
  const index = new MiniSearch({ fields: ['word'], tokenize: (text) => [text], processTerm: (term) => term })
  index.addAll(words.map((word) => ({ id: word, word })))
  return index
}

/** `ue` for `ü` first, then one edit or two letters changed about, then two edits in long words; the first letter stands. */
function findNearest({ counts, indexOf }: AllWords, word: string): string | undefined {
  const folded = word.replaceAll('ae', 'a').replaceAll('oe', 'o').replaceAll('ue', 'u')
  if (counts.has(folded)) return folded
  const within = (edits: number): readonly string[] =>
    indexOf(word.slice(0, 1))
      .search(word, { fuzzy: edits, maxFuzzy: edits })
      .map(({ id }) => String(id))
  const swapped = (candidate: string): boolean => lettersOf(candidate) === lettersOf(word)
  const near = within(1)
  if (near.length > 0) return mostUsed(near, counts)
  const wider = within(2)
  return mostUsed(word.length < 7 ? wider.filter(swapped) : wider, counts)
}

function lettersOf(word: string): string {
  return Array.from(word).sort().join('')
}

function mostUsed(words: readonly string[], counts: ReadonlyMap<string, number>): string | undefined {
  const byUse = [...words].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1))
  return byUse[0]
}
