/** The words that users see of the catalogue and of classification, by key, in every language that has a file. */
import type { Language } from '../questionnaire/types.ts'
import { catalogue } from './catalogue.ts'
import { textsOfCatalogue } from './text-keys.ts'
import german from './texts/de.json' with { type: 'json' }
import own from './texts/en.json' with { type: 'json' }

/** By key (`OBL-M-13-01.duty`); values stand for `{name}`. */
export type Texts = (key: string, values?: Readonly<Record<string, string | number>>) => string

/** English: the catalogue's own words, and `texts/en.json` for what classification says itself. */
const english: ReadonlyMap<string, string> = new Map([...textsOfCatalogue(catalogue), ...Object.entries(own)])

/** One file per further language, with the same keys; a test compares them. */
export const languages: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  en: english,
  de: new Map(Object.entries(german)),
}

/** A key that no language has is our own mistake. */
export function createTexts(language: Language): Texts {
  const words = languages[language]
  return (key, values = {}) => {
    const text = words.get(key) ?? english.get(key)
    if (text === undefined) throw new Error(`CRA texts: there is no text ${key}`)
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  }
}

/** One field of a record, such as the `title` of `ECR-I-1`; undefined where the record has none. */
export function textOf(
  record: { readonly id: string },
  field: string,
  language: Language,
): string | undefined {
  const key = `${record.id}.${field}`
  return languages[language].get(key) ?? english.get(key)
}

const wordKey = 'ref-word.'

/** Longer phrases first, so that `Del. Reg.` is not read as `Reg.`. */
const refWords = [...english.keys()]
  .filter((key) => key.startsWith(wordKey))
  .map((key) => key.slice(wordKey.length))
  .sort((a, b) => b.length - a.length)
const refPattern = new RegExp(`(?<![A-Za-z])(?:${refWords.map(escape).join('|')})(?![A-Za-z])`, 'g')

function escape(word: string): string {
  return word.replaceAll('.', '\\.')
}

/** A reference such as `Annex I, Part I, point (1)` with the words of the language; numbers stay. */
export function formatRef(ref: string, language: Language): string {
  const t = createTexts(language)
  return ref.replace(refPattern, (word) => t(`${wordKey}${word}`))
}

/** How far a statement was checked, in words: `secondary` is "secondary source". */
export function formatMark(verification: string, language: Language): string {
  return createTexts(language)(`mark.${verification}`)
}
