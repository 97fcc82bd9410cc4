/** The words of the questionnaire by language; a third language is one more file and one more line. */
import { questionnaire } from './questionnaire.ts'
import { parseTexts, type QuestionnaireTexts } from './text-schema.ts'
import de from './texts/de.json' with { type: 'json' }
import en from './texts/en.json' with { type: 'json' }
import type { Language } from './types.ts'

const raw: Readonly<Record<Language, unknown>> = { en, de }

/** Every language that the questionnaire speaks. */
export const languages = Object.keys(raw) as readonly Language[]
const read = new Map<Language, QuestionnaireTexts>()

/** Read at first use; throws on a broken file, which is our own mistake. */
export function textsOf(language: Language): QuestionnaireTexts {
  const known = read.get(language)
  if (known !== undefined) return known
  const parsed = parseTexts(raw[language], language, questionnaire)
  if (!parsed.ok) throw new Error(`CRA questionnaire: ${parsed.error.path}: ${parsed.error.message}`)
  read.set(language, parsed.value)
  return parsed.value
}
