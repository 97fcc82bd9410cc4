/** Words of one meaning in both languages, so that a hole, a flaw and a Lücke are found as a vulnerability. */
import entries from './lexicon.json' with { type: 'json' }
import { toWords } from './normalise.ts'
import { stemOf } from './stem.ts'

/** Stems of a word or phrase, joined by a space, with the meanings they stand for. */
type Meanings = ReadonlyMap<string, readonly string[]>

/** Phrases that begin with a stem, longest first. */
type Phrases = ReadonlyMap<
  string,
  readonly { readonly stems: readonly string[]; readonly meanings: readonly string[] }[]
>

interface Lexicon {
  readonly meanings: Meanings
  readonly phrases: Phrases
}

const lexicons = new Map<'en' | 'de', Lexicon>()

/** Cut into stems where a language is first asked for: most questions need one. */
function lexiconOf(language: 'en' | 'de'): Lexicon {
  const known = lexicons.get(language)
  if (known !== undefined) return known
  const meanings = meaningsIn(language)
  const lexicon = { meanings, phrases: phrasesOf(meanings) }
  lexicons.set(language, lexicon)
  return lexicon
}

export function meaningsOf(language: 'en' | 'de'): Meanings {
  return lexiconOf(language).meanings
}

/** The meanings of the longest phrase that begins at a place in a list of stems. */
export function findMeaning(
  stems: readonly string[],
  at: number,
  language: 'en' | 'de',
): { readonly length: number; readonly meanings: readonly string[] } | undefined {
  const found = lexiconOf(language)
    .phrases.get(stems[at] ?? '')
    ?.find((phrase) => phrase.stems.every((stem, offset) => stems[at + offset] === stem))
  return found === undefined ? undefined : { length: found.stems.length, meanings: found.meanings }
}

function phrasesOf(meanings: Meanings): Phrases {
  const byFirst = new Map<string, { stems: readonly string[]; meanings: readonly string[] }[]>()
  for (const [key, value] of meanings) {
    const stems = key.split(' ')
    const first = stems[0] ?? ''
    byFirst.set(first, [...(byFirst.get(first) ?? []), { stems, meanings: value }])
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.stems.length - a.stems.length)
  return byFirst
}

function meaningsIn(language: 'en' | 'de'): Meanings {
  const found = new Map<string, string[]>()
  for (const [meaning, words] of Object.entries(entries)) {
    for (const phrase of words[language]) {
      const key = toWords(phrase)
        .map((word) => stemOf(word, language))
        .join(' ')
      const meanings = found.get(key) ?? []
      if (!meanings.includes(meaning)) meanings.push(meaning)
      found.set(key, meanings)
    }
  }
  return found
}
