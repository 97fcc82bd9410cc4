/** Words of all papers by language. A further language is one JSON file and one line here. */
import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }

export type TextKey = keyof typeof en

export const texts = { en, de } as const satisfies Readonly<Record<string, Readonly<Record<TextKey, string>>>>

export type PaperLanguage = keyof typeof texts

export const paperLanguages = Object.keys(texts) as readonly PaperLanguage[]

export function isPaperLanguage(text: string): text is PaperLanguage {
  return Object.hasOwn(texts, text)
}
