/** The words around risk, diligence and benchmark records by language; a third language is one more file and one line. */
import type { Language } from '../questionnaire/types.ts'
import german from './texts/de.json' with { type: 'json' }
import english from './texts/en.json' with { type: 'json' }

export type RecordWord = keyof typeof english

const words: Readonly<Record<Language, Readonly<Record<RecordWord, string>>>> = { en: english, de: german }

export type RecordWords = (word: RecordWord, values?: Readonly<Record<string, string | number>>) => string

/** Values go where `{name}` stands; a name without a value stays, so that a test finds it. */
export function recordWords(language: Language): RecordWords {
  return (word, values = {}) =>
    words[language][word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** What a field of `risk.yaml` is called in a sentence; ids of threats and requirements are their own name. */
export function nameOfField(at: string, language: Language): string {
  const key = `field-${at}`
  return isWord(key) ? words[language][key] : at
}

function isWord(key: string): key is RecordWord {
  return Object.hasOwn(english, key)
}
