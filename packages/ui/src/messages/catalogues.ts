/** Both message catalogues under their language. */
import { de } from './de.ts'
import { en, type MessageKey } from './en.ts'
import type { Language } from './translate.ts'

export type { MessageKey } from './en.ts'

export const catalogues: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en, de }
