/** What the page itself says, beside the answer of the check: headings, buttons, hints. */
import type { Language } from '@occtet/toolkit/evidence-package'
import { de } from './words-de.ts'
import { en } from './words-en.ts'
import type { PageWords } from './words-shape.ts'

export type { PageWords } from './words-shape.ts'

export const pageWords: Readonly<Record<Language, PageWords>> = { en, de }
