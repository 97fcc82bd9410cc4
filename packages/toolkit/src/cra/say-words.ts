/** What signals found, in the words of a language: one file each in `texts/`; English is what the sources say. */
import { catalogue } from './catalogue/catalogue.ts'
import { textOf } from './catalogue/texts.ts'
import type { Language } from './questionnaire/types.ts'
import { english, type Spoken, speak, spoken, type Words } from './say.ts'
import type { NotRead, SignalResult } from './status.ts'
import german from './texts/de.json' with { type: 'json' }

/** One file per further language, with the same keys; a test compares them with the sources. */
export interface WordsFile {
  /** Words that a sentence may begin with and that are small within one. */
  readonly firstWords: readonly string[]
  /** By the English singular: a text for each plural category (CLDR), others for a form: `other:dative`. */
  readonly nouns: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** By the English words with gaps. */
  readonly texts: Readonly<Record<string, string>>
  /** Kinds of finds and other words of tables; names stay as they are and are not listed. */
  readonly terms: Readonly<Record<string, string>>
}

export const wordsFiles: Readonly<Record<Exclude<Language, 'en'>, WordsFile>> = { de: german }

/** Titles of categories are the catalogue's own words, and have their texts there. */
const titles = new Map(catalogue.categories.categories.map(({ id, title }) => [title, id]))

const byLanguage = new Map<Language, Words>([['en', english]])

/** A text that the file lacks is said in English. */
export function wordsOf(language: Language): Words {
  const known = byLanguage.get(language)
  if (known !== undefined) return known
  const words = language === 'en' ? english : toWords(language, wordsFiles[language])
  byLanguage.set(language, words)
  return words
}

function toWords(language: Language, file: WordsFile): Words {
  const texts = new Map([...Object.entries(file.terms), ...Object.entries(file.texts)])
  const nouns = new Map(Object.entries(file.nouns))
  const plural = new Intl.PluralRules(language)
  return {
    text: (key) => texts.get(key) ?? textOf({ id: titles.get(key) ?? '' }, 'title', language) ?? key,
    counted: (number, noun, form) => {
      const forms = nouns.get(noun)
      const category = plural.select(number)
      const text = forms?.[`${category}:${form ?? ''}`] ?? forms?.[category] ?? forms?.['other']
      return text === undefined ? english.counted(number, noun, form) : `${number} ${text}`
    },
  }
}

/** The sentence of a signal; English where only its text was kept, as in a result that was read from a file. */
export function statementOf(result: SignalResult, language: Language): string {
  const said = result[spoken]?.statement
  return said === undefined ? result.statement : say(said, language)
}

/** Why a signal is unknown, or says nothing about a requirement. */
export function reasonOf(result: SignalResult | NotRead, language: Language): string | undefined {
  const said = result[spoken]?.reason
  return said === undefined ? result.reason : say(said, language)
}

function say(said: Spoken, language: Language): string {
  return speak(said, wordsOf(language))
}

/** A sentence that goes on within another: its first word is small where the language writes it so. */
export function withinSentence(statement: string, language: Language): string {
  const [first = ''] = statement.split(' ', 1)
  if (language === 'en') {
    // Only where the second letter is small too: `SECURITY.md` and `CI` stay as they are.
    const isWord = /^[A-Z][a-z ]/.test(statement) && !/^[A-Z][a-z]+[/.]/.test(statement)
    return isWord ? lowerFirst(statement) : statement
  }
  return wordsFiles[language].firstWords.includes(first) ? lowerFirst(statement) : statement
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}
