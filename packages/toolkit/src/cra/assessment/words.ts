/** The words around an assessment by language; a third language is one more file and one more line. */
import type { Language } from '../questionnaire/types.ts'
import german from './texts/de.json' with { type: 'json' }
import english from './texts/en.json' with { type: 'json' }

export type AssessmentWord = keyof typeof english

const words: Readonly<Record<Language, Readonly<Record<AssessmentWord, string>>>> = {
  en: english,
  de: german,
}

export type AssessmentWords = (
  word: AssessmentWord,
  values?: Readonly<Record<string, string | number>>,
) => string

/** Values go where `{name}` stands; a name without a value stays, so that a test finds it. */
export function assessmentWords(language: Language): AssessmentWords {
  return (word, values = {}) =>
    words[language][word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
