/** Stems after Snowball, remembered: the same words come again and again. */
import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as german } from '@orama/stemmers/german'

/**
 * What Snowball throws together and the law keeps apart: an important product and an import, `do` and DoS, what is applicable
 * and an application; in German other people and a change, getting around a duty and doing it at once.
 */
const apart = {
  en: [
    ['important', 'important'],
    ['importance', 'important'],
    ['dos', 'dos'],
    ['applicable', 'applicable'],
  ],
  de: [
    ...['andere', 'anderem', 'anderen', 'anderer', 'anderes', 'anders'].map(
      (word) => [word, 'andere'] as const,
    ),
    ['umgehen', 'umgehen'],
  ],
} as const
const known = { en: new Map<string, string>(apart.en), de: new Map<string, string>(apart.de) }
const stemmers = { en: english, de: german }
/** A user's documents may hold any number of words; beyond this many nothing is remembered. */
export const rememberAtMost = 50_000

/** `word` as `toWords` gives it. */
export function stemOf(word: string, language: 'en' | 'de'): string {
  const memory = known[language]
  const remembered = memory.get(word)
  if (remembered !== undefined) return remembered
  const stem = stemmers[language](word)
  if (memory.size < rememberAtMost) memory.set(word, stem)
  return stem
}
