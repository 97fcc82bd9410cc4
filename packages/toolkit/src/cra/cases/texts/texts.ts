/** Texts by language; the catalogue's own words in English stand in where a language has none (a test finds them). */
import type { Language } from '../../questionnaire/types.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import type { CaseTexts } from './types.ts'

export const caseLanguages: Readonly<Record<Language, CaseTexts>> = { en, de }

export function caseTexts(language: Language): CaseTexts {
  return caseLanguages[language]
}

/** Words of the catalogue in the language of the texts. */
export function translate(texts: CaseTexts, words: string): string {
  return texts.catalogue[words] ?? words
}

/** Replaces each `{name}` by its value; values are taken as they are, also where they hold braces. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
}
