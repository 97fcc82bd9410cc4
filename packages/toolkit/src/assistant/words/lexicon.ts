/** Words of one meaning in both languages, so that a hole, a flaw and a Lücke are found as a vulnerability. */
import entries from './lexicon.json' with { type: 'json' }
import { toWords } from './normalise.ts'
import { stemOf } from './stem.ts'

/** Stems of a word or phrase, joined by a space, with the meanings they stand for. */
type Meanings = ReadonlyMap<string, readonly string[]>

const longestPhrase = 6

export const lexicon: Readonly<Record<'en' | 'de', Meanings>> = { en: meaningsIn('en'), de: meaningsIn('de') }

/** The meanings of the longest phrase that begins at a place in a list of stems. */
export function findMeaning(
  stems: readonly string[],
  at: number,
  language: 'en' | 'de',
): { readonly length: number; readonly meanings: readonly string[] } | undefined {
  for (let length = Math.min(longestPhrase, stems.length - at); length > 0; length--) {
    const meanings = lexicon[language].get(stems.slice(at, at + length).join(' '))
    if (meanings !== undefined) return { length, meanings }
  }
  return undefined
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
