/** A text as the terms that are compared: meanings of the lexicon, stems of the rest, parts of compounds. */
import type { Tongue } from '../passage.ts'
import { splitCompound } from './compound.ts'
import { findMeaning, meaningsOf } from './lexicon.ts'
import { glueWords, toWords } from './normalise.ts'
import { rememberAtMost, stemOf } from './stem.ts'

/** Stems of which compounds may be made, besides the words of the lexicon. */
export type KnownStems = ReadonlySet<string>

/** Of a text; see `termsOf`. */
export function toTerms(text: string, language: Tongue, known: KnownStems): readonly string[] {
  return termsOf(toWords(text), language, known)
}

/**
 * Terms of words that `toWords` gave, in their order, with repetitions. A meaning is written `=report`, a stem as itself. The
 * same function makes the terms of passages and of questions, so both fall together.
 */
export function termsOf(words: readonly string[], language: Tongue, known: KnownStems): readonly string[] {
  const stems = words.map((word) => stemOf(word, language))
  const terms: string[] = []
  for (let at = 0; at < words.length; ) {
    const found = findMeaning(stems, at, language)
    if (found !== undefined) {
      terms.push(...found.meanings.map((meaning) => `=${meaning}`))
      at += found.length
      continue
    }
    const word = words[at] ?? ''
    if (!glueWords[language].has(word)) terms.push(...termsOfWord(word, stems[at] ?? '', { language, known }))
    at++
  }
  return terms
}

/** Terms of German words by the stems that their compounds were made of: the same words come again and again. */
const german = new WeakMap<KnownStems, Map<string, readonly string[]>>()

function termsOfWord(
  word: string,
  stem: string,
  { language, known }: { readonly language: Tongue; readonly known: KnownStems },
): readonly string[] {
  if (language === 'en') return [stem]
  const remembered = german.get(known) ?? new Map<string, readonly string[]>()
  german.set(known, remembered)
  const terms = remembered.get(word) ?? termsOfGerman(word, stem, known)
  if (remembered.size < rememberAtMost) remembered.set(word, terms)
  return terms
}

function termsOfGerman(word: string, stem: string, known: KnownStems): readonly string[] {
  const meanings = meaningsOf('de')
  const isKnown = (part: string): boolean => known.has(part) || meanings.has(part)
  const parts = splitCompound(word, isKnown)
  return [stem, ...parts.flatMap((part) => meanings.get(part)?.map((meaning) => `=${meaning}`) ?? [part])]
}
